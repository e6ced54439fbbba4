import { describeValue } from "../describe-value";
import { nearestName } from "../nearest-name";
import type { Problem } from "./problem";

const LITERAL = "a literal: posture is decided when the description is written, never when it is applied";

export function missing(expected: string): Problem {
  return { code: "missing", got: "nothing", expected, fix: "add it" };
}

export function wrongType(got: unknown, expected: string, wanted: string): Problem {
  return { code: "wrong-type", got: describeValue(got), expected, fix: literalFor(got, wanted) };
}

/** What to write instead, where the value shows what was meant. */
function literalFor(got: unknown, wanted: string): string {
  if (got === null) return "null is not a value here: leave the key out, or write what is allowed";
  if (typeof got === "string" && wanted === "number" && /^-?\d{1,15}$/.test(got.trim())) {
    return `write ${Number(got)}, without quotes`;
  }
  if (typeof got === "string" && wanted === "boolean" && /^(true|false)$/i.test(got.trim())) {
    return `write ${got.trim().toLowerCase()}, without quotes`;
  }
  if (wanted === "string" && (typeof got === "number" || typeof got === "boolean")) {
    return `write "${got}", with quotes`;
  }
  if (wanted === "array" && !Array.isArray(got)) return "write a list: [ ... ]";
  if (wanted === "object") return "write an object: { ... }";
  return "write what is allowed";
}

export function unknownKey(key: string, known: readonly string[]): Problem {
  const nearest = nearestName(key, known);
  return {
    code: "unknown-key",
    got: `the key ${describeValue(key)}`,
    expected: known.length === 0 ? "no key" : `the keys ${known.join(", ")}`,
    fix: nearest === undefined ? "remove it" : `did you mean ${nearest}? Otherwise remove it`,
  };
}

/** The "allowed" line of a choice. */
export function oneOf(options: readonly unknown[]): string {
  const written = options.map(describeValue).join(", ");
  return options.length === 1 ? written : `one of ${written}`;
}

export function notAmong(got: unknown, options: readonly unknown[]): Problem {
  const expected = oneOf(options);
  if (got === undefined) return missing(expected);
  const sample = options[0];
  if (typeof got !== typeof sample || got === null) return wrongType(got, expected, typeof sample);
  const names = options.filter((option): option is string => typeof option === "string");
  const nearest = typeof got === "string" ? nearestName(got, names) : undefined;
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected,
    fix: nearest === undefined ? "write one of those" : `did you mean ${describeValue(nearest)}?`,
  };
}

export function notPlainData(what: string): Problem {
  return {
    code: "wrong-type",
    got: what,
    expected: "plain data: objects, lists, texts, numbers, true and false",
    fix: "write the value itself, as one would in YAML",
  };
}

export function dangerousKey(key: string): Problem {
  return {
    code: "unknown-key",
    got: `the key ${describeValue(key)}`,
    expected: "keys of the description",
    fix: "remove it: this key changes what an object is, not what it says",
  };
}

export function tooLarge(got: string, expected: string): Problem {
  return {
    code: "out-of-bounds",
    got,
    expected,
    fix: "write a smaller description; no real cluster needs one of this size",
  };
}

export function unreadableText(got: string): Problem {
  return {
    code: "malformed",
    got: describeValue(got),
    expected: "text without NUL characters and without halves of surrogate pairs",
    fix: "write the text again; it was damaged on its way here",
  };
}

export function token(got: string): Problem {
  return {
    code: "token",
    got,
    expected: LITERAL,
    fix: "write the value itself; a reference or a Terraform expression cannot be judged here",
  };
}
