/**
 * Reads the plain part of YAML that nearly every machine's files are written in: blocks indented by two spaces, one scalar a
 * line, literal texts. It answers only where YAML 1.1 and YAML 1.2 cannot disagree, and is undefined for all else, which
 * is then read by a whole parser, twice; that takes some twenty times as long.
 *
 * @returns the documents, none of them empty
 */
export function parsePlainYaml(text: string): readonly unknown[] | undefined {
  if (!text.endsWith("\n")) return undefined;
  const lines = text.split("\n");
  lines.pop();
  try {
    return new PlainYaml(lines).documents();
  } catch (error) {
    if (error instanceof NotPlain) return undefined;
    throw error;
  }
}

/** The text is more than plain; a whole parser knows whether it is right. */
class NotPlain extends Error {
  static readonly only = new NotPlain();
}

/** Deeper than any file of a machine; a whole parser decides about the rest. */
const DEEPEST = 64;

class PlainYaml {
  private at = 0;

  constructor(private readonly lines: readonly string[]) {}

  documents(): readonly unknown[] {
    // cloud-init's first line is a comment.
    if (/^#[\x20-\x7e]*$/.test(this.lines[0] ?? "")) this.at = 1;
    const found = [this.block(0)];
    while (this.at < this.lines.length) {
      if (this.lines[this.at] !== "---") throw NotPlain.only;
      this.at += 1;
      found.push(this.block(0));
    }
    return found;
  }

  /** A mapping or a list whose lines begin at a column. */
  private block(column: number): unknown {
    if (column > 2 * DEEPEST) throw NotPlain.only;
    const line = this.lines[this.at];
    if (line === undefined || indentOf(line) !== column) throw NotPlain.only;
    return line.startsWith("- ", column) ? this.list(column, column) : this.mapping(column, column);
  }

  /** @param firstLine the column where the first line begins: before the dash, in another list */
  private list(column: number, firstLine: number): readonly unknown[] {
    if (column > 2 * DEEPEST) throw NotPlain.only;
    const items: unknown[] = [];
    for (let begin = firstLine; ; begin = column) {
      const line = this.lines[this.at];
      if (line === undefined || indentOf(line) !== begin || line.startsWith("---")) break;
      if (!line.startsWith("- ", column)) throw NotPlain.only;
      const rest = line.slice(column + 2);
      if (rest.startsWith("- ")) items.push(this.list(column + 2, begin));
      else items.push(KEY.test(rest) ? this.mapping(column + 2, begin) : this.scalar(rest, column));
    }
    this.demandEnd(column);
    return items;
  }

  /** @param firstLine the column where the first line begins: before the dash, in a list */
  private mapping(column: number, firstLine: number): { readonly [key: string]: unknown } {
    const fields: { [key: string]: unknown } = {};
    const before = this.at;
    for (let begin = firstLine; ; begin = column) {
      const line = this.lines[this.at];
      if (line === undefined || indentOf(line) !== begin || line.startsWith("---")) break;
      const found = KEY.exec(line.slice(column));
      if (found === null) throw NotPlain.only;
      const key = keyOf(found);
      if (Object.hasOwn(fields, key)) throw NotPlain.only;
      // Assigning it would set the prototype.
      if (key === "__proto__") throw NotPlain.only;
      const rest = line.slice(column + found[0].length);
      if (found[0].endsWith(" ")) fields[key] = this.scalar(rest, column);
      else if (rest === "") {
        this.at += 1;
        fields[key] = this.block(column + 2);
      } else throw NotPlain.only;
    }
    if (this.at === before) throw NotPlain.only;
    this.demandEnd(column);
    return fields;
  }

  /** After a block stands what belongs further out; what is further in would go on with the line before. */
  private demandEnd(column: number): void {
    const line = this.lines[this.at];
    if (line !== undefined && indentOf(line) > column) throw NotPlain.only;
  }

  /** The value behind `key: ` or `- `, and the line is done. */
  private scalar(text: string, column: number): unknown {
    this.at += 1;
    if (text === "|" || text === "|-") return this.literal(column + 2, text === "|");
    return plainScalar(text);
  }

  /** A literal text whose lines begin at a column. */
  private literal(column: number, keepsEnd: boolean): string {
    const from = this.at;
    const margin = " ".repeat(column);
    const first = this.lines[from] ?? "";
    // The first line tells the column, so nothing but its margin may stand before it.
    if (!first.startsWith(margin) || first.length === column || first.charAt(column) === " ") throw NotPlain.only;
    const kept: string[] = [];
    for (let line = this.lines[this.at]; line !== undefined; line = this.lines[this.at]) {
      if (line !== "" && !line.startsWith(margin)) break;
      if (!LITERAL.test(line)) throw NotPlain.only;
      kept.push(line.slice(column));
      this.at += 1;
    }
    const last = kept.findLastIndex((line) => line !== "");
    // Spaces alone, or empty lines at the end: how many of them count is for a whole parser to say.
    if (last !== kept.length - 1 || kept.some((line) => line !== "" && line.trim() === "")) throw NotPlain.only;
    return kept.join("\n") + (keepsEnd ? "\n" : "");
  }
}

/** What a line of a literal text may hold. */
const LITERAL = /^[\t\x20-\x7e]*$/;

/** A key of which no version makes anything but text, bare or in quotes. */
const KEY = /^(?:([A-Za-z/_][A-Za-z0-9_./-]{0,200})|"([\x20-\x21\x23-\x5b\x5d-\x7e]{1,200})"):(?: |$)/;

function keyOf([, bare, quoted]: RegExpExecArray): string {
  const key = bare ?? quoted;
  if (key === undefined || (bare !== undefined && isWord(bare))) throw NotPlain.only;
  return key;
}

/** Words that one version or both take for a switch, nothing, or a number. */
const WORD = /^(?:y|n|yes|no|on|off|true|false|null|nan|inf)$/i;

function isWord(text: string): boolean {
  return text.length <= 5 && WORD.test(text);
}

function indentOf(line: string): number {
  let column = 0;
  while (line.charCodeAt(column) === 0x20) column += 1;
  return column;
}

/** Text that begins like text and goes on without a mark of YAML's. */
const TEXT = /^(?:--?)?[A-Za-z/($][\x20-\x7e]*$/;
/** What looks like a number and is none: addresses with a port or a length, times, sizes. */
const MEASURE = /^\d{1,9}(?:(?:\.\d{1,3}){3}(?::\d{1,5}|\/\d{1,2})?|[hms%]|h\d{1,2}m\d{1,2}s|m\d{1,2}s|[KMGT]iB?)$/;
/** An address that begins with an account's number: no number and no date holds two words between dots. */
const WITH_WORDS = /^\d{1,12}(?:\.[a-z]{2}[a-z0-9-]*){2,20}$/;
/** No number and no date holds a slash. */
const WITH_SLASH = /^\d[\w.@:-]*\/[\w./@:-]*$/;

const NO_NUMBER = [TEXT, MEASURE, WITH_SLASH, WITH_WORDS];

function plainScalar(text: string): unknown {
  switch (text) {
    case "true":
      return true;
    case "false":
      return false;
    case "[]":
      return [];
    case "{}":
      return {};
  }
  if (/^(?:0|[1-9]\d{0,14})$/.test(text)) return Number(text);
  // No escape but these is one in every version.
  if (/^"(?:[\x20-\x21\x23-\x5b\x5d-\x7e]|\\["\\nt])*"$/.test(text)) return JSON.parse(text) as string;
  if (/^'(?:[\x20-\x26\x28-\x7e]|'')*'$/.test(text)) return text.slice(1, -1).replaceAll("''", "'");
  // What ends a text, or makes it a key.
  if (/: | #|[: ]$/.test(text) || isWord(text)) throw NotPlain.only;
  if (!NO_NUMBER.some((pattern) => pattern.test(text))) throw NotPlain.only;
  return text;
}
