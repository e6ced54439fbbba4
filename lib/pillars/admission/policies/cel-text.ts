/** Writes a text as CEL: no sign in it ends the text or begins another expression. */
export function celText(value: string): string {
  return `'${value.replaceAll("\\", "\\\\").replaceAll("'", "\\'")}'`;
}

/** Writes a list of texts as CEL, sorted, each once: the order of the description changes no byte. */
export function celTexts(values: readonly string[]): string {
  return `[${[...new Set(values)].sort().map(celText).join(", ")}]`;
}
