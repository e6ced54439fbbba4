import { parseStrictJson, type StrictJson } from "./strict-json";

/** JSON values one after the other, each with one meaning, or what is wrong with the first that has none and where. */
export type StrictJsonValues =
  | { readonly ok: true; readonly values: readonly unknown[] }
  | Extract<StrictJson, { readonly ok: false }>;

/** Parses objects and lists that stand one after the other, as `jq -c '.items[]'` writes them. */
export function parseStrictJsonValues(text: string): StrictJsonValues {
  const whole = parseStrictJson(text);
  if (whole.ok) return { ok: true, values: [whole.value] };
  const pieces = piecesOf(text);
  if (pieces.length < 2) return whole;
  const values: unknown[] = [];
  let line = 1;
  let column = 1;
  for (const piece of pieces) {
    const parsed = parseStrictJson(piece);
    if (!parsed.ok)
      return {
        ...parsed,
        line: line + parsed.line - 1,
        column: parsed.line === 1 ? column + parsed.column - 1 : parsed.column,
      };
    values.push(parsed.value);
    const last = piece.lastIndexOf("\n");
    line += last === -1 ? 0 : piece.split("\n").length - 1;
    column = last === -1 ? column + piece.length : piece.length - last;
  }
  return { ok: true, values };
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]]/g;

/** Cuts behind each brace or bracket that closes the outermost one; what is left over is a piece of its own. */
function piecesOf(text: string): readonly string[] {
  const pieces: string[] = [];
  let depth = 0;
  let start = 0;
  for (const { 0: token, index } of text.matchAll(TOKENS)) {
    if (token === "{" || token === "[") depth += 1;
    if (token !== "}" && token !== "]") continue;
    depth -= 1;
    if (depth !== 0) continue;
    pieces.push(text.slice(start, index + 1));
    start = index + 1;
  }
  const rest = text.slice(start);
  return rest.trim() === "" ? pieces : [...pieces, rest];
}
