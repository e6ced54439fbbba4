import { NotUnderstood, type Token } from "./tokens";

/** Walks through the tokens of a ruleset. */
export class Cursor {
  private position = 0;

  constructor(private readonly tokens: readonly Token[]) {}

  peek(): Token {
    // The last token is the end, and nothing moves past it.
    return this.tokens[this.position] ?? (this.tokens.at(-1) as Token);
  }

  next(): Token {
    const token = this.peek();
    if (token.kind !== "end") this.position += 1;
    return token;
  }

  /** Whether the next tokens are exactly these words and signs. */
  isAt(...texts: readonly string[]): boolean {
    return texts.every((text, index) => {
      const token = this.tokens[this.position + index];
      return token !== undefined && (token.kind === "word" || token.kind === "sign") && token.text === text;
    });
  }

  /** Passes these words and signs if they are next. */
  skip(...texts: readonly string[]): boolean {
    if (!this.isAt(...texts)) return false;
    this.position += texts.length;
    return true;
  }

  expect(...texts: readonly string[]): void {
    if (!this.skip(...texts)) this.fail(`${texts.join(" ")} was expected`);
  }

  word(what: string): string {
    const token = this.peek();
    if (token.kind !== "word") this.fail(`${what} was expected`);
    return this.next().text;
  }

  /** A text in quotes. */
  quoted(what: string): string {
    const token = this.peek();
    if (token.kind !== "text") this.fail(`${what} in quotes was expected`);
    return this.next().text;
  }

  number(what: string): number {
    const text = this.word(what);
    if (!/^\d{1,9}$/.test(text)) this.fail(`"${text}" is not ${what}`);
    return Number(text);
  }

  /** A statement ends at a line's end, at a semicolon and before a closing brace. */
  atEndOfStatement(): boolean {
    const { kind } = this.peek();
    return kind === "end-of-statement" || kind === "end" || this.isAt("}");
  }

  endOfStatement(): void {
    if (!this.atEndOfStatement()) this.fail("the statement goes on");
    if (this.peek().kind === "end-of-statement") this.next();
  }

  skipEmptyStatements(): void {
    while (this.peek().kind === "end-of-statement") this.next();
  }

  /** Whether a block in braces goes on; the closing brace is left where it is. */
  blockGoesOn(): boolean {
    this.skipEmptyStatements();
    if (this.peek().kind === "end") this.fail("a closing brace is missing");
    return !this.isAt("}");
  }

  /** Inside braces lines may end anywhere; a semicolon may not stand there. */
  skipLineEnds(): void {
    while (this.peek().kind === "end-of-statement" && this.peek().text === "\n") this.next();
  }

  fail(why: string): never {
    const { text, kind, line } = this.peek();
    const found =
      kind === "end" ? "the end of the file" : kind === "end-of-statement" ? "the end of the statement" : `"${text}"`;
    throw new NotUnderstood(`at ${found}: ${why}`, line);
  }
}
