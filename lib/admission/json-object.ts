/** An object as it was written; its fields may hold anything. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** Whether a value is an object, and neither a list nor null. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The texts by name behind a path of keys; what is no text is left out. */
export function textsAt(object: JsonObject, ...path: readonly string[]): Readonly<Record<string, string>> {
  const found = at(object, ...path);
  return isJsonObject(found)
    ? Object.fromEntries(
        Object.entries(found).filter((entry): entry is [string, string] => typeof entry[1] === "string"),
      )
    : {};
}

/** The value behind a path of keys, or undefined. */
export function at(object: unknown, ...path: readonly string[]): unknown {
  let value = object;
  for (const key of path) {
    if (!isJsonObject(value) || !Object.hasOwn(value, key)) return undefined;
    value = value[key];
  }
  return value ?? undefined;
}

/** The text behind a path of keys; empty where there is none. */
export function textAt(object: unknown, ...path: readonly string[]): string {
  const found = at(object, ...path);
  return typeof found === "string" ? found : "";
}
