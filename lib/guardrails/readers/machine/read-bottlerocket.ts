import { unknown, known, type Value } from "../../value";

const TABLE = /^\[([A-Za-z0-9_-]+(?:\.[A-Za-z0-9_-]+)*)\]$/;
const PAIR = /^([A-Za-z0-9_-]+) *= *(?:(true|false)|(-?[0-9]{1,15})|("(?:[^"\\]|\\["\\])*"))$/;

/** Whether a text is user data of Bottlerocket: TOML whose first table is one of settings. */
export function looksLikeBottlerocket(text: string): boolean {
  return /^(?:\s*(?:#[^\n]*)?\n)*\s*\[*settings[.\]]/.test(text);
}

/**
 * Reads settings of Bottlerocket by their dotted names. Of TOML, plain tables of booleans, whole numbers and basic strings
 * are understood; dotted keys, inline tables, arrays and comments behind values are not.
 */
export function readBottlerocketSettings(text: string): Value<Readonly<Record<string, unknown>>> {
  const settings: Record<string, unknown> = Object.create(null);
  const tables = new Set<string>();
  let table: string | undefined;
  for (const [index, raw] of text.split("\n").entries()) {
    const line = raw.trim();
    const at = `line ${index + 1}`;
    if (line === "" || line.startsWith("#")) continue;
    const opened = TABLE.exec(line)?.[1];
    if (opened !== undefined) {
      if (tables.has(opened)) return unknown(`${at} opens the table ${opened} again`);
      tables.add(opened);
      table = opened;
      continue;
    }
    const [, key, flag, number, quoted] = PAIR.exec(line) ?? [];
    if (key === undefined || /\p{Cc}/u.test(line)) return unknown(`${at} is TOML that no reader understands`);
    if (table === undefined) return unknown(`${at} stands in no table`);
    const name = `${table}.${key}`;
    if (Object.hasOwn(settings, name) || tables.has(name)) return unknown(`${at} says ${name} again`);
    settings[name] =
      flag !== undefined ? flag === "true" : number !== undefined ? Number(number) : JSON.parse(quoted ?? '""');
  }
  return known(settings);
}
