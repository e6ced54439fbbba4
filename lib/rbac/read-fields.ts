import { nearestName } from "../spec/nearest-name";
import { describeValue } from "../spec/describe-value";

/** What the API server would refuse in an object, or nobody could read. */
export interface PolicyIssue {
  /** The file. */
  readonly source: string;
  /** The object, as far as it has a name: `ClusterRole view`. */
  readonly object: string;
  /** Where in it, dotted: `rules[0].verbs`. */
  readonly at: string;
  /** What stands there, as one would write it. */
  readonly got: string;
  readonly allowed: string;
  readonly fix: string;
}

export type JsonObject = Readonly<Record<string, unknown>>;

export function isObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Reads the fields of one object, and gathers everything that is wrong with them. `null` is what is left out. */
export class FieldReader {
  private constructor(
    private readonly value: JsonObject,
    private readonly path: string,
    private readonly tell: (at: string, got: unknown, allowed: string, fix: string) => void,
  ) {}

  static of(
    value: JsonObject,
    { source, object }: Pick<PolicyIssue, "source" | "object">,
    issues: PolicyIssue[],
  ): FieldReader {
    return new FieldReader(value, "", (at, got, allowed, fix) =>
      issues.push({ source, object, at, got: describeValue(got), allowed, fix }),
    );
  }

  get(name: string): unknown {
    return Object.hasOwn(this.value, name) ? (this.value[name] ?? undefined) : undefined;
  }

  has(name: string): boolean {
    return this.get(name) !== undefined;
  }

  /** Says what is wrong with a field. */
  refuse(name: string, allowed: string, fix: string): void {
    this.tell(this.at(name), this.get(name), allowed, fix);
  }

  /** A key that the API does not know is a right or a bound that somebody believes to have written. */
  only(...known: readonly string[]): this {
    for (const key of Object.keys(this.value)) {
      if (known.includes(key) || this.value[key] === null) continue;
      const near = nearestName(key, known);
      const fix = near === undefined ? "Take it out." : `Write ${near}, if that is what is meant, or take it out.`;
      this.tell(this.at(key), this.value[key], known.join(", "), fix);
    }
    return this;
  }

  text(name: string, fix: string): string | undefined {
    const value = this.get(name);
    if (value === undefined || typeof value === "string") return value;
    this.refuse(name, "a text", fix);
    return undefined;
  }

  /** A text that must be there and not be empty. */
  needed(name: string, fix: string): string | undefined {
    const value = this.get(name);
    if (typeof value === "string" && value !== "") return value;
    this.refuse(name, "a text that is not empty", fix);
    return undefined;
  }

  texts(name: string): readonly string[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value;
    const odd = Array.isArray(value) ? value.find((one) => typeof one !== "string") : value;
    this.tell(
      this.at(name),
      odd,
      "a list of texts",
      "Write a list of texts; what YAML reads as something else goes into quotes.",
    );
    return [];
  }

  /** Texts by name, as labels are. */
  labels(name: string): Readonly<Record<string, string>> {
    const value = this.get(name);
    if (value === undefined) return {};
    const isTexts = isObject(value) && Object.values(value).every((one) => typeof one === "string");
    if (isTexts) return value as Readonly<Record<string, string>>;
    const odd = isObject(value) ? Object.values(value).find((one) => typeof one !== "string") : value;
    this.tell(this.at(name), odd, "texts by name", 'Write texts; numbers and true go into quotes: "true".');
    return {};
  }

  object(name: string): FieldReader {
    const value = this.get(name);
    if (value !== undefined && !isObject(value)) this.refuse(name, "an object", "Write its fields below it.");
    return new FieldReader(isObject(value) ? value : {}, this.at(name), this.tell);
  }

  objects(name: string): readonly FieldReader[] {
    const value = this.get(name);
    if (value === undefined) return [];
    if (!Array.isArray(value)) {
      this.refuse(name, "a list of objects", "Write a list.");
      return [];
    }
    return value.flatMap((one, index) => {
      if (isObject(one)) return [new FieldReader(one, `${this.at(name)}[${index}]`, this.tell)];
      this.tell(`${this.at(name)}[${index}]`, one, "an object", "Write its fields, or take the element out.");
      return [];
    });
  }

  private at(name: string): string {
    return this.path === "" ? name : `${this.path}.${name}`;
  }
}
