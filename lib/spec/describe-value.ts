const LONGEST = 120;

/**
 * Writes a value as one would in the description, at most 120 characters of it. Objects are described by their keys
 * alone: what stands under a key that should not be there may be a password. Characters that a terminal would act on
 * are written as escapes.
 */
export function describeValue(value: unknown): string {
  if (value === undefined) return "nothing";
  if (value === null) return "null";
  switch (typeof value) {
    case "string":
      return shorten(visible(JSON.stringify(value)));
    case "number":
      return Object.is(value, -0) ? "-0" : String(value);
    case "boolean":
      return String(value);
    case "bigint":
      return `${value}n`;
    case "symbol":
      return "a symbol";
    case "function":
      return "a function";
    default:
      return shorten(visible(describeObject(value)));
  }
}

function describeObject(value: object): string {
  if (Array.isArray(value)) {
    if (value.length > 0 && value.length <= 8 && value.every(isScalar)) return JSON.stringify(value);
    return value.length === 0 ? "an empty list" : `a list of ${value.length}`;
  }
  const keys = Object.keys(value);
  return keys.length === 0 ? "an empty object" : `an object with ${keys.slice(0, 8).join(", ")}`;
}

function isScalar(value: unknown): boolean {
  return typeof value === "string" || typeof value === "number" || typeof value === "boolean";
}

function shorten(text: string): string {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 3)}...` : text;
}

/** Escapes what a terminal or an editor would not show as itself: controls, direction marks, odd spaces. */
export function visible(text: string): string {
  return text.replace(/[^\P{C}]|[\p{Zl}\p{Zp}]/gu, (character) => {
    const code = character.codePointAt(0) ?? 0;
    return code > 0xffff ? `\\u{${code.toString(16)}}` : `\\u${code.toString(16).padStart(4, "0")}`;
  });
}
