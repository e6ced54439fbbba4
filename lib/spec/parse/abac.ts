import { ALLOWED } from "../problems/allowed";
import { beyondAbac, wildcardOfAbac } from "../problems/abac";
import type { Problem } from "../problems/problem";
import { malformed, wrongLength } from "../problems/text";
import { oidcGroup } from "./access";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeReason } from "./reason";

/** Whose sub-resources hand out tokens, commands or connections, which ABAC cannot tell from the resource. */
const WITH_DOORS = ["nodes", "pods", "secrets", "serviceaccounts", "services"];

function judgeResource(value: string): Problem | undefined {
  if (value.includes("*")) return wildcardOfAbac(value, ALLOWED.abacResource);
  if (value.length === 0 || value.length > 63) return wrongLength(value, ALLOWED.abacResource, 63);
  if (!/^[a-z][a-z0-9]*$/.test(value)) return malformed(value, ALLOWED.abacResource);
  return WITH_DOORS.includes(value) ? beyondAbac(value, ALLOWED.abacResource) : undefined;
}

function judgeApiGroup(value: string): Problem | undefined {
  if (value.includes("*")) return wildcardOfAbac(value, ALLOWED.abacApiGroup);
  if (value.length > 253) return wrongLength(value, ALLOWED.abacApiGroup, 253);
  return value === "" || /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?(?:\.[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)*$/.test(value)
    ? undefined
    : malformed(value, ALLOWED.abacApiGroup);
}

export const abacSchema = list(
  ALLOWED.abac,
  section({
    who: oidcGroup,
    namespace: text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label)),
    apiGroup: text(ALLOWED.abacApiGroup, judgeApiGroup),
    resource: text(ALLOWED.abacResource, judgeResource),
    why: text(ALLOWED.exceptionWhy, judgeReason),
  }),
);
