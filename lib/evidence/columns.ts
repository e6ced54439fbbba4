/** The width that texts for a terminal keep to, in characters. */
const WIDTH = 100;
/** Below this the last column is too narrow to read, and its text may reach beyond the width. */
const NARROWEST = 24;
const GAP = "  ";

/**
 * Rows as aligned columns. Cells are cleaned by `oneLine`; the last cell of a row is wrapped under itself to keep to the
 * width. Rows of one cell are not aligned with the others.
 */
export function columns(rows: readonly (readonly string[])[], indent: string): readonly string[] {
  const clean = rows.map((row) => row.map(oneLine));
  const widths: number[] = [];
  for (const row of clean) {
    row.slice(0, -1).forEach((cell, index) => {
      widths[index] = Math.max(widths[index] ?? 0, cell.length);
    });
  }
  return clean.flatMap((row) => {
    const head = row.slice(0, -1).map((cell, index) => cell.padEnd(widths[index] ?? 0) + GAP);
    const left = indent + head.join("");
    const [first = "", ...more] = wrap(row.at(-1) ?? "", Math.max(WIDTH - left.length, NARROWEST));
    return [(left + first).trimEnd(), ...more.map((line) => " ".repeat(left.length) + line)];
  });
}

/**
 * A text on one line: whatever would move the cursor, colour the terminal or reorder the letters becomes visible as
 * `\u{1b}`. Text in documents was written by others.
 */
export function oneLine(text: string): string {
  return text.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (character) => `\\u{${character.codePointAt(0)?.toString(16)}}`);
}

function wrap(text: string, width: number): readonly string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    if (line !== "" && line.length + 1 + word.length > width) {
      lines.push(line);
      line = word;
    } else {
      line = line === "" ? word : `${line} ${word}`;
    }
  }
  return [...lines, line];
}
