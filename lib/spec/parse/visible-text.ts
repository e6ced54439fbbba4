import type { Problem } from "../problems/problem";
import { forbiddenText, malformed, wrongLength } from "../problems/text";

/**
 * Signs that end a string or begin an expression in one of the languages that texts are written into: YAML, shell,
 * nftables, CEL, Terraform. They are refused here although every format escapes, so that two mistakes are needed.
 */
export function judgeSigns(value: string, expected: string): Problem | undefined {
  if (/[\r\n\u2028\u2029]/.test(value)) return forbiddenText(value, expected, "line break");
  if (/["'`\u2018-\u201f]/.test(value)) return forbiddenText(value, expected, "quote");
  if (value.includes("\\")) return forbiddenText(value, expected, "backslash");
  if (value.includes("${") || value.includes("%{")) return forbiddenText(value, expected, "expression of Terraform");
  if (/\p{C}/u.test(value)) return forbiddenText(value, expected, "invisible character");
  return undefined;
}

/** 1 to `longest` visible ASCII characters without quotes. */
export function judgeVisible(value: string, longest: number, expected: string): Problem | undefined {
  if (value.length === 0 || value.length > longest) return wrongLength(value, expected, longest);
  return judgeSigns(value, expected) ?? (/^[!-~]+$/.test(value) ? undefined : malformed(value, expected));
}
