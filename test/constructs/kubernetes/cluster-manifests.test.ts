import { App, ApiObject, Chart, JsonPatch } from "cdk8s";
import { stringify } from "yaml";
import { payments, plant, store } from "../../../apps/fleet/clusters";
import {
  ClusterChart,
  ImagesByDigest,
  LogForwarder,
  OwnPersonaRole,
  PersonaBindings,
  PersonaRole,
  TenantNamespace,
} from "../../../lib/constructs/kubernetes";
import type { ClusterSpec } from "../../../lib/spec/cluster-spec";
import { defineCluster } from "../../../lib/spec/define-cluster";
import { InvalidCluster } from "../../../lib/spec/invalid-cluster";
import { oidcUser } from "../../../lib";
import { paymentsInput } from "../../example-clusters";
import { expectGolden } from "../../golden";
import { plantInput } from "../../plant-cluster";

interface Written {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Record<string, string> };
  readonly rules?: readonly { readonly apiGroups: string[]; readonly resources: string[]; readonly verbs: string[] }[];
}

const quota = { cpu: "4", memory: "8Gi", pods: 20 };
const tenant = { name: "payments", quota };

/** A description of which a test changes the tenants and the access. */
function clusterWith(
  tenants: readonly string[],
  viewers: readonly (readonly [group: string, ...namespaces: string[]])[],
): ClusterSpec {
  return defineCluster({
    name: "plant-berlin",
    baseline: 1,
    kubernetesVersion: "1.36",
    profile: {
      kind: "data-center",
      apiServerName: "api.example.com",
      controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
      nodeRanges: ["10.40.0.0/24"],
    },
    apiServer: { reachableFrom: [] },
    authentication: {
      methods: [
        {
          method: "oidc",
          issuer: "https://login.example.com",
          clientId: "kubernetes",
          mfa: { dialect: "amr", values: ["mfa"] },
        },
        { method: "client-certificate" },
      ],
    },
    access: [
      ...viewers.map(
        ([group, ...namespaces]) => ({ who: { method: "oidc", group }, persona: "viewer", namespaces }) as const,
      ),
      { who: { method: "oidc", group: "sre" }, persona: "recovery" },
      { who: { method: "client-certificate", group: "recovery" }, persona: "recovery" },
    ],
    tenants: tenants.map((name) => ({ name, quota })),
  });
}

function chartOf(spec: ClusterSpec): readonly Written[] {
  return new ClusterChart(new App(), spec.name, { spec }).toJson();
}

/** Every object by its place in the program and its identity in the cluster. */
function addressesOf(spec: ClusterSpec): readonly string[] {
  const chart = new ClusterChart(new App(), spec.name, { spec });
  return chart.node
    .findAll()
    .filter((node) => ApiObject.isApiObject(node))
    .map((object) => `${object.node.path} -> ${identity(object.toJson())}`);
}

function identity({ kind, metadata }: Written): string {
  return [kind, metadata.namespace, metadata.name].filter((part) => part !== undefined).join("/");
}

test("the addresses of the example clusters are as in the golden file", () => {
  expectGolden(
    "addresses/manifests.txt",
    `${[...addressesOf(payments), ...addressesOf(plant), ...addressesOf(store)].join("\n")}\n`,
  );
});

test("a namespace is applied before what stands in it, and the admission policy before all", () => {
  const identities = chartOf(payments).map(identity);
  expect(identities[0]).toBe("ValidatingAdmissionPolicy/images-by-digest");
  const namespaces: string[] = [];
  for (const object of chartOf(payments)) {
    if (object.kind === "Namespace") namespaces.push(object.metadata.name);
    if (object.metadata.namespace !== undefined) expect(namespaces).toContain(object.metadata.namespace);
  }
});

test("the order of tenants and of access changes no byte", () => {
  const one = clusterWith(
    ["a", "b", "c"],
    [
      ["dev", "a", "c"],
      ["audit", "b"],
    ],
  );
  const other = clusterWith(
    ["c", "a", "b"],
    [
      ["audit", "b"],
      ["dev", "c", "a"],
    ],
  );
  expect(stringify(chartOf(other))).toBe(stringify(chartOf(one)));
});

test("a new tenant and a new viewer change no other object's address or content", () => {
  const before = chartOf(clusterWith(["b", "d"], [["dev", "b"]]));
  const after = chartOf(
    clusterWith(
      ["a", "b", "c", "d"],
      [
        ["dev", "b"],
        ["newcomer", "c"],
      ],
    ),
  );
  const byIdentity = new Map(after.map((object) => [identity(object), object]));
  for (const object of before) expect(byIdentity.get(identity(object))).toEqual(object);

  const addresses = addressesOf(
    clusterWith(
      ["a", "b", "c", "d"],
      [
        ["dev", "b"],
        ["newcomer", "c"],
      ],
    ),
  );
  expect(addresses).toEqual(expect.arrayContaining([...addressesOf(clusterWith(["b", "d"], [["dev", "b"]]))]));
});

test("a cluster without tenants still has its admission policies and its way to recover", () => {
  const kinds = chartOf(clusterWith([], [])).map(({ kind }) => kind);
  // The persona and its binding, what the API server may ask kubelets, and who decides on requests for certificates and who asks.
  expect([...kinds.slice(-7)].sort()).toEqual([
    ...["ClusterRole", "ClusterRole", "ClusterRole"],
    ...["ClusterRoleBinding", "ClusterRoleBinding", "ClusterRoleBinding", "ClusterRoleBinding"],
  ]);
  const policies = kinds.filter((kind) => kind === "ValidatingAdmissionPolicy");
  const bindings = kinds.filter((kind) => kind === "ValidatingAdmissionPolicyBinding");
  expect(policies.length).toBe(19);
  expect(bindings.length).toBe(policies.length);
  expect(kinds).toHaveLength(policies.length + bindings.length + 7);
});

test("no two objects of a chart are the same object of the cluster", () => {
  for (const spec of [payments, plant]) {
    const identities = chartOf(spec).map(identity);
    expect(new Set(identities).size).toBe(identities.length);
  }
});

test("refuses every wildcard and every right that leads further, in all roles that are written", () => {
  const roles = [payments, plant].flatMap(chartOf).filter(({ kind }) => kind === "Role" || kind === "ClusterRole");
  expect(roles.length).toBeGreaterThanOrEqual(4);
  const forbidden =
    /\*|^(secrets|pods\/exec|pods\/attach|pods\/portforward|nodes\/.*|serviceaccounts\/token|escalate|bind|impersonate)$/;
  for (const { rules } of roles) {
    expect(
      (rules ?? [])
        .flatMap(({ apiGroups, resources, verbs }) => [...apiGroups, ...resources, ...verbs])
        .filter((word) => forbidden.test(word)),
    ).toEqual([]);
  }
});

test("every binding has subjects of a known origin, and none of them belongs to Kubernetes", () => {
  const bindings = [payments, plant].flatMap(chartOf).filter(({ kind }) => kind.endsWith("RoleBinding"));
  const subjects = bindings.flatMap(
    (binding) => (binding as Written & { subjects: { kind: string; name: string }[] }).subjects,
  );
  expect(subjects.map(({ name }) => name).sort()).toEqual([
    "cert:plant-recovery",
    "metrics",
    "oidc:payments-dev",
    "oidc:payments-engineers",
    "oidc:plant-operators",
    "oidc:plant-platform",
    "oidc:plant-platform",
    "oidc:security-audit",
    "portcullis:break-glass",
    "portcullis:break-glass",
    "portcullis:certificate-approver",
    "portcullis:kubelet-client",
    "portcullis:recovery",
  ]);
  expect(subjects.filter(({ kind }) => kind !== "Group").map(({ kind, name }) => `${kind} ${name}`)).toEqual([
    "ServiceAccount metrics",
  ]);
});

test("a persona of one's own is written with its rules and its reason, and bound where the grant says", () => {
  const rules = [{ apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["patch"] }];
  const spec = defineCluster({
    ...plantInput(),
    access: [
      ...(plantInput().access ?? []),
      { who: oidcUser("alice@example.com"), persona: { own: "night-shift" }, namespaces: ["telemetry"] },
    ],
    personas: [
      {
        name: "night-shift",
        why: "scales down what nobody uses at night",
        heldBy: "people",
        reach: "namespaces",
        rules,
      },
    ],
  });
  const written = chartOf(spec).filter(({ metadata }) => metadata.name === "portcullis:own:night-shift");
  expect(written.map(identity)).toEqual([
    "ClusterRole/portcullis:own:night-shift",
    "RoleBinding/telemetry/portcullis:own:night-shift",
  ]);
  expect(written[0]).toMatchObject({
    rules,
    metadata: { annotations: { "portcullis.dev/why": "scales down what nobody uses at night" } },
  });
  expect(written[1]).toMatchObject({ subjects: [{ kind: "User", name: "oidc:alice@example.com" }] });
});

test("refuses a persona of one's own that was loosened behind the description's back", () => {
  const app = new App();
  const chart = new Chart(app, "team");
  const rules = [{ apiGroups: [""], resources: ["secrets"], verbs: ["get"] }];
  new OwnPersonaRole(chart, "loose", {
    persona: { name: "loose", why: "nobody knows why", heldBy: "people", reach: "namespaces", rules },
  });
  expect(() => app.synthYaml()).toThrow("no-wildcard-roles");
});

describe("alone in a team's chart", () => {
  test("bindings are refused for a description that nobody checked", () => {
    const chart = new Chart(new App(), "team");
    expect(() => new PersonaBindings(chart, "bindings", { spec: structuredClone(payments) })).toThrow(
      /not a checked description/,
    );
  });

  test("a tenant's namespace brings all that closes it, and its handles change it", () => {
    const chart = new Chart(new App(), "team");
    const own = new TenantNamespace(chart, "ours", { tenant, kubernetesVersion: "1.35" });
    own.quota.addJsonPatch(JsonPatch.replace("/spec/hard/services", "300"));
    const written: readonly Written[] = chart.toJson();
    expect(written.map(identity)).toEqual([
      "Namespace/payments",
      "NetworkPolicy/payments/default-deny",
      "NetworkPolicy/payments/allow-dns",
      "ResourceQuota/payments/tenant-quota",
      "LimitRange/payments/tenant-limits",
      "ServiceAccount/payments/default",
    ]);
    expect(written.find(({ kind }) => kind === "ResourceQuota")).toHaveProperty(["spec", "hard", "services"], "300");
  });

  test("two tenants, a policy and a role stand in one chart beside the team's own objects", () => {
    const chart = new Chart(new App(), "team");
    new ApiObject(chart, "own", { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "own", namespace: "team" } });
    new TenantNamespace(chart, "a", { tenant: { ...tenant, name: "a" }, kubernetesVersion: "1.34" });
    new TenantNamespace(chart, "b", { tenant: { ...tenant, name: "b" }, kubernetesVersion: "1.34" });
    new ImagesByDigest(chart, "images");
    new PersonaRole(chart, "viewer", { persona: "viewer" });
    expect(chart.toJson().map(({ kind }: Written) => kind)).toEqual(
      expect.arrayContaining(["ConfigMap", "Namespace", "ValidatingAdmissionPolicy", "ClusterRole"]),
    );
  });

  test("a chart's default namespace and labels reach neither our namespaces nor what belongs to the whole cluster", () => {
    const chart = new Chart(new App(), "team", {
      namespace: "team",
      labels: { "portcullis.dev/tenant": "other", team: "a" },
    });
    new TenantNamespace(chart, "ours", { tenant, kubernetesVersion: "1.35" });
    new ImagesByDigest(chart, "images");
    new PersonaRole(chart, "recovery", { persona: "recovery" });
    const written: readonly Written[] = chart.toJson();
    for (const { kind, metadata } of written) {
      const inNamespace = ["NetworkPolicy", "ResourceQuota", "LimitRange", "ServiceAccount"].includes(kind);
      expect([kind, metadata.namespace]).toEqual([kind, inNamespace ? "payments" : undefined]);
    }
    expect(written[0]?.metadata.labels).toMatchObject({ "portcullis.dev/tenant": "payments", team: "a" });
  });

  test.each([
    ["the control plane's namespace", { ...tenant, name: "kube-system" }, "tenant.name"],
    ["a name that is none", { ...tenant, name: "../other" }, "tenant.name"],
    ["an amount that is none", { ...tenant, quota: { ...quota, cpu: "many" } }, "tenant.quota.cpu"],
    ["a token for an amount", { ...tenant, quota: { ...quota, memory: `\${var.memory}` } }, "tenant.quota.memory"],
    ["an unknown key", { ...tenant, qouta: quota }, "tenant.qouta"],
  ])("refuses %s as strictly as a description does", (_, wrong, path) => {
    const chart = new Chart(new App(), "team");
    const make = () => new TenantNamespace(chart, "ours", { tenant: wrong, kubernetesVersion: "1.35" });
    expect(make).toThrow(
      expect.objectContaining({ name: InvalidCluster.name, issues: [expect.objectContaining({ path })] }),
    );
  });

  test("refuses a version that no label could be pinned to", () => {
    const chart = new Chart(new App(), "team");
    const make = () => new TenantNamespace(chart, "ours", { tenant, kubernetesVersion: "latest" as "1.35" });
    expect(make).toThrow(/kubernetesVersion/);
  });
});

describe("pods that forward", () => {
  const inNamespace = chartOf(payments).filter(
    ({ metadata }) => metadata.namespace === "portcullis-logs" || metadata.name === "portcullis-logs",
  );

  test.each(["Namespace", "ConfigMap", "DaemonSet", "NetworkPolicy/allow-aggregator"])(
    "%s is as the golden says",
    (which) => {
      const [kind, name] = which.split("/");
      const found = inNamespace.filter(
        (object) => object.kind === kind && (name === undefined || object.metadata.name === name),
      );
      expect(found).toHaveLength(1);
      expectGolden(`manifests/log-forwarder/${(name ?? kind ?? "").toLowerCase()}.yaml`, stringify(found[0]));
    },
  );

  test("bring no secret, and none of them has a token", () => {
    expect(inNamespace.map(({ kind }) => kind)).not.toContain("Secret");
    const text = JSON.stringify(inNamespace);
    expect(text).not.toMatch(/BEGIN |password/);
    expect(text).not.toContain('"automountServiceAccountToken":true');
  });

  test("are not there where nothing is forwarded, nor where machines forward by a service of their own", () => {
    for (const spec of [clusterWith(["a"], []), plant, store])
      expect(chartOf(spec).map(({ kind }) => kind)).not.toContain("DaemonSet");
  });

  test("refuses a description that forwards nothing by pods", () => {
    const chart = new Chart(new App(), "logs");
    expect(() => new LogForwarder(chart, "forwarder", { spec: plant })).toThrow(/logs\.forwardTo\.pods is missing/);
  });
});

describe("a cluster in EKS Auto Mode", () => {
  const spec = defineCluster({
    ...paymentsInput(),
    profile: { kind: "cloud", region: "eu-central-1", autoMode: { serviceRange: "172.30.0.0/16" } },
  });

  test("turns network policies on, and lets tenants ask the one address that answers for names", () => {
    const own = chartOf(spec).filter(({ metadata }) => ["amazon-vpc-cni", "allow-dns-address"].includes(metadata.name));
    expectGolden("manifests/auto-mode-network.yaml", own.map((object) => stringify(object)).join("---\n"));
    expect(JSON.stringify(own)).toContain("172.30.0.10/32");
  });

  test("is refused once the switch is off, or says more than that", () => {
    const refused = (patch: ReturnType<typeof JsonPatch.replace>) => {
      const app = new App();
      const chart = new ClusterChart(app, spec.name, { spec });
      const [config] = chart.node.findAll().filter((node) => ApiObject.isApiObject(node) && node.kind === "ConfigMap");
      (config as ApiObject).addJsonPatch(patch);
      return () => app.synthYaml();
    };
    const data = "/data/enable-network-policy-controller";
    expect(refused(JsonPatch.replace(data, "false"))).toThrow("[network-policy-enforced]");
    expect(refused(JsonPatch.add("/data/enable-windows-ipam", "true"))).toThrow("[known-shapes]");
  });

  test("has nothing of it on managed nodes", () => {
    expect(chartOf(defineCluster(paymentsInput())).map(({ metadata }) => metadata.name)).not.toContain(
      "amazon-vpc-cni",
    );
  });
});

describe("a cluster whose tenants' workloads have roles in AWS", () => {
  const identity = (namespace: string) => ({
    namespace,
    serviceAccount: "reports",
    why: "writes the reports of the night",
    may: [{ actions: ["s3:PutObject"], resources: ["arn:aws:s3:::reports/*"] }],
  });
  const input = paymentsInput();
  const spec = defineCluster({
    ...input,
    profile: { ...input.profile, autoMode: {}, podIdentities: [identity("payments")] },
    tenants: [...(input.tenants ?? []), { name: "billing", quota }],
  });

  test("lets the pods of these tenants, and of no other, ask the agent on their node for credentials", () => {
    const own = chartOf(spec).filter(({ metadata }) => metadata.name === "allow-pod-identity");
    expectGolden("manifests/tenant-allow-pod-identity.yaml", own.map((object) => stringify(object)).join("---\n"));
  });

  test("is refused once the exception is for more than the agent", () => {
    const app = new App();
    const chart = new ClusterChart(app, spec.name, { spec });
    const policy = chart.node
      .findAll()
      .filter(ApiObject.isApiObject)
      .find(({ metadata }) => metadata.name === "allow-pod-identity");
    policy?.addJsonPatch(JsonPatch.replace("/spec/egress/0/to/0/ipBlock/cidr", "0.0.0.0/0"));
    expect(() => chart.toJson()).toThrow("[hardened-namespace]");
  });
});
