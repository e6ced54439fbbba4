/**
 * Whether a filter pattern of CloudWatch Logs for JSON matches an event. There is no CloudWatch here: this is the part of the documented grammar
 * that is written, `{ ... }` with `&&`, `||`, parentheses, `=` with `*` at the end of a text, and `NOT EXISTS`; anything else is an error.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatch/latest/logs/FilterAndPatternSyntax.html
 */
export function matchesPattern(pattern: string, event: unknown): boolean {
  const tokens = [...pattern.matchAll(/\s*(&&|\|\||NOT EXISTS|[{}()=]|\$[\w.[\]]+|"(?:[^"\\]|\\.)*"|\d+)/gy)];
  if (
    tokens
      .map(([text]) => text)
      .join("")
      .trim() !== pattern.trim()
  )
    throw new Error(`not in the grammar: ${pattern}`);
  const reader = new Reader(
    tokens.map(([, token]) => token ?? ""),
    event,
  );
  reader.take("{");
  const matches = reader.either();
  reader.take("}");
  reader.end();
  return matches;
}

class Reader {
  #at = 0;
  constructor(
    private readonly tokens: readonly string[],
    private readonly event: unknown,
  ) {}

  take(token: string): void {
    if (this.tokens[this.#at] !== token) throw new Error(`${token} was expected, not ${this.tokens[this.#at]}`);
    this.#at += 1;
  }

  end(): void {
    if (this.#at !== this.tokens.length) throw new Error("something stands behind the end");
  }

  either(): boolean {
    let matches = this.both();
    while (this.tokens[this.#at] === "||") {
      this.#at += 1;
      matches = this.both() || matches;
    }
    return matches;
  }

  both(): boolean {
    let matches = this.one();
    while (this.tokens[this.#at] === "&&") {
      this.#at += 1;
      matches = this.one() && matches;
    }
    return matches;
  }

  one(): boolean {
    if (this.tokens[this.#at] === "(") {
      this.#at += 1;
      const matches = this.either();
      this.take(")");
      return matches;
    }
    const selector = this.next();
    if (!selector.startsWith("$.")) throw new Error(`${selector} selects nothing`);
    const value = valueAt(this.event, selector.slice(2));
    if (this.tokens[this.#at] === "NOT EXISTS") {
      this.#at += 1;
      return value === undefined;
    }
    this.take("=");
    return isSame(this.next(), value);
  }

  next(): string {
    const token = this.tokens[this.#at];
    this.#at += 1;
    if (token === undefined) throw new Error("the pattern ends too early");
    return token;
  }
}

function valueAt(event: unknown, path: string): unknown {
  return path
    .replace(/\[(\d+)\]/g, ".$1")
    .split(".")
    .reduce<unknown>((value, name) => (value as Readonly<Record<string, unknown>> | undefined)?.[name], event);
}

/** Numbers are compared with numbers, texts with texts. */
function isSame(written: string, value: unknown): boolean {
  if (/^\d+$/.test(written)) return value === Number(written);
  const text = JSON.parse(written) as string;
  if (typeof value !== "string") return false;
  return text.endsWith("*") ? value.startsWith(text.slice(0, -1)) : value === text;
}
