import type { Json } from "../plan/manifest";
import { lineOfText } from "./line-of-text";

/**
 * A writer of YAML in blocks, byte for byte as the library writes it, in a tenth of the time. How a text of one line is
 * quoted is asked of the library, once for each text, where it is not plain to see; lines and indents are put together here.
 *
 * @param quoted how the library writes a text of one line
 * @returns a writer that is undefined for what it does not write by itself: numbers with a fraction, characters beyond ASCII
 */
export function blockYaml(quoted: (text: string) => string): (content: Json) => string | undefined {
  const writer = new BlockWriter(quoted);
  return (content) => {
    try {
      return isCollection(content) && !isEmpty(content) ? `${writer.collection(content, "")}\n` : undefined;
    } catch (error) {
      if (error instanceof NotWritten) return undefined;
      throw error;
    }
  };
}

/** It is for the library to write. */
class NotWritten extends Error {
  static readonly only = new NotWritten();
}

type Collection = readonly Json[] | { readonly [key: string]: Json };

function isCollection(value: Json | undefined): value is Collection {
  return typeof value === "object" && value !== null;
}

class BlockWriter {
  private readonly written = new Map<string, string>();

  constructor(private readonly quoted: (text: string) => string) {}

  /** A list or an object that holds something, from its first line's text on, without the last line's end. */
  collection(value: Collection, indent: string): string {
    const inner = `${indent}  `;
    if (Array.isArray(value)) {
      return value.map((item: Json) => `- ${this.item(item, inner)}`).join(`\n${indent}`);
    }
    return Object.entries(value)
      .map(([key, field]) => {
        if (key.length > LONGEST_KEY) throw NotWritten.only;
        const name = this.line(key);
        if (!isCollection(field)) return `${name}: ${this.scalar(field, inner)}`;
        return isEmpty(field) ? `${name}: ${empty(field)}` : `${name}:\n${inner}${this.collection(field, inner)}`;
      })
      .join(`\n${indent}`);
  }

  /** An item of a list, behind its dash. */
  private item(value: Json, indent: string): string {
    if (!isCollection(value)) return this.scalar(value, indent);
    return isEmpty(value) ? empty(value) : this.collection(value, indent);
  }

  private scalar(value: Json, indent: string): string {
    switch (typeof value) {
      case "string":
        return value.includes("\n") ? literal(value, indent) : this.line(value);
      case "boolean":
        return String(value);
      case "number":
        if (!Number.isSafeInteger(value) || Object.is(value, -0)) throw NotWritten.only;
        return String(value);
      default:
        if (value === null) return "null";
        throw NotWritten.only;
    }
  }

  private line(text: string): string {
    const before = this.written.get(text);
    if (before !== undefined) return before;
    // At the beginning of a line these would be marks of a document; the library writes them in other ways.
    if (!/^[\x20-\x7e]*$/.test(text) || /^(%|---|\.\.\.)/.test(text)) throw NotWritten.only;
    const quoted = lineOfText(text) ?? this.quoted(text);
    if (quoted.includes("\n")) throw NotWritten.only;
    if (this.written.size >= MOST_REMEMBERED) this.written.clear();
    this.written.set(text, quoted);
    return quoted;
  }
}

/** How many texts a writer knows how to quote. */
const MOST_REMEMBERED = 4096;

/** Longer keys are written in another form. */
const LONGEST_KEY = 200;

function isEmpty(value: Collection): boolean {
  return Array.isArray(value) ? value.length === 0 : Object.keys(value).length === 0;
}

function empty(value: Collection): string {
  return Array.isArray(value) ? "[]" : "{}";
}

/** Lines that a literal text holds as they are: it begins with none of its own indent, and ends with one end of line or none. */
function literal(text: string, indent: string): string {
  if (!/^[\x21-\x7e](?:[\t\n\x20-\x7e]*[\x21-\x7e])?\n?$/.test(text)) throw NotWritten.only;
  const body = text.endsWith("\n") ? text.slice(0, -1) : text;
  return `|${body === text ? "-" : ""}\n${indent}${body.replace(/\n+/g, (ends) => `${ends}${indent}`)}`;
}
