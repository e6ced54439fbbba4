import { App } from "cdk8s";
import { fc, runs } from "../../property";
import { payments, plant } from "../../../apps/fleet/clusters";
import { ClusterChart } from "../../../lib/constructs/kubernetes";
import type { Fact } from "../../../lib/guardrails/facts/fact";
import { judge } from "../../../lib/guardrails/judge";
import { readKubernetesObjects } from "../../../lib/guardrails/readers/kubernetes-objects";
import { describeKinds, treatmentOf } from "../../../lib/guardrails/readers/kubernetes/kinds";
import { expectGolden } from "../../golden";

function read(...contents: readonly unknown[]): readonly Fact[] {
  const objects = contents.map((content) => ({ content }));
  return readKubernetesObjects([{ kind: "manifests", name: "chart", objects }], () => true);
}

function findings(contents: readonly unknown[], isOurs = (_path: string) => true): readonly string[] {
  const objects = contents.map((content, index) => ({ content, construct: `team/object-${index}` }));
  return judge([{ kind: "manifests", name: "chart", objects }], { isOurs }).findings.map(
    ({ rule, got }) => `${rule}: ${got}`,
  );
}

const pod = (spec: object = {}, container: object = {}) => ({
  containers: [{ name: "web", image: "registry.example.com/web", ...container }],
  ...spec,
});
const deployment = (spec: object = pod(), metadata: object = {}) => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "web", namespace: "shop", ...metadata },
  spec: {
    replicas: 2,
    selector: { matchLabels: { app: "web" } },
    template: { metadata: { labels: { app: "web" } }, spec },
  },
});
const object = (apiVersion: string, kind: string, more: object = {}) => ({
  apiVersion,
  kind,
  metadata: { name: "x", namespace: "shop" },
  ...more,
});
const clusterRole = (rules: unknown) => ({
  apiVersion: "rbac.authorization.k8s.io/v1",
  kind: "ClusterRole",
  metadata: { name: "reader" },
  rules,
});

describe("what is written for the example clusters", () => {
  const forEvery = ["namespace", "role", "role-binding", "admission-policy", "network-exception"];
  test.each([
    { name: payments.name, spec: payments, kinds: [...forEvery, "log-agent", "log-forwarder", "workload"] },
    { name: plant.name, spec: plant, kinds: forEvery },
  ])("passes for $name, to the last object", ({ spec, kinds }) => {
    const app = new App();
    const objects: unknown[] = new ClusterChart(app, spec.name, { spec }).toJson();
    expect(objects.length).toBeGreaterThan(8);
    expect(findings(objects)).toEqual([]);
    expect(new Set(read(...objects).map(({ kind }) => kind))).toEqual(new Set(kinds));
  });
});

describe("a team's ordinary workloads", () => {
  const ordinary = [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } },
    deployment(
      pod(
        {
          volumes: [
            { name: "tmp", emptyDir: {} },
            { name: "config", configMap: { name: "x" } },
          ],
          serviceAccountName: "web",
        },
        { ports: [{ containerPort: 8080 }], env: [{ name: "A", value: "1" }] },
      ),
    ),
    object("v1", "Service", { spec: { selector: { app: "web" }, ports: [{ port: 80, targetPort: 8080 }] } }),
    object("v1", "ConfigMap", { data: { "app.yaml": "a: 1" } }),
    object("v1", "ServiceAccount"),
    object("v1", "PersistentVolumeClaim", {
      spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "1Gi" } } },
    }),
    object("autoscaling/v2", "HorizontalPodAutoscaler", { spec: { maxReplicas: 5 } }),
    object("policy/v1", "PodDisruptionBudget", { spec: { minAvailable: 1 } }),
    object("networking.k8s.io/v1", "NetworkPolicy", {
      spec: { podSelector: { matchLabels: { app: "web" } }, ingress: [{ from: [{ podSelector: {} }] }] },
    }),
    object("batch/v1", "Job", {
      metadata: { name: "migrate", namespace: "shop" },
      spec: { template: { spec: pod({ restartPolicy: "Never" }) } },
    }),
    object("batch/v1", "CronJob", {
      metadata: { name: "night", namespace: "shop" },
      spec: { schedule: "0 3 * * *", jobTemplate: { spec: { template: { spec: pod() } } } },
    }),
    object("apps/v1", "StatefulSet", {
      metadata: { name: "db", namespace: "shop" },
      spec: { template: { spec: pod() } },
    }),
    object("rbac.authorization.k8s.io/v1", "Role", {
      metadata: { name: "ci", namespace: "shop" },
      rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "patch"] }],
    }),
    object("rbac.authorization.k8s.io/v1", "RoleBinding", {
      metadata: { name: "ci", namespace: "shop" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "Role", name: "ci" },
      subjects: [{ kind: "ServiceAccount", name: "ci", namespace: "shop" }],
    }),
    object("v1", "Secret", { metadata: { name: "filled-in-the-cluster", namespace: "shop" }, type: "Opaque" }),
  ];

  test("pass, all together", () => {
    expect(findings(ordinary, () => false)).toEqual([]);
  });

  test("pass in a list", () => {
    expect(findings([{ apiVersion: "v1", kind: "List", items: ordinary }], () => false)).toEqual([]);
  });
});

describe("what a team may not do next door either", () => {
  test.each<[string, readonly unknown[], RegExp]>([
    [
      "a load balancer",
      [object("v1", "Service", { spec: { type: "LoadBalancer" } })],
      /^cluster-internal-services: LoadBalancer/,
    ],
    [
      "a host port",
      [deployment(pod({}, { ports: [{ containerPort: 80, hostPort: 80 }] }))],
      /^pods-off-the-host: hostPort: 80/,
    ],
    [
      "an ephemeral container on the host",
      [
        object("v1", "Pod", {
          spec: pod({ ephemeralContainers: [{ name: "e", securityContext: { privileged: true } }] }),
        }),
      ],
      /^pods-off-the-host: privileged: e/,
    ],
    [
      "a Windows container as the host",
      [object("v1", "Pod", { spec: pod({ securityContext: { windowsOptions: { hostProcess: true } } }) })],
      /^pods-off-the-host: privileged/,
    ],
    [
      "cluster-admin",
      [
        object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", {
          roleRef: { kind: "ClusterRole", name: "cluster-admin" },
          subjects: [{ kind: "User", name: "u" }],
        }),
      ],
      /^no-master-bindings: cluster-admin/,
    ],
    [
      "a secret in a file",
      [object("v1", "Secret", { stringData: { password: "x" } })],
      /^known-shapes: Secret x with the keys password/,
    ],
    [
      "a token that does not expire",
      [object("v1", "Secret", { type: "kubernetes.io/service-account-token" })],
      /^known-shapes: Secret x of the type/,
    ],
    [
      "users of an EKS cluster",
      [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "aws-auth" } }],
      /^known-shapes: ConfigMap aws-auth/,
    ],
    [
      "configuration of Kubernetes itself",
      [{ apiVersion: "v1", kind: "ConfigMap", metadata: { name: "x", namespace: "kube-system" } }],
      /^known-shapes: ConfigMap kube-system\/x/,
    ],
    [
      "a door by an Ingress",
      [object("networking.k8s.io/v1", "Ingress")],
      /^known-shapes: kind Ingress of networking.k8s.io\/v1/,
    ],
    ["a door by the Gateway API", [object("gateway.networking.k8s.io/v1", "Gateway")], /^known-shapes: kind Gateway/],
    [
      "traffic to any address",
      [object("discovery.k8s.io/v1", "EndpointSlice", { addressType: "IPv4" })],
      /^known-shapes: kind EndpointSlice/,
    ],
    [
      "a part of the API for another server",
      [object("apiregistration.k8s.io/v1", "APIService")],
      /^known-shapes: kind APIService/,
    ],
    ["a webhook", [object("admissionregistration.k8s.io/v1", "MutatingWebhookConfiguration")], /^known-shapes/],
    [
      "a kind of somebody's own",
      [object("example.com/v1", "ConfigMap")],
      /^known-shapes: kind ConfigMap of example.com\/v1/,
    ],
    [
      "a known kind in a version that is not",
      [object("rbac.authorization.k8s.io/v1beta1", "ClusterRole")],
      /^known-shapes: kind ClusterRole of rbac.authorization.k8s.io\/v1beta1/,
    ],
    ["a chart that installs others", [object("helm.cattle.io/v1", "HelmChart")], /^known-shapes: kind HelmChart/],
    [
      "a disk of the node",
      [object("v1", "PersistentVolume", { spec: { hostPath: { path: "/" } } })],
      /^known-shapes: kind PersistentVolume/,
    ],
    [
      "a binding of a policy that is not here",
      [
        object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", {
          spec: { policyName: "other", validationActions: ["Deny"] },
        }),
      ],
      /^known-shapes/,
    ],
  ])("refuses %s", (_, contents, message) => {
    expect(findings(contents, () => false)).toContainEqual(expect.stringMatching(message));
  });

  test("names what a team may allow by its construct and by its own name, and gives a mistake no name", () => {
    const names = (content: unknown) =>
      readKubernetesObjects(
        [{ kind: "manifests", name: "chart", objects: [{ content, construct: "team/door" }] }],
        () => false,
      ).flatMap((fact) => (fact.kind === "unknown-shape" ? [fact.names] : []));
    expect(names(object("networking.k8s.io/v1", "Ingress"))).toEqual([["team/door", "Ingress/shop/x"]]);
    expect(names(clusterRole("everything"))).toEqual([[]]);
    expect(names("text")).toEqual([[]]);
  });
});

describe("charts that are applied to one cluster", () => {
  const chart = (name: string, contents: readonly unknown[]) => ({
    kind: "manifests" as const,
    name,
    objects: contents.map((content, index) => ({ content, construct: `${name}/object-${index}` })),
  });
  const cluster: readonly { kind: string; metadata: { name: string; namespace?: string } }[] = new ClusterChart(
    new App(),
    payments.name,
    { spec: payments },
  ).toJson();
  const beside = (...contents: readonly unknown[]) =>
    judge([chart("cluster", cluster), chart("team", contents)], { isOurs: (path) => path.startsWith("cluster/") });
  const named = (kind: string) => cluster.find((object) => object.kind === kind)?.metadata;
  const RBAC = "rbac.authorization.k8s.io/v1";
  const everything = {
    apiVersion: RBAC,
    kind: "ClusterRole",
    metadata: { name: "helper" },
    rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }],
  };

  test.each<[string, string, unknown]>([
    [
      "a policy that lets everything through in a tenant's namespace",
      "hardened-namespace",
      object("networking.k8s.io/v1", "NetworkPolicy", {
        metadata: { name: "open", namespace: "payments" },
        spec: { podSelector: {}, policyTypes: ["Ingress", "Egress"], ingress: [{}], egress: [{}] },
      }),
    ],
    [
      "a tenant's namespace again, without its level",
      "known-shapes",
      {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "payments", labels: { "pod-security.kubernetes.io/enforce": "privileged" } },
      },
    ],
    [
      "the admission policy again, without its teeth",
      "known-shapes",
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicy",
        metadata: named("ValidatingAdmissionPolicy"),
        spec: { failurePolicy: "Ignore", validations: [{ expression: "true" }] },
      },
    ],
    [
      "its binding again, with another action",
      "known-shapes",
      {
        apiVersion: "admissionregistration.k8s.io/v1",
        kind: "ValidatingAdmissionPolicyBinding",
        metadata: named("ValidatingAdmissionPolicyBinding"),
        spec: { policyName: "images-by-digest", validationActions: ["Audit"] },
      },
    ],
    [
      "a persona's role again, with more in it",
      "known-shapes",
      { ...everything, metadata: { name: "portcullis:viewer" } },
    ],
    [
      "a tenant's quota again, and bigger",
      "known-shapes",
      { apiVersion: "v1", kind: "ResourceQuota", metadata: named("ResourceQuota"), spec: { hard: { pods: "100000" } } },
    ],
  ])("refuses %s", (_, rule, content) => {
    expect(beside(content).findings).toContainEqual(expect.objectContaining({ rule }));
  });

  test("refuses a binding whose role, as good as a master key, stands in another chart", () => {
    const bound = object(RBAC, "ClusterRoleBinding", {
      metadata: { name: "helpers" },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: "helper" },
      subjects: [{ kind: "Group", name: "oidc:all" }],
    });
    for (const order of [
      [chart("a", [everything]), chart("b", [bound])],
      [chart("b", [bound]), chart("a", [everything])],
    ]) {
      const { findings: found } = judge(order, { isOurs: () => false });
      expect(found).toMatchObject([{ rule: "no-master-bindings", place: { document: "b", construct: "b/object-0" } }]);
    }
  });

  const gathered = (labels: object) => ({
    ...everything,
    metadata: { name: "helper" },
    rules: [],
    aggregationRule: { clusterRoleSelectors: [{ matchLabels: labels }] },
  });
  const bindingOf = (kind: string, name: string, namespace?: string) =>
    object(RBAC, namespace === undefined ? "ClusterRoleBinding" : "RoleBinding", {
      metadata: { name: "helpers", ...(namespace === undefined ? {} : { namespace }) },
      roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
      subjects: [{ kind: "Group", name: "oidc:all" }],
    });

  test.each<readonly [string, readonly unknown[]]>([
    [
      "a role that gathers its rules by labels, everywhere",
      [gathered({ "kubernetes.io/bootstrapping": "rbac-defaults" }), bindingOf("ClusterRole", "helper")],
    ],
    ["the same in one namespace", [gathered({}), bindingOf("ClusterRole", "helper", "shop")]],
    ["a role that no document holds, everywhere", [bindingOf("ClusterRole", "from-somewhere")]],
    [
      "a role that no document holds, in a namespace of Kubernetes",
      [bindingOf("ClusterRole", "from-somewhere", "kube-system")],
    ],
  ])("wants a name for a binding of %s, for nobody sees what it hands out", (_, contents) => {
    expect(findings(contents, () => false)).toEqual([expect.stringMatching(/^known-shapes: binding to the role/)]);
    const names = read(...contents).flatMap((fact) => (fact.kind === "unknown-shape" ? fact.names : []));
    expect(names).toEqual([expect.stringMatching(/^(Cluster)?RoleBinding\/.*helpers$/)]);
  });

  test.each<readonly [string, readonly unknown[]]>([
    ["a role that no document holds, in a team's namespace", [bindingOf("ClusterRole", "from-somewhere", "shop")]],
    ["the built-in view, everywhere", [bindingOf("ClusterRole", "view")]],
  ])("lets a team bind %s", (_, contents) => {
    expect(findings(contents, () => false)).toEqual([]);
  });

  test("names the chart that holds the first of two", () => {
    const [found] = beside({ apiVersion: "v1", kind: "Namespace", metadata: { name: "payments" } }).findings;
    expect(found).toMatchObject({ place: { document: "team" }, message: expect.stringContaining("cluster holds it") });
  });

  test("passes what a team adds to its namespace from a chart of its own", () => {
    const policy = object("networking.k8s.io/v1", "NetworkPolicy", {
      metadata: { name: "web", namespace: "payments" },
      spec: { podSelector: { matchLabels: { app: "web" } }, ingress: [{ from: [{ podSelector: {} }] }] },
    });
    expect(beside(policy, deployment(pod(), { namespace: "payments" })).findings).toEqual([]);
  });
});

describe("lists", () => {
  const open = object("v1", "Service", { spec: { type: "NodePort" } });

  test.each<[string, unknown, number]>([
    [
      "a list in a list",
      { apiVersion: "v1", kind: "List", items: [{ apiVersion: "v1", kind: "List", items: [open] }] },
      0,
    ],
    ["a list of one kind", { apiVersion: "v1", kind: "ServiceList", items: [open] }, 0],
    ["an object that says it is harmless and has items", { ...object("v1", "ConfigMap"), items: [open] }, 1],
    ["an object without a kind that has items", { items: [open] }, 1],
  ])("are opened: %s", (_, content, strange) => {
    const facts = read(content);
    expect(facts).toContainEqual(expect.objectContaining({ kind: "service", type: "NodePort" }));
    expect(facts.filter(({ kind }) => kind === "unknown-shape")).toHaveLength(strange);
  });

  test.each<[string, unknown]>([
    ["items that are no list", { apiVersion: "v1", kind: "List", items: { 0: open } }],
    ["items that are nothing", { apiVersion: "v1", kind: "List", items: null }],
    [
      "items without a kind",
      { apiVersion: "v1", kind: "ServiceList", items: [{ metadata: { name: "x" }, spec: { type: "NodePort" } }] },
    ],
    ["items that are no objects", { apiVersion: "v1", kind: "List", items: ["text", null, 1] }],
    [
      "lists without an end",
      Array.from({ length: 20 }).reduce<unknown>((inner) => ({ apiVersion: "v1", kind: "List", items: [inner] }), open),
    ],
  ])("are refused: %s", (_, content) => {
    expect(read(content)).toContainEqual(expect.objectContaining({ kind: "unknown-shape", names: [] }));
  });
});

describe("objects that cannot be read", () => {
  test.each<[string, unknown]>([
    ["no object", "apiVersion: v1"],
    ["nothing", null],
    ["a list without a kind", [deployment()]],
    ["no kind", { apiVersion: "v1", metadata: { name: "x" } }],
    ["a kind that is no text", { apiVersion: "v1", kind: ["Service"], metadata: { name: "x" } }],
    ["no name", { apiVersion: "v1", kind: "Service", metadata: { generateName: "x-" } }],
    ["a namespace that is no text", { apiVersion: "v1", kind: "Service", metadata: { name: "x", namespace: {} } }],
    [
      "labels that are no texts",
      {
        apiVersion: "v1",
        kind: "Namespace",
        metadata: { name: "x", labels: { "pod-security.kubernetes.io/enforce": true } },
      },
    ],
    ["verbs that are a text", clusterRole([{ apiGroups: [""], resources: ["pods"], verbs: "*" }])],
    ["verbs that are numbers", clusterRole([{ apiGroups: [""], resources: ["pods"], verbs: [1] }])],
    ["rules that are an object", clusterRole({ 0: { verbs: ["*"] } })],
    [
      "a rule with a field that nobody knows",
      clusterRole([{ apiGroups: [""], resources: ["pods"], verbs: ["get"], everything: true }]),
    ],
    ["a host port that is a text", deployment(pod({}, { ports: [{ hostPort: "80" }] }))],
    ["a host network that is a text", deployment(pod({ hostNetwork: "true" }))],
    ["a privileged container that is a number", deployment(pod({}, { securityContext: { privileged: 1 } }))],
    ["containers that are an object", deployment({ containers: { web: {} } } as never)],
    ["a workload without a pod", { apiVersion: "apps/v1", kind: "Deployment", metadata: { name: "x" }, spec: {} }],
    ["external addresses that are a text", object("v1", "Service", { spec: { externalIPs: "203.0.113.7" } })],
    ["a type of Service that is a list", object("v1", "Service", { spec: { type: ["NodePort"] } })],
    [
      "a subject of no kind",
      object("rbac.authorization.k8s.io/v1", "RoleBinding", {
        roleRef: { kind: "Role", name: "r" },
        subjects: [{ name: "system:masters" }],
      }),
    ],
    [
      "subjects that are an object",
      object("rbac.authorization.k8s.io/v1", "RoleBinding", {
        roleRef: { kind: "Role", name: "r" },
        subjects: { kind: "Group", name: "system:masters" },
      }),
    ],
    [
      "a role of no kind",
      object("rbac.authorization.k8s.io/v1", "RoleBinding", { roleRef: { name: "r" }, subjects: [] }),
    ],
    ...["cluster-admin ", " view", "view\u200b"].map((name): [string, unknown] => [
      `a role by the name ${JSON.stringify(name)}`,
      object("rbac.authorization.k8s.io/v1", "ClusterRoleBinding", {
        roleRef: { kind: "ClusterRole", name },
        subjects: [],
      }),
    ]),
    ["a quota that is a list", object("v1", "ResourceQuota", { spec: { hard: ["pods"] } })],
    [
      "a policy whose peers are an object",
      object("networking.k8s.io/v1", "NetworkPolicy", { spec: { podSelector: {}, ingress: { from: [] } } }),
    ],
    [
      "actions that are a text",
      object("admissionregistration.k8s.io/v1", "ValidatingAdmissionPolicyBinding", {
        spec: { policyName: "p", validationActions: "Deny" },
      }),
    ],
  ])("are refused: %s", (_, content) => {
    expect(read(content)).toContainEqual(expect.objectContaining({ kind: "unknown-shape", names: [] }));
  });

  test("are refused when two have one name, for the later one wins", () => {
    const mild = object("v1", "ConfigMap");
    expect(read(mild, mild)).toMatchObject([{ kind: "unknown-shape", why: expect.stringContaining("twice") }]);
    expect(read(mild, object("v1", "ConfigMap", { metadata: { name: "x", namespace: "other" } }))).toEqual([]);
  });

  test("keep what could be read of them, so that nothing is hidden by a mistake elsewhere", () => {
    const facts = read(deployment(pod({ hostNetwork: true, hostPID: "maybe" })));
    expect(facts).toContainEqual(expect.objectContaining({ kind: "workload", hostNetwork: true }));
    expect(facts).toContainEqual(expect.objectContaining({ kind: "unknown-shape" }));
  });
});

describe("facts of namespaces", () => {
  const namespace = { apiVersion: "v1", kind: "Namespace", metadata: { name: "shop" } };
  const policy = (spec: object, name = "p") =>
    object("networking.k8s.io/v1", "NetworkPolicy", { metadata: { name, namespace: "shop" }, spec });
  const factOf = (...contents: readonly unknown[]) => {
    const fact = read(namespace, ...contents)[0];
    if (fact?.kind !== "namespace") throw new Error("there is no fact of a namespace");
    return fact;
  };

  test("count a direction as denied only when every pod is selected and no rule excepts any", () => {
    expect(factOf(policy({ podSelector: {} })).deniedByDefault).toEqual(["Ingress"]);
    expect(factOf(policy({ podSelector: {}, policyTypes: ["Egress"] })).deniedByDefault).toEqual(["Egress"]);
    expect(factOf(policy({ podSelector: { matchLabels: { app: "web" } } })).deniedByDefault).toEqual([]);
    expect(factOf(policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] })).deniedByDefault).toEqual([]);
  });

  test("see what gives everything back", () => {
    expect(factOf(policy({ podSelector: {}, egress: [{}], policyTypes: ["Egress"] }, "out")).openedAgain).toEqual([
      "out Egress",
    ]);
    expect(
      factOf(policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "::/0" } }] }] }, "in")).openedAgain,
    ).toEqual(["in Ingress"]);
    expect(factOf(policy({ podSelector: {}, ingress: [{ ports: [{ port: 80 }] }] })).openedAgain).toEqual([
      "p Ingress",
    ]);
    expect(
      factOf(policy({ podSelector: {}, ingress: [{ from: [{ ipBlock: { cidr: "10.0.0.0/8" } }] }] })).openedAgain,
    ).toEqual([]);
    expect(factOf(policy({ podSelector: {}, ingress: [{ from: [{ podSelector: {} }] }] })).openedAgain).toEqual([]);
  });

  test("let a team open single ports of all its pods, and not many at once", () => {
    const openedBy = (rule: object) =>
      readKubernetesObjects(
        [
          { kind: "manifests", name: "ours", objects: [{ content: namespace, construct: "ours" }] },
          {
            kind: "manifests",
            name: "team",
            objects: [
              { content: policy({ podSelector: {}, policyTypes: ["Egress"], egress: [rule] }), construct: "team" },
            ],
          },
        ],
        (path) => path === "ours",
      ).flatMap((fact) => (fact.kind === "namespace" ? fact.openedAgain : []));
    expect(openedBy({ ports: [{ port: 443 }] })).toEqual([]);
    expect(openedBy({ ports: [{ port: "https" }], to: [{ ipBlock: { cidr: "0.0.0.0/0" } }] })).toEqual([]);
    expect(openedBy({ ports: [{ port: 1, endPort: 65535, protocol: "TCP" }] })).toEqual(["p Egress"]);
    expect(openedBy({ ports: [{ protocol: "TCP" }] })).toEqual(["p Egress"]);
    expect(openedBy({ ports: [] })).toEqual(["p Egress"]);
  });

  test("do not count a quota that bounds some pods only", () => {
    const quota = (spec: object) => object("v1", "ResourceQuota", { spec: { hard: { pods: "1" }, ...spec } });
    expect(factOf(quota({})).quotaKeys).toEqual(["pods"]);
    expect(factOf(quota({ scopes: ["BestEffort"] })).quotaKeys).toEqual([]);
    expect(factOf(quota({ scopeSelector: { matchExpressions: [] } })).quotaKeys).toEqual([]);
  });
});

describe("the table of kinds", () => {
  test("is this, and a change of it is seen", () => {
    expectGolden("guardrails/kinds.txt", `${describeKinds().join("\n")}\n`);
  });

  test("names every kind once", () => {
    const kinds = describeKinds().map((line) => line.split(":")[0]);
    expect(new Set(kinds).size).toBe(kinds.length);
  });

  test("does not know what every object has", () => {
    for (const name of ["constructor", "__proto__", "toString"]) expect(treatmentOf("v1", name)).toBeUndefined();
    expect(read({ apiVersion: "v1", kind: "constructor", metadata: { name: "x" } })).toMatchObject([
      { kind: "unknown-shape" },
    ]);
  });
});

describe("any object at all", () => {
  /** Kinds whose objects say something only together with others, or nothing at all. */
  const SILENT = ["harmless", "namespace-content", "config-map", "secret"];

  test("gives a fact, unless its kind is known to be harmless, and never a crash", () => {
    const kinds = describeKinds().map((line) => line.split(": ")[0] ?? "");
    const known = fc.constantFrom(...kinds).map((kind) => ({
      apiVersion: kind.slice(0, kind.lastIndexOf("/")),
      kind: kind.slice(kind.lastIndexOf("/") + 1),
    }));
    const anything = fc.object({
      maxDepth: 4,
      key: fc.oneof(
        fc.string(),
        fc.constantFrom("spec", "rules", "template", "containers", "metadata", "name", "items", "subjects", "roleRef"),
      ),
    });
    fc.assert(
      fc.property(
        fc.oneof(fc.record({ apiVersion: fc.string(), kind: fc.string() }), known),
        fc.option(fc.record({ name: fc.oneof(fc.string({ minLength: 1 }), fc.jsonValue()), namespace: fc.string() }), {
          nil: undefined,
        }),
        anything,
        (type, metadata, more) => {
          const content: unknown = JSON.parse(JSON.stringify({ ...more, ...type, metadata }));
          const facts = read(content);
          const treatment = treatmentOf(type.apiVersion, type.kind);
          const reader = treatment?.treatment === "read" ? treatment.reader : treatment?.treatment;
          if (facts.length === 0) expect(SILENT).toContain(reader);
          for (const fact of facts) expect(fact.place.document).toBe("chart");
        },
      ),
      { numRuns: runs(250) },
    );
  });

  test("is judged without a crash", () => {
    fc.assert(
      fc.property(fc.jsonValue(), (content) => {
        const judged = judge([{ kind: "manifests", name: "chart", objects: [{ content }] }]).findings;
        expect(judged.every(({ verdict }) => verdict !== "crashed")).toBe(true);
        expect(judged.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(200) },
    );
  });
});
