import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { admissionPolicies } from "../../lib/pillars/admission/policies";

const PAGE = join(__dirname, "..", "..", "docs", "admission.md");
const SECTION = /(<!-- policies -->\n)[\s\S]*(<!-- \/policies -->)/;

function table(): string {
  const rows = admissionPolicies({
    platform: "kubeadm",
    registries: [],
    exceptions: [],
    logForwarder: true,
    breakGlass: true,
    certificateApproval: true,
    attributes: { rules: [], recoveryGroups: [], recoveryUsers: [] },
  }).map(
    ({ name, where, refuses, why, letsPass }) =>
      `| \`${name}\` | ${where} | ${refuses} | ${why} | ${letsPass ?? "nobody"} |`,
  );
  return [
    "| Policy | Where | It refuses | For otherwise | Passes nevertheless |",
    "|---|---|---|---|---|",
    ...rows,
    "",
  ].join("\n");
}

test("the table of policies in docs/admission.md is the one that the code gives", () => {
  const page = readFileSync(PAGE, "utf8");
  expect(page).toMatch(SECTION);
  const written = page.replace(SECTION, (_, begin: string, end: string) => `${begin}${table()}${end}`);
  if (process.env.PORTCULLIS_WRITE_GOLDENS === "1") writeFileSync(PAGE, written);
  else expect(page).toBe(written);
});

test("no cell of the table ends itself", () => {
  for (const { refuses, why, letsPass = "" } of admissionPolicies({
    platform: "eks",
    exceptions: [],
    logForwarder: true,
    breakGlass: true,
    certificateApproval: true,
    attributes: { rules: [], recoveryGroups: [], recoveryUsers: [] },
  })) {
    expect(`${refuses}${why}${letsPass}`).not.toMatch(/[|\n]/);
  }
});
