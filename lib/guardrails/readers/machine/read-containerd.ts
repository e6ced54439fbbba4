import type { ContainerdConfigurationFact } from "../../facts/containerd-configuration";
import type { MachineFile } from "./machine-file";

const KEY = '(?:[A-Za-z0-9_-]+|"[A-Za-z0-9._-]+")';
const TABLE = new RegExp(`^\\[(${KEY}(?:\\.${KEY})*)\\]$`);
const VALUE = new RegExp(`^(${KEY}) = (true|false|\\d{1,9}|"[A-Za-z0-9 ._:/@-]*")$`);

/**
 * Reads containerd's configuration: tables with texts, whole numbers, true and false. Lists, nested values, and whatever else
 * TOML knows are not read. Says why when it does not understand.
 *
 * @see https://toml.io/en/v1.0.0
 */
export function readContainerd(file: MachineFile): ContainerdConfigurationFact | string {
  const settings = new Map<string, string | number | boolean>();
  const tables = new Set<string>();
  let table = "";
  for (const [index, written] of file.content.split("\n").entries()) {
    const line = written.trim();
    if (line === "" || line.startsWith("#")) continue;
    const header = TABLE.exec(line)?.[1];
    if (header !== undefined) {
      table = `${keysOf(header).join("/")}/`;
      if (tables.has(table)) return `line ${index + 1}: the table ${header} is written twice`;
      tables.add(table);
      continue;
    }
    const [, key, value] = VALUE.exec(line) ?? [];
    if (key === undefined || value === undefined) return `line ${index + 1}, ${JSON.stringify(line)}, is not read`;
    const name = `${table}${keysOf(key).join("/")}`;
    if (settings.has(name)) return `line ${index + 1}: ${name} is written twice`;
    settings.set(name, JSON.parse(value) as string | number | boolean);
  }
  return {
    kind: "containerd-configuration",
    place: file.place,
    ours: file.ours,
    settings: Object.fromEntries(settings),
  };
}

function keysOf(written: string): readonly string[] {
  return [...written.matchAll(new RegExp(KEY, "g"))].map(([key]) => key.replaceAll('"', ""));
}
