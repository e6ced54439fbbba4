import { isDeepStrictEqual } from "node:util";
import { isScalar, parseAllDocuments, visit } from "yaml";

/** Larger texts take the parser longer than anybody waits, in characters. */
const LONGEST_YAML = 8 * 1024 * 1024;

const AMBIGUOUS =
  "holds values that YAML 1.1 and YAML 1.2 read differently: write 0644, yes, no, on and off, dates and << out, or in quotes";

/** The documents of a YAML text, what is wrong with it, or why nobody can say what it means. */
export type ReadYaml =
  | { readonly as: "documents"; readonly documents: readonly unknown[] }
  | {
      readonly as: "problem";
      readonly why: string;
      readonly line: number | undefined;
      readonly column: number | undefined;
    }
  | { readonly as: "ambiguous"; readonly why: string };

/**
 * Parses YAML with every document in it; empty ones are left out. Anchors are followed as far as they do not multiply.
 *
 * @param isOurs whether portcullis alone reads the text, by YAML 1.2, so that nobody else can read it differently
 */
export function readYaml(text: string, isOurs = false): ReadYaml {
  if (text.length > LONGEST_YAML)
    return problem(`it is longer than ${LONGEST_YAML / 1024 / 1024} million characters of YAML`);
  try {
    // kubectl and cloud-init read YAML 1.1, other programs 1.2.
    const old = documentsOf(text, isOurs ? "1.2" : "1.1");
    const current = documentsOf(text, "1.2");
    if (!Array.isArray(old)) return old as ReadYaml;
    if (!Array.isArray(current)) return current as ReadYaml;
    return isDeepStrictEqual(old, current)
      ? { as: "documents", documents: old.filter((document) => document !== null && document !== undefined) }
      : {
          as: "ambiguous",
          why: AMBIGUOUS,
        };
  } catch (error) {
    return problem(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

/**
 * Parses YAML of which single documents matter: each is given in the reading of YAML 1.2, and told apart by `matters` where YAML
 * 1.1 reads it differently.
 */
export function readYamlWhere(text: string, matters: (document: unknown) => boolean): ReadYaml {
  if (text.length > LONGEST_YAML)
    return problem(`it is longer than ${LONGEST_YAML / 1024 / 1024} million characters of YAML`);
  try {
    const old = documentsOf(text, "1.1");
    const current = documentsOf(text, "1.2");
    if (!Array.isArray(old)) return old as ReadYaml;
    if (!Array.isArray(current)) return current as ReadYaml;
    const differs = current.some(
      (document, index) =>
        (matters(document) || matters(old[index])) && !isDeepStrictEqual(document, old[index] as unknown),
    );
    return differs || old.length !== current.length
      ? { as: "ambiguous", why: AMBIGUOUS }
      : { as: "documents", documents: current.filter((document) => document !== null && document !== undefined) };
  } catch (error) {
    return problem(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

function documentsOf(text: string, version: "1.1" | "1.2"): readonly unknown[] | ReadYaml {
  const documents = parseAllDocuments(text, { version, strict: true, uniqueKeys: true, logLevel: "error" });
  if (!Array.isArray(documents)) return [];
  for (const document of documents) {
    const [first] = [...document.errors, ...document.warnings];
    if (first !== undefined) {
      const [position] = first.linePos ?? [];
      const why = (first.message.split("\n")[0] ?? first.code).replace(/ at line \d+, column \d+:?$/, "");
      return { as: "problem", why: `it is not YAML: ${why}`, line: position?.line, column: position?.col };
    }
  }
  for (const document of documents) {
    const strange: unknown[] = [];
    visit(document, {
      Pair: (_, { key }) => {
        if (!isScalar(key)) strange.push(key);
      },
    });
    if (strange.length > 0) return problem("it is not YAML that anything here reads: a name in it is a map or a list");
  }
  return documents.map((document) => document.toJS({ maxAliasCount: 100 }) as unknown);
}

function problem(why: string): ReadYaml {
  return { as: "problem", why, line: undefined, column: undefined };
}
