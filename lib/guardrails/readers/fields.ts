/** An object of a document that nobody has checked. */
export type UncheckedObject = { readonly [key: string]: unknown };

/** Whether a value is a JSON object. */
export function isObject(value: unknown): value is UncheckedObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Writes a value as it stands in the document, at most 120 characters of it. */
export function asWritten(value: unknown): string {
  const text = JSON.stringify(value) ?? "nothing";
  return text.length > 120 ? `${text.slice(0, 117)}...` : text;
}

/**
 * Reads the fields of an unchecked object. A field of another type than expected is a complaint, and so is a key that
 * nobody asked for where `only` was called; whoever reads a document turns complaints into unknown shapes. An absent
 * field and `null` mean the same, as they do to Kubernetes.
 */
export class Fields {
  private constructor(
    private readonly content: UncheckedObject,
    private readonly path: string,
    private readonly complaints: string[],
  ) {}

  /** Complaints are added to the list that is passed. */
  static of(value: unknown, path: string, complaints: string[]): Fields {
    if (isObject(value)) return new Fields(value, path, complaints);
    complaints.push(`${path === "" ? "the document" : path} is ${asWritten(value)}, not an object`);
    return new Fields({}, path, complaints);
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** The names of all fields that have a value. */
  names(): readonly string[] {
    return Object.keys(this.content).filter((name) => this.has(name));
  }

  /** The value as it stands, unchecked. */
  get(name: string): unknown {
    return Object.hasOwn(this.content, name) ? (this.content[name] ?? undefined) : undefined;
  }

  text(name: string): string | undefined {
    return this.checked(name, "a text", (value): value is string => typeof value === "string");
  }

  flag(name: string): boolean | undefined {
    return this.checked(name, "true or false", (value): value is boolean => typeof value === "boolean");
  }

  integer(name: string): number | undefined {
    return this.checked(name, "a whole number", (value): value is number => Number.isSafeInteger(value));
  }

  /** A list of texts; an absent one is empty. */
  texts(name: string): readonly string[] {
    return this.items(name, "a text", (item) => (typeof item === "string" ? item : undefined));
  }

  /** An object whose values are texts; an absent one is empty. */
  textByName(name: string): Readonly<Record<string, string>> {
    const fields = this.fields(name);
    return Object.fromEntries(fields.names().map((key) => [key, fields.text(key) ?? ""]));
  }

  /** A nested object; an absent one is empty. */
  fields(name: string): Fields {
    return this.has(name)
      ? Fields.of(this.get(name), this.at(name), this.complaints)
      : new Fields({}, this.at(name), this.complaints);
  }

  /** A list of objects; an absent one is empty. */
  list(name: string): readonly Fields[] {
    const found = this.get(name);
    if (found === undefined) return [];
    if (Array.isArray(found)) {
      return found.map((item, index) => Fields.of(item, `${this.at(name)}[${index}]`, this.complaints));
    }
    this.complain(name, `is ${asWritten(found)}, not a list`);
    return [];
  }

  /** Complains of every field that is not named. */
  only(...names: readonly string[]): this {
    for (const name of this.names()) if (!names.includes(name)) this.complain(name, "is a field that no rule reads");
    return this;
  }

  /** Complains of one field; the text goes on after its name. */
  complain(name: string, what: string): void {
    this.complaints.push(`${this.at(name)} ${what}`);
  }

  private items<T>(name: string, what: string, convert: (item: unknown) => T | undefined): readonly T[] {
    const found = this.get(name);
    if (found === undefined) return [];
    if (!Array.isArray(found)) {
      this.complain(name, `is ${asWritten(found)}, not a list`);
      return [];
    }
    return found.flatMap((item, index) => {
      const converted = convert(item);
      if (converted !== undefined) return [converted];
      this.complain(`${name}[${index}]`, `is ${asWritten(item)}, not ${what}`);
      return [];
    });
  }

  private checked<T>(name: string, what: string, matches: (value: unknown) => value is T): T | undefined {
    const value = this.get(name);
    if (value === undefined || matches(value)) return value;
    this.complain(name, `is ${asWritten(value)}, not ${what}`);
    return undefined;
  }

  private at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}
