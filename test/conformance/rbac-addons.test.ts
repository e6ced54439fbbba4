import { readFileSync } from "node:fs";
import { join } from "node:path";
import { programPath, testUnless } from "./programs";

const { measureAddons } = require("../../scripts/measure-addons.cjs") as {
  readonly measureAddons: () => readonly string[];
};

// The Go command fetches the modules that hold the manifests, at pinned versions that it checks.
testUnless(
  programPath("go") === undefined ? "go is not on the PATH" : undefined,
  "docs/rbac.md says what is found today in the roles of well-known add-ons",
  () => {
    const page = readFileSync(join(__dirname, "..", "..", "docs", "rbac.md"), "utf8");
    const table = measureAddons();
    expect(table.length).toBeGreaterThan(10);
    expect(page).toContain(table.join("\n"));
  },
);
