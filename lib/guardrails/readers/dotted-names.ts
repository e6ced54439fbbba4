import { isObject, type UncheckedObject } from "./fields";

/** Leaves of nested objects by dotted names. An empty object is a leaf, and a key with a dot in it never meets a nested one. */
export function byDottedName(value: UncheckedObject): UncheckedObject {
  return Object.fromEntries(leaves(value, ""));
}

function leaves(value: UncheckedObject, prefix: string): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = `${prefix}${key.includes(".") ? JSON.stringify(key) : key}`;
    return isObject(inner) && Object.keys(inner).length > 0 ? leaves(inner, `${name}.`) : [[name, inner] as const];
  });
}
