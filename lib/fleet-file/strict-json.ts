/** As deep as a document may nest; real ones end at thirty. */
export const DEEPEST_JSON = 200;

/** JSON with one meaning, or what is wrong with it and where. */
export type StrictJson =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly why: string; readonly line: number; readonly column: number };

/** Parses JSON. A name that is written twice in one object is refused: parsers differ in which of the two they take. */
export function parseStrictJson(text: string): StrictJson {
  const at = (position: number, why: string): StrictJson => {
    const before = text.slice(0, position).split("\n");
    return { ok: false, why, line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
  };
  const depth = tooDeep(text);
  if (depth !== undefined) return at(depth, `it nests deeper than ${DEEPEST_JSON} levels`);
  try {
    const value: unknown = JSON.parse(text);
    const twice = writtenTwice(text);
    return twice === undefined
      ? { ok: true, value }
      : at(twice.position, `the name ${twice.name} is written twice in one object`);
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    const position = Number(/at position (\d+)/.exec(message)?.[1] ?? text.length);
    const what = message.replace(/ ?(in JSON )?at position.*$/s, "").replace(/, "[\s\S]*" is not valid JSON$/, "");
    return at(position, `it is not JSON: ${what}`);
  }
}

const TOKENS = /"(?:[^"\\]|\\.)*"|[{}[\]:,]/g;

function tooDeep(text: string): number | undefined {
  let depth = 0;
  for (const token of text.matchAll(TOKENS)) {
    if (token[0] === "{" || token[0] === "[") depth += 1;
    else if (token[0] === "}" || token[0] === "]") depth -= 1;
    if (depth > DEEPEST_JSON) return token.index;
  }
  return undefined;
}

/** Looks for names that come twice, in text that is JSON. */
function writtenTwice(text: string): { readonly name: string; readonly position: number } | undefined {
  const around: (Set<string> | undefined)[] = [];
  let last: { readonly text: string; readonly position: number } | undefined;
  for (const { 0: token, index: position } of text.matchAll(TOKENS)) {
    if (token === "{") around.push(new Set());
    else if (token === "[") around.push(undefined);
    else if (token === "}" || token === "]") around.pop();
    else if (token === ":" && last !== undefined) {
      // `a` and `\u0061` are one name.
      const name = JSON.parse(last.text) as string;
      const names = around.at(-1);
      if (names?.has(name)) return { name: JSON.stringify(name), position: last.position };
      names?.add(name);
    }
    last = token.startsWith('"') ? { text: token, position } : undefined;
  }
  return undefined;
}
