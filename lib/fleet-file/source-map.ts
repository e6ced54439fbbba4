import { type Document, isAlias, isMap, isNode, isScalar, isSeq, type LineCounter, type Pair } from "yaml";
import type { Path } from "../spec/parse/located-problem";

/** A place in a text, from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** A text as YAML sees it. */
export interface ParsedText {
  readonly document: Document.Parsed | undefined;
  readonly lines: LineCounter;
}

/** How far a path leads in a text. */
export interface FoundPlace {
  /** How many steps of the path are there. */
  readonly steps: number;
  /** Where the last step that is there begins: its key, or the element of a list. */
  readonly key: Position;
  /** Where the value of the last step that is there begins. */
  readonly value: Position;
}

/** Leads from the path of a value to where it stands in the text. What an alias stands for is found at its anchor. */
export class SourceMap {
  private parsed: ParsedText | undefined;

  /** @param parse called when the first place is asked for: a fleet without an issue needs none */
  constructor(private readonly parse: () => ParsedText) {}

  /** Follows a path as far as the text goes. */
  find(path: Path): FoundPlace {
    this.parsed ??= this.parse();
    const { document, lines } = this.parsed;
    const at = (offset: number) => positionIn(lines, offset);
    let node: unknown = document?.contents;
    let value = startOf(node) ?? 0;
    let key = value;
    let steps = 0;
    for (const step of path) {
      const next = childOf(isAlias(node) && document !== undefined ? node.resolve(document) : node, step);
      if (next === undefined) break;
      steps += 1;
      node = next.value;
      key = next.key ?? startOf(node) ?? key;
      value = startOf(node) ?? key;
    }
    return { steps, key: at(key), value: at(value) };
  }
}

export function positionIn(lines: LineCounter, offset: number): Position {
  const { line, col } = lines.linePos(offset);
  return { line: Math.max(line, 1), column: Math.max(col, 1) };
}

interface Child {
  /** Where the key begins; undefined in a list. */
  readonly key: number | undefined;
  readonly value: unknown;
}

function childOf(node: unknown, step: string | number): Child | undefined {
  if (isSeq(node)) {
    const value: unknown = typeof step === "number" ? node.items[step] : undefined;
    return value === undefined ? undefined : { key: undefined, value };
  }
  if (!isMap(node)) return undefined;
  const pair = node.items.find((item: Pair) => isScalar(item.key) && String(item.key.value) === String(step));
  return pair === undefined ? undefined : { key: startOf(pair.key), value: pair.value };
}

function startOf(node: unknown): number | undefined {
  return isNode(node) ? node.range?.[0] : undefined;
}
