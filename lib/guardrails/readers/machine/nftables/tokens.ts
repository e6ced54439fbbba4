/** One token of an nftables ruleset, with the line it stands on. */
export interface Token {
  readonly kind: "word" | "text" | "sign" | "end-of-statement" | "end";
  /** A text comes without its quotes. */
  readonly text: string;
  readonly line: number;
}

/** A ruleset that is not understood, and where. */
export class NotUnderstood extends Error {
  constructor(
    message: string,
    readonly line: number,
  ) {
    super(message);
  }
}

const SIGNS = ["!=", "==", "<=", ">=", "{", "}", ",", ";", "=", "<", ">"];
const WORD = /^[A-Za-z0-9@._/:*+-]+/;

/**
 * Cuts a ruleset into tokens. Whatever nft knows beyond this alphabet (variables, `\` at the end of a line, bit operations, shell
 * wildcards) is not understood.
 *
 * @throws NotUnderstood
 */
export function tokenize(ruleset: string): readonly Token[] {
  const tokens: Token[] = [];
  let line = 1;
  let rest = ruleset;
  const take = (length: number) => {
    const taken = rest.slice(0, length);
    rest = rest.slice(length);
    return taken;
  };
  while (rest !== "") {
    const sign = SIGNS.find((candidate) => rest.startsWith(candidate));
    const word = WORD.exec(rest)?.[0];
    if (rest.startsWith("\n")) {
      tokens.push({ kind: "end-of-statement", text: "\n", line });
      line += 1;
      take(1);
    } else if (/^[ \t]/.test(rest)) {
      take(1);
    } else if (rest.startsWith("#")) {
      take(rest.indexOf("\n") === -1 ? rest.length : rest.indexOf("\n"));
    } else if (rest.startsWith('"')) {
      const end = rest.indexOf('"', 1);
      const text = end === -1 ? "" : rest.slice(1, end);
      if (end === -1 || text.includes("\n")) throw new NotUnderstood("a text without an end", line);
      tokens.push({ kind: "text", text, line });
      take(end + 1);
    } else if (sign !== undefined) {
      tokens.push({ kind: sign === ";" ? "end-of-statement" : "sign", text: sign, line });
      take(sign.length);
    } else if (word !== undefined) {
      tokens.push({ kind: "word", text: word, line });
      take(word.length);
    } else {
      throw new NotUnderstood(`the character ${JSON.stringify(rest.slice(0, 1))}`, line);
    }
  }
  tokens.push({ kind: "end", text: "", line });
  return tokens;
}
