import { isDeepStrictEqual } from "node:util";
import { type Document, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";

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

/** A value that two readers of YAML take for different ones, in a document that is left out for it. */
export interface AmbiguousValue {
  readonly line: number;
  readonly column: number;
  /** As it stands there: `no`. */
  readonly written: string;
}

/** The documents of a YAML text that all parsers read alike, and what keeps others from it. */
export type ReadDocuments =
  | {
      readonly as: "documents";
      readonly documents: readonly unknown[];
      readonly ambiguous: readonly AmbiguousValue[];
    }
  | Problem;

/**
 * Parses YAML of which single documents matter: each is given in the reading of YAML 1.2. Those that `matters` tells and YAML 1.1 reads
 * differently are left out, and told by their first such value.
 */
export function readYamlWhere(text: string, matters: (document: unknown) => boolean): ReadDocuments {
  if (text.length > LONGEST_YAML)
    return problem(`it is longer than ${LONGEST_YAML / 1024 / 1024} million characters of YAML`);
  try {
    const lines = new LineCounter();
    const old = parsedAs(text, "1.1");
    const current = parsedAs(text, "1.2", lines);
    if ("as" in old) return old;
    if ("as" in current) return current;
    const documents: unknown[] = [];
    const ambiguous: AmbiguousValue[] = [];
    for (const [index, document] of current.entries()) {
      const value = readAs(document);
      const other = old[index];
      const before = other === undefined ? undefined : readAs(other);
      if (other === undefined || ((matters(value) || matters(before)) && !isDeepStrictEqual(value, before)))
        ambiguous.push(firstDifference(document, other, text, lines));
      else if (value !== null && value !== undefined) documents.push(value);
    }
    return { as: "documents", documents, ambiguous };
  } catch (error) {
    return problem(error instanceof Error ? (error.message.split("\n")[0] ?? "") : String(error));
  }
}

/** The first value of a document that another reading of it takes for something else. */
function firstDifference(
  document: Document.Parsed,
  other: Document.Parsed | undefined,
  text: string,
  lines: LineCounter,
): AmbiguousValue {
  const values = other === undefined ? [] : scalarsIn(other);
  const different = scalarsIn(document).find(
    ({ value }, index) => value === "<<" || !Object.is(value, values[index]?.value),
  );
  const [start = document.range[0], end = start] = different?.range ?? [];
  const { line, col } = lines.linePos(start);
  return { line, column: col, written: text.slice(start, end) };
}

function scalarsIn(document: Document.Parsed) {
  const found: { readonly value: unknown; readonly range: readonly [number, number, number] | null | undefined }[] = [];
  visit(document, {
    Scalar: (_, { value, range }) => {
      found.push({ value: value instanceof Date ? value.getTime() : value, range });
    },
  });
  return found;
}

function documentsOf(text: string, version: "1.1" | "1.2"): readonly unknown[] | ReadYaml {
  const documents = parsedAs(text, version);
  return "as" in documents ? documents : documents.map(readAs);
}

function readAs(document: Document.Parsed): unknown {
  return document.toJS({ maxAliasCount: 100 }) as unknown;
}

function parsedAs(
  text: string,
  version: "1.1" | "1.2",
  lineCounter?: LineCounter,
): readonly Document.Parsed[] | Problem {
  const options = { version, strict: true, uniqueKeys: true, logLevel: "error" } as const;
  const documents = parseAllDocuments(text, lineCounter === undefined ? options : { ...options, lineCounter });
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
  return documents;
}

type Problem = Extract<ReadYaml, { readonly as: "problem" }>;

function problem(why: string): Problem {
  return { as: "problem", why, line: undefined, column: undefined };
}
