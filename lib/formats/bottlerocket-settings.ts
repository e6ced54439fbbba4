import type { NodeSetting } from "../plan/node-setting";

/**
 * User data of a Bottlerocket node: TOML with one table for each group of settings. Amazon EKS adds those that name the
 * cluster.
 *
 * @throws an Error when two settings have one name: two pillars would disagree in silence
 * @see https://toml.io/en/v1.0.0
 */
export function bottlerocketUserData(settings: readonly NodeSetting[]): string {
  const tables = new Map<string, string[]>();
  const seen = new Set<string>();
  for (const { name, value } of [...settings].sort((a, b) => (a.name < b.name ? -1 : 1))) {
    if (seen.has(name)) throw new Error(`the setting ${name} is set twice`);
    seen.add(name);
    const at = name.lastIndexOf(".");
    const table = name.slice(0, at);
    const lines = tables.get(table) ?? [];
    // JSON escapes in a string what TOML escapes, and writes numbers and booleans alike.
    tables.set(table, [...lines, `${name.slice(at + 1)} = ${JSON.stringify(value)}`]);
  }
  const body = [...tables].sort(([a], [b]) => (a < b ? -1 : 1)).map(([table, lines]) => [`[${table}]`, ...lines, ""]);
  return ["# Bottlerocket settings", "", ...body.flat()].join("\n");
}
