import { isAction, isOfThePlatform, isPodResource } from "../pod-actions";
import { ALLOWED } from "../problems/allowed";
import { actionOfThePlatform } from "../problems/pod-identities";
import { defaultAccount } from "../problems/access";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeWhy } from "./sources";
import { judgeVisible } from "./visible-text";

function judgeAction(value: string): Problem | undefined {
  if (value.includes("*") || value.includes("?"))
    return malformed(value, ALLOWED.podAction, "name each action: a wildcard also means what AWS adds later");
  if (!isAction(value)) return malformed(value, ALLOWED.podAction);
  return isOfThePlatform(value) ? actionOfThePlatform(value) : undefined;
}

function judgeResource(value: string): Problem | undefined {
  const signs = judgeVisible(value, 512, ALLOWED.podResource);
  if (signs !== undefined) return signs;
  return isPodResource(value)
    ? undefined
    : malformed(value, ALLOWED.podResource, "name one thing, or what its name begins with: never all of a kind");
}

function some(allowed: string, most: number) {
  return (values: readonly unknown[]) =>
    values.length >= 1 && values.length <= most ? undefined : outOfBounds(values, allowed);
}

const grant = section({
  actions: list(ALLOWED.podActions, text(ALLOWED.podAction, judgeAction), some(ALLOWED.podActions, 50)),
  resources: list(ALLOWED.podResources, text(ALLOWED.podResource, judgeResource), some(ALLOWED.podResources, 50)),
});

export const podIdentitiesSchema = list(
  ALLOWED.podIdentities,
  section({
    namespace: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
    serviceAccount: text(ALLOWED.serviceAccount, (value) =>
      value === "default" ? defaultAccount() : judgeLabel(value, 63, ALLOWED.serviceAccount),
    ),
    why: text(ALLOWED.why, judgeWhy),
    may: list(ALLOWED.podGrants, grant, some(ALLOWED.podGrants, 20)),
  }),
  (identities) => (identities.length <= 200 ? undefined : outOfBounds(identities, ALLOWED.podIdentities)),
);
