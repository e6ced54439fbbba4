import { type Value, known, unknown } from "../../value";
import { asWritten, isObject, type UncheckedObject } from "../fields";
import type { Expressions } from "./expressions";

/**
 * Reads the attributes of one block as Terraform would convert them. Absent and `null` mean the same; a value of
 * another type than the provider takes is unknown, never a guess.
 */
export class BlockBody {
  constructor(
    readonly expressions: Expressions,
    readonly body: UncheckedObject,
  ) {}

  /** The value as it stands; undefined when it is absent or null. */
  raw(name: string): unknown {
    return Object.hasOwn(this.body, name) ? (this.body[name] ?? undefined) : undefined;
  }

  has(name: string): boolean {
    return this.raw(name) !== undefined;
  }

  /** A text. Terraform turns numbers and booleans into texts; so does this. */
  text(name: string): Value<string | undefined> {
    const value = this.literal(name);
    if (!value.known) return value;
    if (value.value === undefined) return known(undefined);
    return ["string", "number", "boolean"].includes(typeof value.value)
      ? known(String(value.value))
      : this.wrong(name, "a text");
  }

  /** A boolean. The texts `true` and `false` are what Terraform converts; other spellings are unknown. */
  flag(name: string, byDefault: boolean): Value<boolean> {
    const value = this.literal(name);
    if (!value.known) return value;
    switch (value.value) {
      case undefined:
        return known(byDefault);
      case true:
      case "true":
        return known(true);
      case false:
      case "false":
        return known(false);
      default:
        return this.wrong(name, "true or false");
    }
  }

  /** A whole number, also written as a text. */
  integer(name: string): Value<number | undefined> {
    const value = this.literal(name);
    if (!value.known) return value;
    if (value.value === undefined) return known(undefined);
    const number =
      typeof value.value === "string" && /^\d{1,15}$/.test(value.value) ? Number(value.value) : value.value;
    return typeof number === "number" && Number.isSafeInteger(number)
      ? known(number)
      : this.wrong(name, "a whole number");
  }

  /** The elements of a list as they stand; an absent list is empty. */
  list(name: string): Value<readonly unknown[]> {
    const value = this.literal(name);
    if (!value.known) return value;
    if (value.value === undefined) return known([]);
    return Array.isArray(value.value) ? known(value.value) : this.wrong(name, "a list");
  }

  /** A list of texts, every one of which the document states; an absent list is empty. */
  texts(name: string): Value<readonly string[]> {
    const list = this.list(name);
    if (!list.known) return list;
    const texts: string[] = [];
    for (const item of list.value) {
      const found = this.expressions.resolve(item);
      if (found.kind === "unknown") return unknown(found.why);
      if (found.kind === "resource" || typeof found.value !== "string")
        return unknown(`${asWritten(item)} in ${name} is not a literal text`);
      texts.push(found.value);
    }
    return known(texts);
  }

  /** Nested blocks, written as one object or a list of them; unknown when Terraform would generate some. */
  blocks(name: string): Value<readonly BlockBody[]> {
    if (this.generated(name)) return unknown(`Terraform generates the blocks ${name} (dynamic)`);
    const value = this.literal(name);
    if (!value.known) return value;
    if (value.value === undefined) return known([]);
    const bodies: BlockBody[] = [];
    for (const item of Array.isArray(value.value) ? value.value : [value.value]) {
      const found = this.expressions.resolve(item);
      if (found.kind === "unknown") return unknown(found.why);
      if (found.kind === "resource" || !isObject(found.value)) return this.wrong(name, "a block");
      bodies.push(new BlockBody(this.expressions, found.value));
    }
    return known(bodies);
  }

  /** The one nested block of a name; undefined when it is absent, unknown when there are several. */
  block(name: string): Value<BlockBody | undefined> {
    const blocks = this.blocks(name);
    if (!blocks.known) return blocks;
    return blocks.value.length > 1
      ? unknown(`${name} is written ${blocks.value.length} times`)
      : known(blocks.value[0]);
  }

  /** What stands at `name`, resolved to the literal; attributes that a provider fills in are unknown. */
  private literal(name: string): Value<unknown> {
    const raw = this.raw(name);
    if (raw === undefined) return known(undefined);
    const found = this.expressions.resolve(raw);
    switch (found.kind) {
      case "literal":
        return known(found.value ?? undefined);
      case "resource":
        return unknown(`${name} = ${asWritten(raw)} is known after apply`);
      case "unknown":
        return unknown(found.why);
    }
  }

  private generated(name: string): boolean {
    const dynamic = this.raw("dynamic");
    if (dynamic === undefined) return false;
    const blocks = Array.isArray(dynamic) ? dynamic : [dynamic];
    return blocks.some((block) => !isObject(block) || Object.hasOwn(block, name));
  }

  private wrong(name: string, expected: string) {
    return unknown(`${name} = ${asWritten(this.raw(name))} is not ${expected}`);
  }
}
