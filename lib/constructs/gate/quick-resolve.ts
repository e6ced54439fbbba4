import { Token } from "cdktf";

/** How cdktf resolves the tokens in a value; `preparing` while references between stacks are looked for. */
export type Resolve = (scope: unknown, value: unknown, preparing?: boolean) => unknown;

/**
 * The same as `resolve`, sooner: what holds no token is copied here, and only the rest is handed on, part by part. Nearly all of
 * a stack holds none, and cdktf walks through all of it three times, with an object of its own for every value.
 *
 * In doubt a value is handed on: what looks like a token need not be one.
 */
export function quickly(resolve: Resolve): Resolve {
  return (scope, value, preparing) => {
    try {
      return copied(value, (part) => resolve(scope, part, preparing), 0);
    } catch {
      // Its own words, with the whole path to what it refuses.
      return resolve(scope, value, preparing);
    }
  };
}

/** Deeper than this is cdktf's business, which refuses circles. */
const DEEPEST = 100;

function copied(value: unknown, handOn: (part: unknown) => unknown, depth: number): unknown {
  switch (typeof value) {
    case "undefined":
    case "boolean":
      return value;
    case "string":
      return isPlainText(value) ? value : handOn(value);
    case "number":
      return isPlainNumber(value) ? value : handOn(value);
    case "object": {
      if (value === null) return null;
      if (depth > DEEPEST) return handOn(value);
      return Array.isArray(value) ? copiedList(value, handOn, depth) : copiedMap(value, handOn, depth);
    }
    default:
      return handOn(value);
  }
}

function copiedList(list: readonly unknown[], handOn: (part: unknown) => unknown, depth: number): unknown {
  // One token can stand for a whole list.
  for (const item of list) if (isTokenLike(item)) return handOn(list);
  const copy: unknown[] = [];
  for (const item of list) {
    const value = copied(item, handOn, depth + 1);
    if (value !== undefined) copy.push(value);
  }
  return copy;
}

function copiedMap(map: object, handOn: (part: unknown) => unknown, depth: number): unknown {
  const prototype: unknown = Object.getPrototypeOf(map);
  if ((prototype !== Object.prototype && prototype !== null) || "resolve" in map) return handOn(map);
  const keys = Object.keys(map);
  // One token can stand for a whole map, or for a key.
  for (const key of keys) if (!isPlainText(key) || key === "__proto__") return handOn(map);
  const copy: Record<string, unknown> = {};
  for (const key of keys) {
    const value = copied((map as Record<string, unknown>)[key], handOn, depth + 1);
    if (value !== undefined) copy[key] = value;
  }
  return copy;
}

const isTokenLike = (item: unknown) =>
  (typeof item === "string" && !isPlainText(item)) || (typeof item === "number" && !isPlainNumber(item));

/** Tokens of numbers are near -10^298, and those of lists of numbers near -10^289: in a text they have an exponent of three digits. */
const EXPONENT = /[\d.]e\+?\d{3}/;

function isPlainText(text: string): boolean {
  return !text.includes("{TfToken[") && !EXPONENT.test(text) && !MAP_VALUES.has(text);
}

const isPlainNumber = (value: number) => Number.isFinite(value) && value > SMALLEST_PLAIN;
const SMALLEST_PLAIN = -100_000_000;

/** What stands for the values of a map that is a token; cdktf refuses it elsewhere. */
const MAP_VALUES: ReadonlySet<string> = new Set([
  Token.STRING_MAP_TOKEN_VALUE as string,
  Token.ANY_MAP_TOKEN_VALUE as string,
]);
