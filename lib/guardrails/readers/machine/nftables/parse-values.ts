import type { Cursor } from "./cursor";
import type { NamedSet, SetElement, Values } from "./ruleset";

/** Reads what a match compares with: one literal, a list in braces, or a set of this table of one of the named types. */
export function parseValues(
  cursor: Cursor,
  sets: ReadonlyMap<string, NamedSet>,
  setTypes: readonly NamedSet["type"][],
): Values {
  const negated = cursor.skip("!=");
  if (!negated) cursor.skip("==");
  if (cursor.isAt("{")) return { negated, elements: parseElements(cursor) };
  const { text } = parseElement(cursor);
  if (!text.startsWith("@")) return { negated, elements: withCommas(cursor, text) };
  const set = sets.get(text.slice(1));
  if (set === undefined || !setTypes.includes(set.type))
    cursor.fail(`${text} is not a set of this table of the type ${setTypes.join(" or ")}`);
  return { negated, elements: set.elements };
}

/** Reads `{ a, b comment "why", c }`. */
export function parseElements(cursor: Cursor): readonly SetElement[] {
  const elements: SetElement[] = [];
  cursor.expect("{");
  cursor.skipLineEnds();
  while (!cursor.isAt("}")) {
    elements.push(parseElement(cursor));
    cursor.skipLineEnds();
    if (!cursor.skip(",") && !cursor.isAt("}")) cursor.fail("a comma or a closing brace was expected");
    cursor.skipLineEnds();
  }
  cursor.expect("}");
  if (elements.length === 0) cursor.fail("a list without elements");
  return elements;
}

/** `ct state established,related` lists without braces. */
function withCommas(cursor: Cursor, first: string): readonly SetElement[] {
  const elements = [{ text: first, comment: undefined }];
  while (cursor.skip(",")) elements.push({ text: parseElement(cursor).text, comment: undefined });
  return elements;
}

function parseElement(cursor: Cursor): SetElement {
  const text = cursor.peek().kind === "text" ? cursor.quoted("a value") : cursor.word("a value");
  const comment = cursor.isAt("comment") && text !== "" ? readComment(cursor) : undefined;
  return { text, comment };
}

function readComment(cursor: Cursor): string {
  cursor.expect("comment");
  return cursor.quoted("a comment");
}
