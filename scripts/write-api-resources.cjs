// Writes lib/rbac/api-resources/written.ts: the resources that API servers of Kubernetes know. Reads, from standard input, a JSON list of
// what their discovery says (`kubectl get --raw /api/v1`, and the same of every version of every group under /apis), of as many
// servers as one likes. test/range/rbac-versions.test.ts compares the file with servers that it starts.
"use strict";
const { execFileSync } = require("node:child_process");
const { readFileSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

const target = join(__dirname, "..", "lib", "rbac", "api-resources", "written.ts");
const groups = new Map();
for (const { groupVersion, resources } of JSON.parse(readFileSync(0, "utf8"))) {
  const group = groupVersion.includes("/") ? groupVersion.split("/")[0] : "";
  const known = groups.get(group) ?? new Map();
  groups.set(group, known);
  for (const { name, singularName = "", shortNames = [], namespaced } of resources) {
    const [resource, sub] = name.split("/");
    const one = known.get(resource) ?? { namespaced, names: new Set(), subs: new Set() };
    known.set(resource, one);
    if (sub === undefined) {
      one.namespaced = namespaced;
      for (const other of [singularName, ...shortNames]) if (other !== "" && other !== resource) one.names.add(other);
    } else one.subs.add(sub);
  }
}
const plainly = (a, b) => (a < b ? -1 : 1);
const entries = [...groups]
  .sort(([a], [b]) => plainly(a, b))
  .map(([group, known]) => [
    group,
    [...known]
      .sort(([a], [b]) => plainly(a, b))
      .map(([resource, { namespaced, names, subs }]) =>
        [
          `${resource} ${namespaced ? "in namespaces" : "of the cluster"}`,
          ...(names.size > 0 ? [`also ${[...names].sort().join(" ")}`] : []),
          ...(subs.size > 0 ? [`with ${[...subs].sort().join(" ")}`] : []),
        ].join("; "),
      ),
  ]);

writeFileSync(
  target,
  `/**
 * Written by scripts/write-api-resources.cjs from what API servers of Kubernetes 1.35 and 1.37 say, with every API on that they have: the
 * groups, the resources in them, other names of each, and its sub-resources.
 */
export const WRITTEN_RESOURCES: Readonly<Record<string, readonly string[]>> = ${JSON.stringify(Object.fromEntries(entries), undefined, 2)};
`,
);
execFileSync(process.execPath, [require.resolve("@biomejs/biome/bin/biome"), "format", "--write", target]);
