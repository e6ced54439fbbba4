import { personaRole } from "../../../lib/pillars/authorization/persona-role";
import type { PolicyRule } from "../../../lib/pillars/authorization/policy-rule";
import { tenantDefaultAccount } from "../../../lib/pillars/authorization/tenant-default-account";
import type { Persona } from "../../../lib/spec/access-spec";
import { PERSONA_FACTS, PERSONAS } from "../../../lib/spec/persona-facts";
import { expectGolden } from "../../golden";
import { personaTable } from "./persona-table";

function rulesOf(persona: Persona): readonly PolicyRule[] {
  const { rules } = personaRole(persona).object as unknown as { rules: readonly PolicyRule[] };
  return rules;
}

/** One line a grant, sorted: `apps/deployments: get`. */
function grantsOf(persona: Persona): readonly string[] {
  return rulesOf(persona)
    .flatMap(({ apiGroups, resources, verbs }) =>
      apiGroups.flatMap((group) =>
        resources.flatMap((resource) => verbs.map((verb) => `${group}/${resource}: ${verb}`)),
      ),
    )
    .sort();
}

test.each(PERSONAS)("what %s may do is as in the golden file", (persona) => {
  expectGolden(`manifests/persona-${persona}.txt`, `${grantsOf(persona).join("\n")}\n`);
});

test.each(PERSONAS)("the role of %s is named after it and collects no other role's rules", (persona) => {
  const { object } = personaRole(persona);
  expect(object.metadata).toEqual({ name: `portcullis:${persona}` });
  expect(object).not.toHaveProperty("aggregationRule");
});

/** The grants that lead to more than they say, for everybody but those who are named. */
const DANGEROUS: readonly (readonly [what: string, sign: RegExp, ...but: Persona[]])[] = [
  ["everything of a kind", /\*/],
  ["secrets", /^\/secrets/],
  ["what programs print, tokens among it", /^\/pods\/log/, "developer"],
  ["what teams put into ConfigMaps, passwords among it", /^\/configmaps/, "developer"],
  ["to enter a pod", /^\/pods\/(exec|attach|portforward|ephemeralcontainers|proxy)/],
  ["the kubelet", /^\/nodes\//],
  ["tokens of workloads", /^\/serviceaccounts\/token/],
  ["to raise its own rights", /: (escalate|bind|impersonate(-on)?(:.*)?|approve|sign|attest)$/],
  ["roles and bindings", /^rbac\.authorization\.k8s\.io\//, "auditor"],
  ["certificates", /^certificates\.k8s\.io\//, "auditor"],
  ["admission", /^admissionregistration\.k8s\.io\//, "auditor"],
  ["to make or change anything but replicas", /(?<!\/scale): (create|update|patch|deletecollection)$/, "operator"],
  ["to change replicas", /\/scale: (update|patch)$/, "developer", "operator"],
  ["to delete anything but pods", /(?<!^\/pods): delete$/],
];

test.each(
  PERSONAS.flatMap((persona) =>
    DANGEROUS.filter(([, , ...but]) => !but.includes(persona)).map(([what, sign]) => [persona, what, sign] as const),
  ),
)("refuses %s: %s", (persona, _, sign) => {
  expect(grantsOf(persona).filter((grant) => sign.test(grant))).toEqual([]);
});

test("refuses operator every write but evictions and replicas, and auditor every write", () => {
  const writes = (persona: Persona) => grantsOf(persona).filter((grant) => !/: (get|list|watch)$/.test(grant));
  expect(writes("auditor")).toEqual([]);
  expect(writes("operator")).toEqual([
    "/pods/eviction: create",
    "/pods: delete",
    "apps/deployments/scale: patch",
    "apps/deployments/scale: update",
    "apps/statefulsets/scale: patch",
    "apps/statefulsets/scale: update",
  ]);
});

test("the table of all personas is as in the golden file", () => {
  expectGolden(
    "manifests/persona-table.txt",
    `${personaTable()
      .map((row) => row.join(" | "))
      .join("\n")}\n`,
  );
});

test.each(PERSONAS.flatMap((persona) => PERSONA_FACTS[persona].contains.map((other) => [persona, other] as const)))(
  "%s holds every right of %s, so that both together would contradict",
  (persona, other) => {
    expect(grantsOf(persona)).toEqual(expect.arrayContaining([...grantsOf(other)]));
  },
);

test.each(PERSONAS)("nothing in the role of %s is granted twice", (persona) => {
  expect(new Set(grantsOf(persona)).size).toBe(grantsOf(persona).length);
});

test("refuses viewer, auditor and watcher to delete anything, and everybody to delete anything but single pods", () => {
  const deletes = (persona: Persona) => grantsOf(persona).filter((grant) => grant.endsWith(": delete"));
  for (const persona of ["viewer", "auditor", "watcher"] as const) expect(deletes(persona)).toEqual([]);
  expect(deletes("recovery")).toEqual(["/pods: delete"]);
});

test("a viewer sees why a workload does not start", () => {
  expect(grantsOf("viewer")).toEqual(
    expect.arrayContaining([
      "/events: list",
      "/pods: get",
      "/resourcequotas: list",
      "apps/replicasets: get",
      "/namespaces: get",
    ]),
  );
});

test("recovery sees which node is down and replaces a pod that hangs", () => {
  expect(grantsOf("recovery")).toEqual(
    expect.arrayContaining(["/nodes: list", "/nodes: watch", "/pods: list", "/pods: delete"]),
  );
});

test("a pod that names no account gets no token", () => {
  const { object } = tenantDefaultAccount({ name: "payments", quota: { cpu: "1", memory: "1Gi", pods: 1 } });
  expect(object).toEqual({
    apiVersion: "v1",
    kind: "ServiceAccount",
    metadata: { name: "default", namespace: "payments" },
    automountServiceAccountToken: false,
  });
});
