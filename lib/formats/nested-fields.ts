import type { Json } from "../plan/manifest";

interface Tree {
  [key: string]: Tree | Json;
}

/**
 * Makes one object of fields with dotted names, sorted by name.
 *
 * @throws an Error when two fields have one name: two pillars would disagree in silence
 */
export function nested(fields: readonly { readonly name: string; readonly value: Json }[]): {
  readonly [key: string]: Json;
} {
  const root: Tree = {};
  const seen = new Set<string>();
  for (const { name, value } of [...fields].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (seen.has(name)) throw new Error(`the field ${name} is set twice`);
    seen.add(name);
    const keys = name.split(".");
    const last = keys.pop() ?? name;
    let tree = root;
    for (const key of keys) {
      tree[key] ??= {};
      tree = tree[key] as Tree;
    }
    tree[last] = value;
  }
  return root as { readonly [key: string]: Json };
}
