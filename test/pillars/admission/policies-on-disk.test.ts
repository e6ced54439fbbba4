import { readPoliciesOnDisk } from "../../../lib/guardrails/readers/machine/read-policies-on-disk";
import { admissionConfiguration } from "../../../lib/pillars/admission/admission-plugins";
import { policiesOnDisk } from "../../../lib/pillars/admission/policies-on-disk";
import { edgeUserData } from "../../../lib/constructs/machines/edge/edge-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { POLICIES_OF_EVERY_CLUSTER, POLICIES_WITH_A_PARAMETER } from "../../../lib/guardrails/reviewed-policies";
import { ADMISSION_POLICIES_TOGETHER } from "../../../lib/guardrails/rules/admission-policies-together";
import { plantCluster } from "../../plant-cluster";
import { storeCluster } from "../../store-cluster";

interface Item {
  readonly kind: string;
  readonly metadata: { readonly name: string };
  readonly spec: { readonly paramKind?: unknown; readonly paramRef?: unknown; readonly policyName?: string };
}

const itemsOf = (change: Parameters<typeof plantCluster>[0] = {}): readonly Item[] =>
  policiesOnDisk(plantCluster({ kubernetesVersion: "1.37", ...change })).flatMap(
    ({ content }) => (content as unknown as { readonly items: readonly Item[] }).items,
  );
const namesOf = (items: readonly Item[]) =>
  items.filter(({ kind }) => kind.endsWith("Policy")).map(({ metadata }) => metadata.name);

describe("policies on disk", () => {
  test("carry names that the API takes from nobody, and each has its binding beside it", () => {
    const items = itemsOf();
    expect(items.every(({ metadata }) => metadata.name.endsWith(".static.k8s.io"))).toBe(true);
    expect(items.flatMap(({ spec }) => spec.policyName ?? [])).toEqual(namesOf(items));
  });

  test("are those that take no parameter, for the API server does not start with others", () => {
    expect(itemsOf().filter(({ spec }) => spec.paramKind !== undefined || spec.paramRef !== undefined)).toEqual([]);
    expect(namesOf(itemsOf()).filter((name) => /-present/.test(name))).toEqual([]);
    expect(namesOf(itemsOf())).toContain("no-master-bindings.static.k8s.io");
  });

  test("are without what only warns for a while", () => {
    const window = { from: "2026-12-01T08:00:00Z", until: "2027-01-31T18:00:00Z", why: "teams move to digests" };
    const warnOnly = [{ policy: "images-by-digest", ...window }] as const;
    const names = namesOf(itemsOf({ admission: { warnOnly } }));
    expect(namesOf(itemsOf()).filter((name) => !names.includes(name))).toEqual(["images-by-digest.static.k8s.io"]);
  });

  test.each(["1.34", "1.35", "1.36"] as const)("are not written for %s, which reads none", (kubernetesVersion) => {
    const spec = plantCluster({ kubernetesVersion });
    expect(policiesOnDisk(spec)).toEqual([]);
    expect(JSON.stringify(admissionConfiguration(spec))).not.toContain("staticManifestsDir");
  });
});

describe("what stands on disk is judged", () => {
  const file = {
    path: "/etc/kubernetes/portcullis/api-server/policies/policies.yaml",
    place: { document: "machine", path: "policies.yaml" },
    ours: true,
  } as unknown as Parameters<typeof readPoliciesOnDisk>[1];
  const read = (items: readonly unknown[]) => readPoliciesOnDisk({ apiVersion: "v1", kind: "List", items }, file);

  test("like the policies of the API", () => {
    const facts = read(itemsOf());
    expect(facts.filter(({ kind }) => kind !== "admission-policy")).toEqual([]);
    const [first] = facts;
    expect(first).toMatchObject({ name: "images-by-digest", bindings: [{ actions: ["Deny", "Audit"] }] });
  });

  test.each([
    ["a name that the API gives to anybody", { metadata: { name: "images-by-digest" } }],
    ["an object of another kind", { kind: "ConfigMap", apiVersion: "v1" }],
    ["a policy that changes objects", { kind: "MutatingAdmissionPolicy" }],
  ])("refuses %s", (_, change) => {
    const [policy] = itemsOf();
    expect(read([{ ...policy, ...change }]).map(({ kind }) => kind)).toEqual(["unknown-shape", "unknown-shape"]);
  });

  test("refuses a binding whose policy is not there", () => {
    const [, binding] = itemsOf();
    expect(read([binding]).map(({ kind }) => kind)).toEqual(["unknown-shape", "unknown-shape"]);
  });

  test("refuses a file that holds none of them", () => {
    expect(read([])).toEqual([
      expect.objectContaining({ kind: "unknown-shape", what: expect.stringContaining("policies.yaml") }),
    ]);
  });

  const missingOf = (items: readonly Item[]) =>
    read(items).flatMap((fact) => {
      if (fact.kind !== "admission-policy") return [];
      const verdict = ADMISSION_POLICIES_TOGETHER.judge(fact);
      return verdict.verdict === "fail" ? verdict.faults.map(({ message }) => message) : [];
    });

  test("refuses a file from which a policy was taken out", () => {
    expect(missingOf(itemsOf())).toEqual([]);
    for (const name of POLICIES_OF_EVERY_CLUSTER.filter((one) => !POLICIES_WITH_A_PARAMETER.includes(one))) {
      const others = itemsOf().filter(({ metadata }) => metadata.name !== `${name}.static.k8s.io`);
      expect(missingOf(others)).toEqual([`the policy ${name} is missing`]);
    }
  });

  test("lets be missing what warns for a while, with its reason, and refuses any other window", () => {
    const window = { from: "2026-12-01T08:00:00Z", until: "2027-01-31T18:00:00Z", why: "teams: their charts" };
    const warnOnly = [
      { policy: "read-only-root", ...window },
      { policy: "images-by-digest", ...window },
    ] as const;
    const items = itemsOf({ admission: { warnOnly } });
    expect(missingOf(items)).toEqual([]);
    const said = JSON.stringify(items);
    expect(said).toContain(
      '"portcullis.dev/warns-only.read-only-root":"2026-12-01T08:00:00Z to 2027-01-31T18:00:00Z: teams: their charts"',
    );
    for (const [from, to] of [
      ["2027-01-31T18:00:00Z: teams", "2028-01-31T18:00:00Z: teams"],
      ["Z: teams: their charts", "Z: "],
      ["warns-only.read-only-root", "warns-only.something"],
    ] as const) {
      const changed = JSON.parse(said.replaceAll(from, to)) as readonly Item[];
      expect(missingOf(changed)).toEqual([expect.stringContaining("the policy read-only-root is missing")]);
    }
  });

  const machine = edgeUserData(storeCluster({ kubernetesVersion: "1.37" }));
  const findingsOf = (content: string) =>
    judge([{ kind: "machine", name: "store", content }]).findings.map(({ rule }) => rule);

  test("on the machine that it is written for", () => {
    expect(findingsOf(machine)).toEqual([]);
  });

  test.each([
    ["a policy that only records", "- Deny\n", "", "admission-policy-enforced"],
    ["an image with any ending", "@sha256:[a-f0-9]{64}$", ".*", "admission-policy-as-reviewed"],
    ["a name that is another policy's", "no-work-in-default.static", "no-work.static", "known-shapes"],
  ])("refuses %s", (_, from, to, rule) => {
    const start = machine.indexOf("images-by-digest.static.k8s.io");
    const [before, after] = [machine.slice(0, start), machine.slice(start)];
    expect(after).toContain(from.trim());
    const changed = after.replace(from === "- Deny\n" ? /\s+- Deny(?=\n)/ : from, to);
    expect(changed).not.toBe(after);
    expect(findingsOf(before + changed)).toContain(rule);
  });
});
