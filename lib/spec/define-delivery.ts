import { checkDeliveryAlone } from "./checks/delivery";
import { deepFreeze } from "./deep-freeze";
import type { DeliveryInput } from "./delivery-spec";
import { InvalidCluster } from "./invalid-cluster";
import { deliverySchema } from "./parse/delivery";
import { section } from "./parse/field";
import { isWithin, toIssue } from "./parse/located-problem";
import { copyPlainData } from "./parse/plain-data";
import { translate } from "./parse/translate";

const schema = section({ delivery: deliverySchema });

/**
 * Checks a delivery that stands alone in somebody's chart as strictly as one in a description; whether its tenants exist, only a
 * description tells.
 *
 * @throws InvalidCluster with every issue, when there is one.
 */
export function defineDelivery(input: DeliveryInput): DeliveryInput {
  const { data, problems: unreadable } = copyPlainData({ delivery: input });
  const result = schema.safeParse(data);
  const found = result.success ? [] : translate(result.error.issues, data);
  const problems = [
    ...unreadable,
    ...[...found, ...checkDeliveryAlone(data)].filter(
      ({ path }) => !unreadable.some((refused) => isWithin(path, refused.path)),
    ),
  ];
  if (!result.success || problems.length > 0) throw new InvalidCluster(problems.map(toIssue), "this delivery");
  return deepFreeze(result.data.delivery);
}
