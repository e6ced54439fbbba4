import { type Document, isNode, isScalar, LineCounter, parseAllDocuments, visit } from "yaml";
import { parsePlainYaml } from "../guardrails/readers/machine/plain-yaml";
import type { Problem } from "../spec/problems/problem";
import {
  emptyFleet,
  explodingAnchors,
  keyThatIsNone,
  notYaml,
  otherYaml,
  severalDocuments,
} from "../spec/problems/fleet-file";
import { type ParsedText, type Position, positionIn, SourceMap } from "./source-map";
import { parseStrictJson } from "./strict-json";

/** Aliases may stand for so many values; what explodes passes it at once. */
const MOST_ALIASED = 10_000;
/** Further mistakes of the same text follow from the first ones. */
const MOST_MISTAKES = 10;

/** A text as data with the places of its values, or what is wrong with it and where. */
export type FleetText =
  | { readonly ok: true; readonly data: unknown; readonly map: SourceMap }
  | { readonly ok: false; readonly mistakes: readonly { readonly at: Position; readonly problem: Problem }[] };

/**
 * Reads YAML 1.2, of which JSON is a part: one document, names once, no tags, no other version of YAML. Nothing throws, whatever
 * comes in.
 */
export function readFleetText(text: string): FleetText {
  // JSON means the same to both parsers, and one of them is a hundred times faster. What is wrong with it, the other says.
  const json = /^\s*\{/.test(text) ? parseStrictJson(text) : undefined;
  if (json?.ok === true) return { ok: true, data: json.value, map: new SourceMap(() => placesIn(text)) };
  // What is plain means the same to the quick reader, and a fleet of a thousand clusters is read in a tenth of the time.
  const plain = json === undefined ? parsePlainYaml(text) : undefined;
  if (plain?.length === 1) return { ok: true, data: plain[0], map: new SourceMap(() => placesIn(text)) };
  const lines = new LineCounter();
  const mistake = (offset: number, problem: Problem) => ({ at: positionIn(lines, offset), problem });
  try {
    const [document, second] = documentsIn(text, lines);
    if (document === undefined) return { ok: false, mistakes: [mistake(0, emptyFleet())] };
    const wrong = [...document.errors, ...document.warnings];
    if (wrong.length > 0) {
      return {
        ok: false,
        mistakes: wrong.slice(0, MOST_MISTAKES).map(({ pos, message }) => mistake(pos[0], notYaml(firstLine(message)))),
      };
    }
    if (second !== undefined) return { ok: false, mistakes: [mistake(second.range[0], severalDocuments())] };
    const { yaml } = document.directives;
    if (yaml.explicit === true && yaml.version !== "1.2")
      return { ok: false, mistakes: [mistake(0, otherYaml(yaml.version))] };
    const strange = strangeKeyIn(document);
    if (strange !== undefined) return { ok: false, mistakes: [mistake(strange, keyThatIsNone())] };
    return dataOf(document, lines);
  } catch (error) {
    return {
      ok: false,
      mistakes: [mistake(0, notYaml(error instanceof Error ? firstLine(error.message) : "unreadable"))],
    };
  }
}

function documentsIn(text: string, lines: LineCounter): readonly Document.Parsed[] {
  const documents = parseAllDocuments(text, {
    version: "1.2",
    strict: true,
    uniqueKeys: true,
    logLevel: "error",
    lineCounter: lines,
    prettyErrors: false,
  });
  return Array.isArray(documents) ? documents : [];
}

function placesIn(text: string): ParsedText {
  const lines = new LineCounter();
  return { document: documentsIn(text, lines)[0], lines };
}

function dataOf(document: Document.Parsed, lines: LineCounter): FleetText {
  try {
    const data: unknown = document.toJS({ maxAliasCount: MOST_ALIASED });
    if (data === null || data === undefined)
      return { ok: false, mistakes: [{ at: { line: 1, column: 1 }, problem: emptyFleet() }] };
    return { ok: true, data, map: new SourceMap(() => ({ document, lines })) };
  } catch (error) {
    const why = error instanceof Error ? firstLine(error.message) : "unreadable";
    const problem = /alias count|call stack/i.test(why) ? explodingAnchors() : notYaml(why);
    return { ok: false, mistakes: [{ at: { line: 1, column: 1 }, problem }] };
  }
}

/** Where a key is a list or a map, which becomes a text that nobody wrote. */
function strangeKeyIn(document: Document.Parsed): number | undefined {
  let strange: number | undefined;
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key)) return undefined;
      strange = isNode(key) ? key.range?.[0] : 0;
      return visit.BREAK;
    },
  });
  return strange;
}

function firstLine(message: string): string {
  return message.split("\n")[0] ?? "";
}
