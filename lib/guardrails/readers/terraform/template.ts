/** A piece of a Terraform string: text as it stands, or an expression between `${` and `}`, or a `%{` directive. */
export type TemplatePart =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "expression"; readonly text: string }
  | { readonly kind: "directive"; readonly text: string };

/**
 * Splits a string of Terraform JSON as Terraform does. `$${` and `%%{` stand for themselves. An expression that never
 * ends takes the rest of the string.
 *
 * @see https://developer.hashicorp.com/terraform/language/syntax/json#expression-mapping
 */
export function parseTemplate(source: string): readonly TemplatePart[] {
  const parts: TemplatePart[] = [];
  const marks = /([$%])\1?\{/g;
  let text = "";
  let at = 0;
  for (let mark = marks.exec(source); mark !== null; mark = marks.exec(source)) {
    text += source.slice(at, mark.index);
    const [written, sign] = mark;
    if (written.length === 3) {
      text += written.slice(1);
      at = mark.index + written.length;
    } else {
      if (text !== "") parts.push({ kind: "text", text });
      text = "";
      const end = endOfExpression(source, mark.index + 2);
      const inner = trimMarkers(source.slice(mark.index + 2, end));
      parts.push({ kind: sign === "$" ? "expression" : "directive", text: inner });
      at = end + 1;
    }
    marks.lastIndex = at;
  }
  text += source.slice(at);
  if (text !== "") parts.push({ kind: "text", text });
  return parts;
}

/** The text after the last expression: `:iam::aws:policy/X` of `arn:${…}:iam::aws:policy/X`. */
export function knownTail(source: string): string {
  const last = parseTemplate(source).at(-1);
  return last?.kind === "text" ? last.text : "";
}

/** The place of the brace that closes an expression; braces inside it and inside quoted strings do not. */
function endOfExpression(source: string, start: number): number {
  let depth = 0;
  let quoted = false;
  for (let at = start; at < source.length; at += 1) {
    const character = source[at];
    if (quoted) {
      if (character === "\\") at += 1;
      else if (character === "$" && source[at + 1] === "{") at = endOfExpression(source, at + 2);
      else if (character === '"') quoted = false;
    } else if (character === '"') quoted = true;
    else if (character === "{") depth += 1;
    else if (character === "}") {
      if (depth === 0) return at;
      depth -= 1;
    }
  }
  return source.length;
}

/** `${~ x ~}` trims white space around; the expression is `x`. */
function trimMarkers(expression: string): string {
  return (expression.includes("~") ? expression.replace(/^~/, "").replace(/~$/, "") : expression).trim();
}
