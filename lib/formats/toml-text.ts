/** A value of the small part of TOML that is written here. */
export type TomlValue = string | number | boolean;

/** One table of a TOML file: its name as a list of keys, and its values. The table without a name comes first. */
export interface TomlTable {
  readonly name: readonly string[];
  readonly values: Readonly<Record<string, TomlValue>>;
}

/**
 * Writes tables as TOML, in the order given.
 *
 * @see https://toml.io/en/v1.0.0
 */
export function tomlText(tables: readonly TomlTable[]): string {
  return tables
    .map(({ name, values }) => {
      const lines = Object.entries(values).map(([key, value]) => `${tomlKey(key)} = ${tomlValue(value)}\n`);
      return name.length === 0 ? lines.join("") : [`[${name.map(tomlKey).join(".")}]\n`, ...lines].join("");
    })
    .join("\n");
}

function tomlKey(key: string): string {
  return /^[A-Za-z0-9_-]+$/.test(key) ? key : quoted(key);
}

function tomlValue(value: TomlValue): string {
  return typeof value === "string" ? quoted(value) : String(value);
}

/** JSON's escapes are TOML's, but for the one character that JSON leaves bare. */
function quoted(text: string): string {
  return JSON.stringify(text).replaceAll("\u007f", "\\u007f");
}
