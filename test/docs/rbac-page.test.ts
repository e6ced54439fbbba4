import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runRbac } from "../../lib/cli/rbac/run-rbac";
import { FINDING_IDS, MEANINGS } from "../../lib/rbac/findings/finding";

const page = readFileSync(join(__dirname, "..", "..", "docs", "rbac.md"), "utf8");
const block = (language: string) => new RegExp(`^\`\`\`${language}\n([^]*?)^\`\`\``, "m").exec(page)?.[1] ?? "";

test("docs/rbac.md shows what its example really prints", () => {
  const folder = mkdtempSync(join(tmpdir(), "portcullis-rbac-page-"));
  try {
    const path = join(folder, "team.yaml");
    writeFileSync(path, block("yaml"));
    const { stdout, exitCode } = runRbac([path]);
    expect([stdout.replaceAll(path, "team.yaml"), exitCode]).toEqual([block("text"), 1]);
  } finally {
    rmSync(folder, { recursive: true });
  }
});

test("docs/rbac.md says of every finding what it means, in the words of the report", () => {
  for (const id of FINDING_IDS) expect(page).toContain(`\n| \`${id}\` | ${MEANINGS[id].why} ${MEANINGS[id].fix} |\n`);
});
