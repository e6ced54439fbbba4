import { type Value, known, unknown } from "../../value";
import { asWritten, isObject } from "../fields";
import type { StackDocument } from "./stack-document";
import { parseTemplate } from "./template";

/** What a value of the document turns out to be. */
export type Resolved =
  /** A value that the document states; elements of lists and maps are not resolved yet. */
  | { readonly kind: "literal"; readonly value: unknown }
  /** An attribute that the provider fills in; `attribute` is empty for the whole resource. */
  | { readonly kind: "resource"; readonly address: string; readonly attribute: string }
  | { readonly kind: "unknown"; readonly expression: string; readonly why: string };

type Step = string | number;

const TRAVERSAL = /^[A-Za-z_][\w-]*(?:\.[A-Za-z_][\w-]*|\.\d+|\[\d+\]|\["[^"\\$%]*"\])*$/;
const STEPS = /([A-Za-z_][\w-]*)|\.(\d+)|\[(\d+)\]|\["([^"]*)"\]/g;
const NAMES = /\b(data\.)?([A-Za-z_][\w-]*)\.([A-Za-z_][\w-]*)/g;
const LITERAL_IN_EXPRESSION = /"(?:vpc|subnet|eni|i|sg|rtb|igw)-/;
/** A text without these signs is itself. */
const MAY_BE_TEMPLATE = /[$%]/;
const DEEPEST = 32;

/** Resolves expressions within one document. What depends on anything else is unknown. */
export class Expressions {
  constructor(private readonly stack: StackDocument) {}

  resolve(value: unknown, depth = 0): Resolved {
    if (typeof value !== "string" || !MAY_BE_TEMPLATE.test(value)) return { kind: "literal", value };
    if (depth > 0) return this.resolveTemplate(value, depth);
    // The same reference is asked for by one reader after the other.
    const before = this.resolved.get(value);
    if (before !== undefined) return before;
    const found = this.resolveTemplate(value, depth);
    this.resolved.set(value, found);
    return found;
  }

  private readonly resolved = new Map<string, Resolved>();

  private resolveTemplate(value: string, depth: number): Resolved {
    const parts = parseTemplate(value);
    if (parts.every((part) => part.kind === "text"))
      return { kind: "literal", value: parts.map(({ text }) => text).join("") };
    const no = (why: string): Resolved => ({ kind: "unknown", expression: value, why: `${asWritten(value)} ${why}` });
    if (depth > DEEPEST) return no("leads in a circle");
    const [only] = parts;
    if (parts.length === 1 && only?.kind === "expression")
      return this.traverse(only.text, depth) ?? no(dependence(only.text));

    let text = "";
    for (const part of parts) {
      const found =
        part.kind === "text"
          ? this.text(part.text)
          : part.kind === "expression"
            ? this.traverse(part.text, depth)
            : undefined;
      if (found?.kind !== "literal" || !["string", "number", "boolean"].includes(typeof found.value)) {
        return no(dependence(part.text));
      }
      text += String(found.value);
    }
    return this.text(text);
  }

  /** The resource that a value names, or the value itself where it is a literal; a name for "the same thing". */
  identity(value: unknown): Value<string> {
    const found = this.resolve(value);
    switch (found.kind) {
      case "resource":
        return known(found.address);
      case "literal":
        return typeof found.value === "string" && found.value !== ""
          ? known(found.value)
          : unknown(`${asWritten(value)} names nothing`);
      case "unknown":
        return unknown(found.why);
    }
  }

  /** Whether a data source of the document looks for something of such a name. */
  looksUp(address: string, name: RegExp): boolean {
    const { name: byName, key_id: byKey } = this.stack.data.get(address)?.body ?? {};
    return [byName, byKey]
      .map((raw) => this.resolve(raw))
      .some((found) => found.kind === "literal" && name.test(String(found.value)));
  }

  /** The addresses of all resources that a value mentions, through locals, data sources and functions. */
  mentions(value: unknown): ReadonlySet<string> {
    if (!isObject(value)) return this.mentionsIn(value, new Set());
    // The same blocks are asked for by one reader after the other.
    const before = this.mentioned.get(value);
    if (before !== undefined) return before;
    const found = this.mentionsIn(value, new Set());
    this.mentioned.set(value, found);
    return found;
  }

  private readonly mentioned = new WeakMap<object, ReadonlySet<string>>();

  private mentionsIn(value: unknown, seen: Set<string>): ReadonlySet<string> {
    const found = new Set<string>();
    const visit = (inner: unknown, key: string) => {
      if (typeof inner === "string") {
        if (!MAY_BE_TEMPLATE.test(inner)) return;
        for (const part of parseTemplate(inner)) {
          if (part.kind === "text") continue;
          for (const [whole, isData, type, name] of namesIn(part.text)) {
            const address = `${type}.${name}`;
            if (isData === undefined && type === "local") follow(whole, this.stack.locals[name ?? ""]);
            else if (isData !== undefined) follow(whole, this.stack.data.get(whole)?.body);
            else if (this.stack.resources.has(address)) found.add(address);
          }
        }
      } else if (Array.isArray(inner)) for (const item of inner) visit(item, key);
      else if (isObject(inner)) {
        for (const [name, item] of Object.entries(inner)) if (!NOT_A_MENTION.has(name)) visit(item, name);
      }
    };
    const follow = (name: string, target: unknown) => {
      if (target === undefined || seen.has(name)) return;
      seen.add(name);
      for (const address of this.mentionsIn(target, seen)) found.add(address);
    };
    visit(value, "");
    return found;
  }

  /**
   * Whether a value takes anything from outside of the document, beside whatever it mentions: a variable, a module, a data
   * source that looks for nothing of the document, an id written into an expression.
   */
  takesFromOutside(value: unknown, seen = new Set<string>()): boolean {
    if (Array.isArray(value)) return value.some((item) => this.takesFromOutside(item, seen));
    if (isObject(value)) return Object.values(value).some((item) => this.takesFromOutside(item, seen));
    if (typeof value !== "string") return false;
    return parseTemplate(value).some((part) => {
      if (part.kind === "text") return false;
      if (LITERAL_IN_EXPRESSION.test(part.text)) return true;
      return namesIn(part.text).some(([whole, isData, root, name]) => {
        if (isData !== undefined) return this.mentions(this.stack.data.get(whole)?.body ?? {}).size === 0;
        if (root === "var" || root === "module") return true;
        if (root !== "local" || seen.has(whole)) return false;
        seen.add(whole);
        return this.takesFromOutside(this.stack.locals[name ?? ""], seen);
      });
    });
  }

  private text(value: string): Resolved {
    return { kind: "literal", value };
  }

  /** Undefined when the expression is more than a name with attributes, or names nothing in the document. */
  private traverse(expression: string, depth: number): Resolved | undefined {
    if (!TRAVERSAL.test(expression)) return undefined;
    const [root, ...steps] = stepsOf(expression);
    if (typeof root !== "string") return undefined;
    const [name, ...rest] = steps;
    if (typeof name !== "string") return undefined;
    if (root === "local") {
      return Object.hasOwn(this.stack.locals, name) ? this.walk(this.stack.locals[name], rest, depth + 1) : undefined;
    }
    const address = `${root}.${name}`;
    const block = this.stack.resources.get(address);
    if (block === undefined) return undefined;
    const instance = rest[0];
    const isInstance =
      typeof instance === "number" ||
      (typeof instance === "string" && block.body.for_each !== undefined && expression.startsWith(`${address}[`));
    const attributes = isInstance ? rest.slice(1) : rest;
    const [first, ...inner] = attributes;
    const computed: Resolved = { kind: "resource", address, attribute: attributes.join(".") };
    if (typeof first !== "string") return computed;
    const written = Object.hasOwn(block.body, first) ? block.body[first] : undefined;
    if (written === undefined || written === null) return computed;
    return this.walk(written, inner, depth + 1) ?? computed;
  }

  private walk(value: unknown, steps: readonly Step[], depth: number): Resolved | undefined {
    const found = this.resolve(value, depth);
    const [step, ...rest] = steps;
    if (step === undefined || found.kind === "unknown") return found;
    if (found.kind === "resource") {
      return { ...found, attribute: [found.attribute, ...steps].filter((part) => part !== "").join(".") };
    }
    const inner = found.value;
    if (Array.isArray(inner)) {
      const index = typeof step === "number" ? step : Number.NaN;
      return index in inner ? this.walk(inner[index], rest, depth + 1) : undefined;
    }
    if (!isObject(inner)) return undefined;
    // A single nested block may be written without the list around it.
    if (step === 0) return this.walk(inner, rest, depth + 1);
    return Object.hasOwn(inner, step) && inner[step] !== null ? this.walk(inner[step], rest, depth + 1) : undefined;
  }
}

/** Names with the blanks and comments inside them left out, which Terraform leaves out too. */
function namesIn(expression: string): readonly RegExpMatchArray[] {
  const closed = expression.replace(/\/\*.*?\*\//gs, "").replace(/\s*\.\s*/g, ".");
  return [...expression.matchAll(NAMES), ...(closed === expression ? [] : closed.matchAll(NAMES))];
}

/** Places in which a name orders things and gives nothing away. */
const NOT_A_MENTION = new Set(["depends_on", "lifecycle", "tags", "tags_all", "//"]);

function stepsOf(expression: string): readonly Step[] {
  return [...expression.matchAll(STEPS)].map(([, name, dotted, index, key]) => name ?? key ?? Number(dotted ?? index));
}

function dependence(expression: string): string {
  if (/^var\./.test(expression)) return "depends on a variable";
  if (/^data\./.test(expression)) return "depends on a data source";
  if (/^(each|count|self|path|terraform|module)\./.test(expression)) return "is known to Terraform alone";
  return "is an expression that is not resolved here";
}
