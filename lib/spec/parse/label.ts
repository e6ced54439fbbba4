import type { Problem } from "../problems/problem";
import { didYouMean, malformed, wrongLength } from "../problems/text";

const LABEL = /^[a-z0-9](?:[a-z0-9-]*[a-z0-9])?$/;

/** Whether a text is an RFC 1123 label. */
export function isLabel(value: string): boolean {
  return value.length <= 63 && LABEL.test(value);
}

/** An RFC 1123 label of at most `longest` characters. */
export function judgeLabel(value: string, longest: number, expected: string): Problem | undefined {
  if (value.length === 0 || value.length > longest) return wrongLength(value, expected, longest);
  if (LABEL.test(value)) return undefined;
  const meant = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return meant === "" ? malformed(value, expected) : didYouMean(value, expected, meant);
}
