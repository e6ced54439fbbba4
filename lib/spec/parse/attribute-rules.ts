import { z } from "zod";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, wrongLength } from "../problems/text";
import { list, section, text } from "./field";
import { judgeLabel } from "./label";
import { judgeReason } from "./reason";

/** Words of CEL that are no names. */
const WORDS_OF_CEL = ["false", "in", "null", "true"];

/** The claim stands as a name in CEL. */
function judgeAttributeClaim(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 64) return wrongLength(value, ALLOWED.attributeClaim, 64);
  return /^[A-Za-z][A-Za-z0-9_]*$/.test(value) && !WORDS_OF_CEL.includes(value)
    ? undefined
    : malformed(value, ALLOWED.attributeClaim, "let the provider send it under such a name");
}

const label = text(ALLOWED.label, (value) => judgeLabel(value, 63, ALLOWED.label));

export const attributeRulesSchema = list(
  ALLOWED.attributeRules,
  section({
    attribute: label,
    claim: text(ALLOWED.attributeClaim, judgeAttributeClaim),
    must: z.enum(["be-present", "equal-namespace"]),
    namespaces: list(ALLOWED.namespaces, label, (names) =>
      names.length === 0
        ? outOfBounds(names, ALLOWED.namespaces, "name where it is asked for, or remove the rule")
        : undefined,
    ),
    why: text(ALLOWED.exceptionWhy, judgeReason),
  }),
);
