import { z } from "zod";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";
import { wildcard } from "../problems/own-personas";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeReason } from "./reason";

const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const GROUP = /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?)*)?$/;
const RESOURCE = /^[a-z][a-z0-9]{0,62}(?:\/[a-z][a-z0-9]{0,62})?$/;

const judge = (allowed: string, form: (value: string) => boolean) => (value: string) => {
  if (value.includes("*")) return wildcard(value, allowed);
  return form(value) ? undefined : malformed(value, allowed);
};

const atMost =
  (longest: number, allowed: string) =>
  (values: readonly unknown[]): Problem | undefined =>
    values.length >= 1 && values.length <= longest ? undefined : outOfBounds(values, allowed);

const group = text(
  ALLOWED.apiGroup,
  judge(ALLOWED.apiGroup, (value) => value.length <= 253 && GROUP.test(value)),
);
const resource = text(
  ALLOWED.resource,
  judge(ALLOWED.resource, (value) => RESOURCE.test(value)),
);
const verb = text(
  ALLOWED.verb,
  judge(ALLOWED.verb, (value) => VERBS.includes(value)),
);

const rule = section({
  apiGroups: list(ALLOWED.apiGroups, group, atMost(20, ALLOWED.apiGroups)),
  resources: list(ALLOWED.resources, resource, atMost(50, ALLOWED.resources)),
  verbs: list(ALLOWED.verbs, verb, atMost(VERBS.length, ALLOWED.verbs)),
});

export const ownPersonasSchema = list(
  ALLOWED.ownPersonas,
  section({
    name: text(ALLOWED.ownPersonaName, (value) => judgeLabel(value, 40, ALLOWED.ownPersonaName)),
    why: text(ALLOWED.exceptionWhy, judgeReason),
    heldBy: z.enum(["people", "machines"]),
    reach: z.enum(["namespaces", "cluster"]),
    rules: list(ALLOWED.ownPersonaRules, rule, atMost(50, ALLOWED.ownPersonaRules)),
  }),
);
