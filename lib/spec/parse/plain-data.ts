import { describeValue } from "../describe-value";
import { dangerousKey, notPlainData, token, tooLarge, unreadableText } from "../problems/structure";
import type { Problem } from "../problems/problem";
import type { LocatedProblem, Path } from "./located-problem";

/** What JSON and YAML can say, and what `undefined` says in TypeScript. */
export type PlainData =
  | undefined
  | null
  | boolean
  | number
  | string
  | readonly PlainData[]
  | { readonly [key: string]: PlainData };

const MOST_VALUES = 20_000;
const MOST_ELEMENTS = 1_000;
const MOST_KEYS = 100;
const LONGEST_TEXT = 2_048;
const DEEPEST = 16;

/** cdktf writes a number token as a double of this size, which no real field holds. */
const NUMBER_TOKENS_BELOW = -1e200;

/**
 * Copies a description out of reach: what is checked afterwards is the copy, which no getter, proxy or later change
 * can alter. What is not plain data is null in the copy and named in `problems`.
 */
export function copyPlainData(input: unknown): {
  readonly data: PlainData;
  readonly problems: readonly LocatedProblem[];
} {
  const copier = new Copier();
  const data = copier.copy(input, []);
  return { data, problems: copier.problems };
}

/** What stands at a place of the description; undefined where there is nothing. */
export function valueAt(data: PlainData, path: Path): PlainData {
  let at: unknown = data;
  for (const step of path) {
    if (typeof at !== "object" || at === null || !Object.hasOwn(at, step)) return undefined;
    at = Reflect.get(at, step);
  }
  return at as PlainData;
}

class Copier {
  readonly problems: LocatedProblem[] = [];
  private readonly ancestors = new Set<object>();
  private values = 0;

  copy(value: unknown, path: Path): PlainData {
    this.values += 1;
    if (this.values === MOST_VALUES + 1) {
      return this.refuse([], tooLarge(`more than ${MOST_VALUES} values`, `at most ${MOST_VALUES} values in all`));
    }
    if (this.values > MOST_VALUES) return null;
    switch (typeof value) {
      case "undefined":
      case "boolean":
        return value;
      case "string":
        return this.copyText(value, path);
      case "number":
        if (value < NUMBER_TOKENS_BELOW && Number.isFinite(value)) return this.refuse(path, token("a number token"));
        return Number.isFinite(value) ? value : this.refuse(path, notPlainData(describeValue(value)));
      case "object":
        return value === null ? null : this.copyObject(value, path);
      default:
        return this.refuse(path, notPlainData(describeValue(value)));
    }
  }

  private copyText(text: string, path: Path): PlainData {
    if (text.length > LONGEST_TEXT) {
      return this.refuse(path, tooLarge(`a text of ${text.length} characters`, `at most ${LONGEST_TEXT} characters`));
    }
    if (isToken(text)) return this.refuse(path, token(describeValue(text)));
    if (text.includes("\0") || /\p{Surrogate}/u.test(text)) return this.refuse(path, unreadableText(text));
    return text;
  }

  private copyObject(value: object, path: Path): PlainData {
    if (path.length > DEEPEST)
      return this.refuse(path, tooLarge("a value nested too deeply", `at most ${DEEPEST} levels`));
    if (this.ancestors.has(value)) return this.refuse(path, notPlainData("an object that contains itself"));
    this.ancestors.add(value);
    try {
      return Array.isArray(value) ? this.copyList(value, path) : this.copyRecord(value, path);
    } catch {
      // Only a proxy can throw while its own properties are listed.
      return this.refuse(path, notPlainData("an object that cannot be read"));
    } finally {
      this.ancestors.delete(value);
    }
  }

  private copyList(list: readonly unknown[], path: Path): PlainData {
    if (list.length > MOST_ELEMENTS) {
      return this.refuse(path, tooLarge(`a list of ${list.length}`, `at most ${MOST_ELEMENTS} elements`));
    }
    return Array.from({ length: list.length }, (_, index) =>
      this.copyProperty(Object.getOwnPropertyDescriptor(list, index), [...path, index]),
    );
  }

  private copyRecord(record: object, path: Path): PlainData {
    if (looksLikeToken(record)) return this.refuse(path, token("a token"));
    const stranger = classOf(record);
    if (stranger !== undefined) return this.refuse(path, notPlainData(stranger));
    const keys = Reflect.ownKeys(record);
    if (keys.length > MOST_KEYS) {
      return this.refuse(path, tooLarge(`an object with ${keys.length} keys`, `at most ${MOST_KEYS} keys`));
    }
    const copy: { [key: string]: PlainData } = Object.create(null);
    for (const key of keys) {
      const descriptor = Object.getOwnPropertyDescriptor(record, key);
      if (typeof key === "symbol") this.refuse(path, notPlainData("a key that is a symbol"));
      else if (isToken(key)) this.refuse(path, token(`the key ${describeValue(key)}`));
      else if (key === "__proto__") this.refuse([...path, key], dangerousKey(key));
      else {
        const value = this.copyProperty(descriptor, [...path, key]);
        // A key without a value says the same as no key.
        if (value !== undefined) copy[key] = value;
      }
    }
    return copy;
  }

  private copyProperty(descriptor: PropertyDescriptor | undefined, path: Path): PlainData {
    if (descriptor?.get !== undefined || descriptor?.set !== undefined) {
      return this.refuse(path, notPlainData("a property that is computed (a getter)"));
    }
    return this.copy(descriptor?.value, path);
  }

  /** What is refused becomes null, which no field takes: it must look neither absent nor right. */
  private refuse(path: Path, problem: Problem): null {
    this.problems.push({ path, problem });
    return null;
  }
}

/** Terraform expressions and the marks by which cdktf finds its tokens again in texts and lists. */
function isToken(text: string): boolean {
  return text.includes("${") || text.includes("TfToken[");
}

/** Token objects carry `resolve`; it is looked for, never called. */
function looksLikeToken(record: object): boolean {
  for (let at: object | null = record, depth = 0; at !== null && depth < 8; at = Object.getPrototypeOf(at), depth++) {
    if (typeof Object.getOwnPropertyDescriptor(at, "resolve")?.value === "function") return true;
  }
  return false;
}

/** What a value is an instance of, in words; undefined for a plain object of this or another realm. */
function classOf(record: object): string | undefined {
  const prototype: unknown = Object.getPrototypeOf(record);
  if (prototype === null) return undefined;
  if (
    typeof prototype === "object" &&
    Object.getPrototypeOf(prototype) === null &&
    Object.hasOwn(prototype, "hasOwnProperty")
  ) {
    return Object.getOwnPropertyDescriptor(record, Symbol.toStringTag) === undefined
      ? undefined
      : "an object with a tag";
  }
  const maker: unknown = Object.getOwnPropertyDescriptor(prototype, "constructor")?.value;
  const name = typeof maker === "function" ? Object.getOwnPropertyDescriptor(maker, "name")?.value : undefined;
  return typeof name === "string" && /^\w{1,40}$/.test(name) ? `an instance of ${name}` : "an instance of a class";
}
