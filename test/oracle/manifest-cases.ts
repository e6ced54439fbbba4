import type { Tree } from "./cloud-cases";
import type { Random } from "./random";

/** One change of rendered Kubernetes objects. */
export interface ManifestChange {
  readonly name: string;
  readonly pillar: "network" | "authorization" | "admission";
  readonly harmful: boolean;
  readonly apply: (objects: Tree[], random: Random) => void;
}

const object = (apiVersion: string, kind: string, name: string, more: Tree): Tree => ({
  apiVersion,
  kind,
  metadata: { name, namespace: "telemetry" },
  ...more,
});
const find = (objects: readonly Tree[], kind: string) => objects.find((one) => one.kind === kind) ?? {};
const metadata = (one: Tree) => one.metadata as Tree;
const spec = (one: Tree) => one.spec as Tree;

function workload(kind: string, name: string, pod: Tree): Tree {
  const template = { metadata: { labels: { app: name } }, spec: pod };
  if (kind === "Pod") return object("v1", "Pod", name, { spec: pod });
  if (kind === "CronJob")
    return object("batch/v1", kind, name, { spec: { schedule: "0 0 * * *", jobTemplate: { spec: { template } } } });
  return object("apps/v1", kind, name, { spec: { selector: { matchLabels: { app: name } }, template } });
}

const KINDS = ["Pod", "Deployment", "DaemonSet", "StatefulSet", "CronJob"];
const container = (more: Tree = {}): Tree => ({
  name: "app",
  image: `registry.example.com/app@sha256:${"a".repeat(64)}`,
  ...more,
});

/** Changes of a chart's objects. */
export const MANIFEST_CHANGES: readonly ManifestChange[] = [
  {
    name: "a Service for everybody",
    pillar: "network",
    harmful: true,
    apply: (objects, random) => {
      const more = random.pick<Tree>([
        { type: "LoadBalancer" },
        { type: "NodePort" },
        { externalIPs: ["8.8.8.8"] },
        { type: "ClusterIP", externalIPs: ["10.0.0.9"] },
      ]);
      objects.push(
        object("v1", "Service", "front", { spec: { selector: { app: "front" }, ports: [{ port: 80 }], ...more } }),
      );
    },
  },
  {
    name: "a Service for everybody, inside a List",
    pillar: "network",
    harmful: true,
    apply: (objects, random) => {
      const service = object("v1", "Service", "front", {
        spec: { type: random.pick(["LoadBalancer", "NodePort"]), ports: [{ port: 80 }] },
      });
      objects.push({ apiVersion: "v1", kind: "List", items: [service] });
    },
  },
  {
    name: "an Ingress or a Gateway",
    pillar: "network",
    harmful: true,
    apply: (objects, random) => {
      const [apiVersion, kind] = random.pick([
        ["networking.k8s.io/v1", "Ingress"],
        ["gateway.networking.k8s.io/v1", "Gateway"],
      ] as const);
      objects.push(object(apiVersion, kind, "front", { spec: {} }));
    },
  },
  {
    name: "a workload on the node's network",
    pillar: "network",
    harmful: true,
    apply: (objects, random) => {
      const pod = random.pick<Tree>([
        { hostNetwork: true, containers: [container()] },
        { containers: [container({ ports: [{ containerPort: 8080, hostPort: 1 + random.below(60000) }] })] },
        {
          containers: [container()],
          initContainers: [container({ name: "init", ports: [{ containerPort: 1, hostPort: 22 }] })],
        },
      ]);
      objects.push(workload(random.pick(KINDS), "front", pod));
    },
  },
  {
    name: "everybody bound to a role",
    pillar: "authorization",
    harmful: true,
    apply: (objects, random) => {
      const binding = find(objects, random.pick(["ClusterRoleBinding", "RoleBinding"]));
      binding.subjects = [
        {
          apiGroup: "rbac.authorization.k8s.io",
          kind: "Group",
          name: random.pick(["system:authenticated", "system:unauthenticated", "system:masters"]),
        },
      ];
    },
  },
  {
    name: "a policy that only warns",
    pillar: "admission",
    harmful: true,
    apply: (objects) => (spec(find(objects, "ValidatingAdmissionPolicyBinding")).validationActions = ["Warn"]),
  },

  {
    name: "labels and notes",
    pillar: "network",
    harmful: false,
    apply: (objects, random) => {
      const one = random.pick(objects);
      metadata(one).annotations = { "example.com/note": `n${random.below(1000)}` };
    },
  },
  {
    name: "a Service inside",
    pillar: "network",
    harmful: false,
    apply: (objects, random) => {
      const more = random.pick<Tree>([{}, { type: "ClusterIP" }, { clusterIP: "None" }]);
      objects.push(
        object("v1", "Service", `inside-${random.below(1000)}`, {
          spec: { selector: { app: "app" }, ports: [{ port: 80 + random.below(8000) }], ...more },
        }),
      );
    },
  },
  {
    name: "a workload",
    pillar: "admission",
    harmful: false,
    apply: (objects, random) => {
      const ports = random.pick<Tree>([
        {},
        { ports: [{ containerPort: 8080 }] },
        { ports: [{ containerPort: 8080, hostPort: 0 }] },
      ]);
      objects.push(workload(random.pick(KINDS), `app-${random.below(1000)}`, { containers: [container(ports)] }));
    },
  },
  {
    name: "another quota",
    pillar: "admission",
    harmful: false,
    apply: (objects, random) => {
      const hard = spec(find(objects, "ResourceQuota")).hard as Tree;
      hard.pods = String(1 + random.below(500));
      hard["limits.memory"] = `${1 + random.below(256)}Gi`;
    },
  },
  {
    name: "a right less",
    pillar: "authorization",
    harmful: false,
    apply: (objects, random) => {
      const rules = find(objects, "ClusterRole").rules as Tree[];
      rules.splice(random.below(rules.length), 1);
    },
  },
  {
    name: "another group bound",
    pillar: "authorization",
    harmful: false,
    apply: (objects, random) => {
      const [subject] = find(objects, "RoleBinding").subjects as Tree[];
      if (subject !== undefined) subject.name = `oidc:team-${random.below(1000)}`;
    },
  },
  {
    name: "traffic from a neighbour",
    pillar: "network",
    harmful: false,
    apply: (objects, random) =>
      objects.push(
        object("networking.k8s.io/v1", "NetworkPolicy", `from-${random.below(1000)}`, {
          spec: {
            podSelector: { matchLabels: { app: "app" } },
            policyTypes: ["Ingress"],
            ingress: [
              {
                from: [
                  {
                    namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "monitoring" } },
                    podSelector: { matchLabels: { app: "prometheus" } },
                  },
                ],
                ports: [{ port: 8080 }],
              },
            ],
          },
        }),
      ),
  },
];
