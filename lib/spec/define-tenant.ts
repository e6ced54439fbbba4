import { z } from "zod";
import { deepFreeze } from "./deep-freeze";
import { InvalidCluster } from "./invalid-cluster";
import { KUBERNETES_VERSIONS, type KubernetesVersion } from "./kubernetes-version";
import { section } from "./parse/field";
import { isWithin, toIssue } from "./parse/located-problem";
import { copyPlainData } from "./parse/plain-data";
import { loneTenantSchema } from "./parse/tenants";
import { translate } from "./parse/translate";
import type { TenantInput } from "./tenant-spec";

/** A tenant without what only its cluster can tell: where its API server is. */
export type LoneTenantInput = Omit<TenantInput, "needsApiServer" | "logSink">;

/** A tenant apart from any description of a cluster. */
export interface LoneTenant {
  readonly tenant: LoneTenantInput;
  readonly kubernetesVersion: KubernetesVersion;
}

const schema = section({ tenant: loneTenantSchema, kubernetesVersion: z.enum(KUBERNETES_VERSIONS) });

/**
 * Checks a tenant that stands alone in somebody's chart as strictly as one in a description.
 *
 * @throws InvalidCluster with every issue, when there is one.
 */
export function defineTenant(input: LoneTenant): LoneTenant {
  const { data, problems: unreadable } = copyPlainData({
    tenant: input.tenant,
    kubernetesVersion: input.kubernetesVersion,
  });
  const result = schema.safeParse(data);
  const found = result.success ? [] : translate(result.error.issues, data);
  const problems = [
    ...unreadable,
    ...found.filter(({ path }) => !unreadable.some((refused) => isWithin(path, refused.path))),
  ];
  if (!result.success || problems.length > 0) throw new InvalidCluster(problems.map(toIssue), "this tenant");
  return deepFreeze(result.data);
}
