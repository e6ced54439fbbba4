import { isDeepStrictEqual } from "node:util";
import { parseAllDocuments } from "yaml";
import { known, unknown, type Value } from "../../value";
import { rememberLast } from "../remember";
import { parsePlainYaml } from "./plain-yaml";

/**
 * Parses YAML that has one meaning only. Kubernetes and cloud-init read YAML 1.1, other programs 1.2: a text that the two
 * read differently (`no`, `0600`, merge keys) is not understood, and neither is one with duplicate keys, aliases, tags
 * or values that JSON does not have. Documents without content are left out.
 */
export const parseStrictYaml: (text: string) => Value<readonly unknown[]> = rememberLast(256, (text) => {
  const plain = parsePlainYaml(text);
  return plain === undefined ? parseBothVersions(text) : known(plain);
});

/** The same by a whole parser, once for each version; what is quicker must say the same. */
export function parseBothVersions(text: string): Value<readonly unknown[]> {
  if (/^%(YAML|TAG)/m.test(text)) return unknown("it has YAML directives");
  const old = parseVersion(text, "1.1");
  if (!old.known) return old;
  const current = parseVersion(text, "1.2");
  if (!current.known) return current;
  if (!isDeepStrictEqual(old.value, current.value)) return unknown("YAML 1.1 and YAML 1.2 read it differently");
  if (!old.value.every(isJson)) return unknown("it holds a value that JSON does not have");
  return known(old.value.filter((document) => document !== null));
}

function parseVersion(text: string, version: "1.1" | "1.2"): Value<readonly unknown[]> {
  try {
    const documents = parseAllDocuments(text, { version, strict: true, uniqueKeys: true });
    if (!Array.isArray(documents)) return known([]);
    for (const document of documents) {
      const problem = document.errors[0] ?? document.warnings[0];
      if (problem !== undefined) return unknown(problem.message.split("\n")[0] ?? problem.code);
    }
    return known(documents.map((document) => document.toJS({ maxAliasCount: 0 }) as unknown));
  } catch (error) {
    return unknown(error instanceof Error ? error.message : String(error));
  }
}

function isJson(value: unknown): boolean {
  if (value === null || typeof value === "string" || typeof value === "boolean") return true;
  if (typeof value === "number") return Number.isFinite(value);
  if (Array.isArray(value)) return value.every(isJson);
  if (typeof value !== "object") return false;
  const prototype = Object.getPrototypeOf(value) as unknown;
  return prototype === Object.prototype && Object.values(value).every(isJson);
}
