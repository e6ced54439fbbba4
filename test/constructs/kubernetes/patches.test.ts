import { App, Chart } from "cdk8s";
import { type ClusterInput, defineCluster, InvalidCluster, type PatchInput } from "portcullis";
import { AdmissionPolicies, ClusterChart, TenantApiServer, TenantNamespace } from "portcullis/kubernetes";
import { expectRefused } from "portcullis/testing";
import { expectGolden } from "../../golden";
import { stringify } from "yaml";
import { plantInput } from "../../example-clusters";

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly annotations?: Readonly<Record<string, string>> };
  readonly spec: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
}

const reason = "one Service for each production line";
const QUOTA = { kind: "ResourceQuota", namespace: "telemetry", name: "tenant-quota" };
const IMAGES = { kind: "ValidatingAdmissionPolicy", name: "images-by-digest" };
type Operation = PatchInput["operations"][number];

function written(patches: readonly PatchInput[], more: Partial<ClusterInput> = {}): readonly Written[] {
  const spec = defineCluster({ ...plantInput(), ...more, patches } as ClusterInput);
  return new ClusterChart(new App(), spec.name, { spec }).toJson();
}

const patch = (target: PatchInput["target"], ...operations: readonly Operation[]): PatchInput => ({
  target,
  operations,
  reason,
});
const quotaIn = (objects: readonly Written[]) => objects.find(({ metadata }) => metadata.name === "tenant-quota");

function issuesOf(...patches: readonly PatchInput[]): readonly string[] {
  try {
    written(patches);
  } catch (error) {
    if (error instanceof InvalidCluster)
      return error.issues.map(({ code, path, expected, fix }) => `${code} ${path}: ${expected}; ${fix}`);
    throw error;
  }
  return [];
}

describe("refuses a patch", () => {
  test("of an object that nothing makes, and names the nearest", () => {
    const [issue] = issuesOf(patch({ ...QUOTA, name: "tenant-quotas" }, { op: "remove", path: "/spec" }));
    expect(issue).toContain("unresolved-name patches[0].target");
    expect(issue).toContain("did you mean ResourceQuota/telemetry/tenant-quota?");
  });

  test("of an object in another namespace, and of one whose namespace is missing", () => {
    const operation = { op: "remove", path: "/spec" } as const;
    expect(issuesOf(patch({ ...QUOTA, namespace: "other" }, operation))).toHaveLength(1);
    expect(issuesOf(patch({ kind: "ResourceQuota", name: "tenant-quota" }, operation))).toHaveLength(1);
  });

  test.each([
    ["replaces", { op: "replace", path: "/spec/hard/servics", value: "1" }],
    ["removes", { op: "remove", path: "/spec/hard/servics" }],
    ["tests", { op: "test", path: "/spec/hard/servics", value: "1" }],
    ["adds below", { op: "add", path: "/spec/hrd/services", value: "1" }],
    ["reaches into a text at", { op: "add", path: "/spec/hard/services/0", value: "1" }],
  ] as const)("that %s what is not there", (_, operation) => {
    const [issue] = issuesOf(patch(QUOTA, operation));
    expect(issue).toContain("unresolved-name patches[0].operations[0].path");
    expect(issue).toContain("a path that exists");
  });

  test("that copies from what is not there, or writes behind the end of a list", () => {
    expect(issuesOf(patch(QUOTA, { op: "copy", from: "/spec/none", path: "/spec/hard/a" }))[0]).toContain(
      "operations[0].from",
    );
    expect(issuesOf(patch(IMAGES, { op: "add", path: "/spec/validations/9", value: {} }))[0]).toContain(
      "operations[0].path",
    );
    expect(issuesOf(patch(IMAGES, { op: "remove", path: "/spec/validations/01" }))[0]).toContain("operations[0].path");
  });

  test("whose test fails, and says all that is wrong at once", () => {
    const issues = issuesOf(
      patch(QUOTA, { op: "test", path: "/spec/hard/services", value: "7" }),
      patch(QUOTA, { op: "remove", path: "/spec/none" }),
    );
    expect(issues.map((issue) => issue.split(":")[0])).toEqual([
      "not-allowed patches[0].operations[0]",
      "unresolved-name patches[1].operations[0].path",
    ]);
  });
});

describe("refuses, by the rules, a patch", () => {
  test.each([
    ["hardened-namespace", QUOTA, { op: "remove", path: "/spec/hard/pods" }],
    [
      "hardened-namespace",
      { kind: "NetworkPolicy", namespace: "telemetry", name: "default-deny" },
      { op: "add", path: "/spec/ingress", value: [{}] },
    ],
    [
      "hardened-namespace",
      { kind: "Namespace", name: "telemetry" },
      { op: "replace", path: "/metadata/labels/pod-security.kubernetes.io~1enforce", value: "baseline" },
    ],
    [
      "hardened-namespace",
      { kind: "ServiceAccount", namespace: "telemetry", name: "default" },
      { op: "replace", path: "/automountServiceAccountToken", value: true },
    ],
    [
      "hardened-namespace",
      { kind: "NetworkPolicy", namespace: "telemetry", name: "allow-dns" },
      { op: "remove", path: "/spec/egress/0/to" },
    ],
    [
      "no-wildcard-roles",
      { kind: "ClusterRole", name: "portcullis:viewer" },
      { op: "add", path: "/rules/-", value: { apiGroups: [""], resources: ["secrets"], verbs: ["get"] } },
    ],
    [
      "no-master-bindings",
      { kind: "ClusterRoleBinding", name: "portcullis:recovery" },
      {
        op: "add",
        path: "/subjects/-",
        value: { apiGroup: "rbac.authorization.k8s.io", kind: "Group", name: "system:authenticated" },
      },
    ],
    ["admission-policy-enforced", IMAGES, { op: "replace", path: "/spec/failurePolicy", value: "Ignore" }],
    [
      "admission-policy-as-reviewed",
      IMAGES,
      {
        op: "add",
        path: "/spec/matchConditions/-",
        value: { name: "not-mine", expression: "request.userInfo.username != 'oidc:me'" },
      },
    ],
    ["admission-policy-as-reviewed", IMAGES, { op: "remove", path: "/spec/validations/0" }],
    [
      "admission-policy-as-reviewed",
      { kind: "ValidatingAdmissionPolicy", name: "no-entering-pods" },
      { op: "replace", path: "/spec/validations/0/expression", value: "request.namespace != ''" },
    ],
    [
      "admission-policy-enforced",
      { kind: "ValidatingAdmissionPolicyBinding", name: "quota-present" },
      { op: "replace", path: "/spec/paramRef/parameterNotFoundAction", value: "Allow" },
    ],
    [
      "admission-policy-enforced",
      { kind: "ValidatingAdmissionPolicyBinding", name: "guards-stay" },
      { op: "add", path: "/spec/matchResources", value: { namespaceSelector: { matchLabels: { a: "b" } } } },
    ],
    [
      "admission-policy-as-reviewed",
      { kind: "ValidatingAdmissionPolicyBinding", name: "quota-present" },
      { op: "replace", path: "/spec/paramRef/name", value: "mine" },
    ],
  ] as const)("that %s forbids: %j", (rule, target, operation) => {
    expectRefused(() => written([patch(target, operation as Operation)]), rule);
  });
});

test("a patch changes its object, leaves the others as they are, and its reason stands in the object", () => {
  const before = written([]);
  const after = written([
    patch(
      QUOTA,
      { op: "test", path: "/spec/hard/services", value: "100" },
      { op: "replace", path: "/spec/hard/services", value: "300" },
    ),
    {
      ...patch(QUOTA, { op: "add", path: "/metadata/labels", value: { team: "line-4" } }),
      reason: "the label of the team",
    },
  ]);
  expect(quotaIn(after)?.spec.hard?.services).toBe("300");
  expect(quotaIn(after)?.metadata.annotations).toEqual({
    "portcullis.dev/patched": `${reason}; the label of the team`,
  });
  const others = (objects: readonly Written[]) => objects.filter((object) => object !== quotaIn(objects));
  expect(others(after)).toEqual(others(before));
  expectGolden("manifests/patched-quota.yaml", stringify(quotaIn(after)));
});

test("a patch cannot take its own reason away", () => {
  const after = written([
    patch(QUOTA, { op: "add", path: "/metadata/annotations", value: { "portcullis.dev/patched": "nothing" } }),
  ]);
  expect(quotaIn(after)?.metadata.annotations).toEqual({ "portcullis.dev/patched": reason });
});

describe("a tenant that needs the API server", () => {
  const tenants = [
    { name: "telemetry", quota: { cpu: "16", memory: "64Gi", pods: 120 }, needsApiServer: true },
  ] as const;

  test("reaches the control-plane machines on one port and nothing else of them", () => {
    const policies = written([], { tenants }).filter(({ kind }) => kind === "NetworkPolicy");
    expect(policies.map(({ metadata }) => metadata.name)).toEqual(["default-deny", "allow-dns", "allow-api-server"]);
    expectGolden("manifests/tenant-allow-api-server.yaml", stringify(policies[2]));
  });

  test("is refused where somebody widens its range to everything", () => {
    const target = { kind: "NetworkPolicy", namespace: "telemetry", name: "allow-api-server" };
    const operation = { op: "replace", path: "/spec/egress/0/to/0/ipBlock/cidr", value: "0.0.0.0/0" } as const;
    expectRefused(() => written([patch(target, operation)], { tenants }), "hardened-namespace");
  });

  test("refuses a way to no machine, which would be a way to all", () => {
    expect(() => new TenantApiServer(new Chart(new App(), "team"), "api", { tenant: "a", addresses: [] })).toThrow(
      "addresses is empty",
    );
  });
});

test("all policies stand alone in a team's chart, beside a tenant made by hand", () => {
  const chart = new Chart(new App(), "team");
  const { policies } = new AdmissionPolicies(chart, "admission", {
    platform: "kubeadm",
    registries: ["registry.example.com"],
  });
  new TenantNamespace(chart, "ours", {
    tenant: { name: "a", quota: { cpu: "4", memory: "8Gi", pods: 20 } },
    kubernetesVersion: "1.35",
  });
  new TenantApiServer(chart, "api", { tenant: "a", addresses: ["10.40.0.11", "fd00::11"] });
  const kinds: readonly string[] = chart.toJson().map(({ kind }: Written) => kind);
  expect(kinds.filter((kind) => kind === "ValidatingAdmissionPolicy")).toHaveLength(policies.size);
  expect(policies.size).toBe(18);
});
