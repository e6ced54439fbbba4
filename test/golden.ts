import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";

/**
 * Compares a text with the golden file at a path under test/golden. `npm run goldens` writes the files anew; a golden
 * that is missing otherwise is a failure, so that a new artifact never passes unseen.
 */
export function expectGolden(path: string, text: string): void {
  const file = join(__dirname, "golden", path);
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
    return;
  }
  if (!existsSync(file))
    throw new Error(`there is no golden ${path} yet: look at the output, then run npm run goldens`);
  expect(text).toBe(readFileSync(file, "utf8"));
}
