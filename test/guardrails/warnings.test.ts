import { judge } from "../../lib/guardrails/judge";
import { manifests } from "../../lib/guardrails/fixtures/written";

/** Of access that ends at a moment, by what day it is judged. */
function warned(moment: string, asOf: string | undefined) {
  const second = String(Date.parse(moment) / 1000);
  const documents = manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: `portcullis:auditor:until-${second}`, labels: { "portcullis.dev/until": second } },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "portcullis:auditor" },
    subjects: [{ apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "oidc:visitor" }],
  });
  return judge(documents, { asOf, rules: [] }).warnings.map(({ what, reason }) => `${what}: ${reason}`);
}

const NAME = "portcullis:auditor:until-1796148000 ends 2026-12-01T18:00:00Z";

test("access that ended on an earlier day is warned of, with both moments", () => {
  expect(warned("2026-12-01T18:00:00Z", "2026-12-02")).toEqual([`${NAME}: that is past, as of 2026-12-02`]);
});

test("access that ends after more than a year is warned of", () => {
  expect(warned("2026-12-01T18:00:00Z", "2025-11-29")).toEqual([`${NAME}: that is more than a year from 2025-11-29`]);
});

test.each([
  ["today, of which nobody knows whether it is over", "2026-12-01"],
  ["within a year", "2025-11-30"],
  ["on no day that anybody said", undefined],
])("nothing is said of access that ends %s", (_, asOf) => {
  expect(warned("2026-12-01T18:00:00Z", asOf)).toEqual([]);
});
