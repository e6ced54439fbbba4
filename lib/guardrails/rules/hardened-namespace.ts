import { manifests, type WrittenObject } from "../fixtures/written";
import { isMinor, KUBERNETES_MINORS } from "../kubernetes-minors";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const POD_SECURITY = "pod-security.kubernetes.io/";
const QUOTA_KEYS = [
  "limits.cpu",
  "limits.memory",
  "persistentvolumeclaims",
  "pods",
  "requests.cpu",
  "requests.memory",
  "requests.storage",
  "services.loadbalancers",
  "services.nodeports",
];

/** Where the pods stand that forward records, and the policy that lets no other pod in. */
const FORWARDING = { namespace: "portcullis-logs", policy: "log-forwarder-alone" };

/** What a description may give to one tenant; Kubernetes is not built for clusters with more. */
const MOST_PODS = 100_000;

/** Namespaces that our constructs make, with what stands in them. */
export const HARDENED_NAMESPACE: Rule<"namespace"> = {
  id: "hardened-namespace",
  title:
    "A tenant's namespace holds its pods to the standard restricted, bounds what they use, and denies all traffic that no policy allows.",
  why: "A namespace without them is where a pod becomes the machine, starves its neighbours, or talks to everything.",
  fix: "Give the namespace the Pod Security labels with a pinned version, a quota, default limits, a policy that denies everything and a default account without a token; open what is needed for the pods that need it.",
  controls: ["CIS-1.12 5.2.1", "CIS-1.12 5.3.2", "NIST-800-53r5 SC-7"],
  judges: "namespace",
  reach: "ours",
  judge(namespace) {
    const faults: Fault[] = [];
    const label = (name: string) =>
      Object.hasOwn(namespace.labels, `${POD_SECURITY}${name}`)
        ? namespace.labels[`${POD_SECURITY}${name}`]
        : undefined;
    const fault = (at: string, got: string | undefined, message: string) =>
      faults.push({ at, got: got ?? "nothing", message });
    for (const mode of ["enforce", "audit", "warn"]) {
      // What only warns may be left out, and may not say otherwise.
      // The one namespace outside of Pod Security is held by a policy of its own, which is judged as it was reviewed.
      if (mode === "enforce" && namespace.name === FORWARDING.namespace && namespace.heldBy.includes(FORWARDING.policy))
        continue;
      if (label(mode) !== "restricted" && (mode === "enforce" || label(mode) !== undefined)) {
        fault(
          `metadata.labels.${POD_SECURITY}${mode}`,
          label(mode),
          `the Pod Security level to ${mode} must be restricted`,
        );
      }
    }
    if (!isMinor(label("enforce-version") ?? "")) {
      fault(
        `metadata.labels.${POD_SECURITY}enforce-version`,
        label("enforce-version"),
        `the version of the level must be pinned to one that clusters have: ${KUBERNETES_MINORS.map((minor) => `v${minor}`).join(", ")}`,
      );
    }
    const missing = QUOTA_KEYS.filter((key) => !namespace.quotaKeys.includes(key));
    if (missing.length > 0)
      fault("", namespace.quotaKeys.join(", ") || "no quota", `no quota bounds ${missing.join(", ")}`);
    for (const key of ["services.loadbalancers", "services.nodeports"]) {
      const most = namespace.quotas[key];
      if (most !== undefined && most !== "0")
        fault("", `${key}: ${most}`, "tenants could open ports to what is outside the cluster");
    }
    const pods = namespace.quotas.pods ?? "0";
    if (!/^\d{1,6}$/.test(pods) || Number(pods) > MOST_PODS)
      fault("", `pods: ${pods}`, `a quota of more than ${MOST_PODS} pods bounds nothing`);
    for (const policy of namespace.name === FORWARDING.namespace ? [] : namespace.missedBy)
      fault("metadata.labels", policy, `the admission policy ${policy} looks at labels that this namespace has not`);
    if (!namespace.defaultLimits) fault("", "no default limits", "containers that state no limits get none");
    for (const direction of ["Ingress", "Egress"]) {
      if (!namespace.deniedByDefault.includes(direction))
        fault("", "no such policy", `no network policy denies ${direction} for every pod`);
    }
    for (const policy of namespace.openedAgain)
      fault("", policy, `the network policy ${policy} lets every pod talk to nearly everybody again`);
    if (!namespace.mountsNoDefaultToken)
      fault("", "no such account", "the account default must not mount its token into pods that ask for nothing");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a namespace with all of it", documents: manifests(namespace(), ...inside()) },
      {
        name: "a way to one address on one port",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("api", {
            podSelector: {},
            policyTypes: ["Egress"],
            egress: [{ to: [{ ipBlock: { cidr: "10.40.0.11/32" } }], ports: [{ protocol: "TCP", port: 6443 }] }],
          }),
        ),
      },
      {
        name: "a policy that lets some addresses and the pods of one namespace in",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("web", {
            podSelector: {},
            ingress: [
              {
                from: [
                  block("10.0.0.0/8"),
                  { namespaceSelector: {}, podSelector: { matchLabels: { app: "prometheus" } } },
                  { namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "ingress" } } },
                ],
              },
            ],
          }),
        ),
      },
      {
        name: "the namespace of the forwarder of records, held by its policy",
        documents: manifests(...forForwarding(), policyFor("portcullis-logs")),
      },
      {
        name: "two quotas, of which one is stricter",
        documents: manifests(namespace(), ...inside(), {
          apiVersion: "v1",
          kind: "ResourceQuota",
          metadata: { name: "more", namespace: "team" },
          spec: { hard: { "services.nodeports": "5" } },
        }),
      },
    ],
    fail: [
      { name: "the namespace of the forwarder without its policy", documents: manifests(...forForwarding()) },
      {
        name: "the namespace of the forwarder with a policy for another one",
        documents: manifests(...forForwarding(), policyFor("other")),
      },
      {
        name: "another namespace with a policy of that name",
        documents: manifests(namespace({ enforce: "privileged" }), ...inside(), policyFor("team")),
      },
      { name: "a bare namespace", documents: manifests(namespace()) },
      { name: "a weaker level", documents: manifests(namespace({ enforce: "baseline" }), ...inside()) },
      {
        name: "a level that changes by itself",
        documents: manifests(namespace({ "enforce-version": "latest" }), ...inside()),
      },
      {
        name: "no quota",
        documents: manifests(namespace(), ...inside().filter(({ kind }) => kind !== "ResourceQuota")),
      },
      {
        name: "a namespace that no policy selects",
        documents: manifests(namespace(), ...inside(), {
          apiVersion: "admissionregistration.k8s.io/v1",
          kind: "ValidatingAdmissionPolicy",
          metadata: { name: "images" },
          spec: {
            matchConstraints: { namespaceSelector: { matchExpressions: [{ key: "tenant", operator: "Exists" }] } },
            validations: [{ expression: "has(object.spec)" }],
          },
        }),
      },
      {
        name: "node ports for tenants",
        documents: manifests(
          namespace(),
          ...inside().map((object) =>
            object.kind === "ResourceQuota"
              ? { ...object, spec: { hard: { ...hard(), "services.nodeports": "5" } } }
              : object,
          ),
        ),
      },
      {
        name: "tokens for pods that did not ask",
        documents: manifests(namespace(), ...inside().filter(({ kind }) => kind !== "ServiceAccount")),
      },
      {
        name: "a policy that lets every pod talk to everybody by one port",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("dns", {
            podSelector: {},
            policyTypes: ["Egress"],
            egress: [{ ports: [{ port: 53, protocol: "UDP" }] }],
          }),
        ),
      },
      {
        name: "a policy that lets every namespace in",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("all", { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }),
        ),
      },
      {
        name: "a level of a version that no cluster has",
        documents: manifests(namespace({ "enforce-version": "v1.0" }), ...inside()),
      },
      {
        name: "a quota that bounds nothing",
        documents: manifests(
          namespace(),
          ...inside().map((object) =>
            object.kind === "ResourceQuota" ? { ...object, spec: { hard: { ...hard(), pods: "1000000" } } } : object,
          ),
        ),
      },
      ...(
        [
          ["every address, in two halves", [{ from: [block("0.0.0.0/1"), block("128.0.0.0/1")] }]],
          ["every address but some", [{ from: [block("0.0.0.0/0", "10.0.0.0/8")] }]],
          ["every IPv6 address, in two halves", [{ from: [block("::/1"), block("8000::/1")] }]],
          [
            "every namespace that has a name",
            [
              {
                from: [
                  {
                    namespaceSelector: {
                      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "Exists" }],
                    },
                  },
                ],
              },
            ],
          ],
          ["a range that is none", [{ from: [block("0.0.0.0")] }, { from: [block("everybody")] }]],
        ] as const
      ).map(([name, ingress]) => ({
        name: `a policy that lets in ${name}`,
        documents: manifests(namespace(), ...inside(), policy("open", { podSelector: {}, ingress })),
      })),
      {
        name: "two policies with neighbouring ranges, which are too long only together",
        documents: manifests(
          namespace(),
          ...inside(),
          ...["12.0.0.0/8", "13.0.0.0/8"].map((cidr, index) =>
            policy(`half-${index}`, { podSelector: {}, egress: [{ to: [block(cidr)] }], policyTypes: ["Egress"] }),
          ),
        ),
      },
      ...[
        { key: "tier", operator: "DoesNotExist" },
        { key: "app", operator: "NotIn", values: ["nothing"] },
        { key: "pod-template-hash", operator: "Exists" },
      ].map((expression) => ({
        name: `a policy that gives back to whoever has ${expression.key} ${expression.operator}`,
        documents: manifests(
          namespace(),
          ...inside(),
          policy("open", { podSelector: { matchExpressions: [expression] }, ingress: [{}] }),
        ),
      })),
      {
        name: "a policy that denies to all pods but some",
        documents: manifests(
          namespace(),
          ...inside().filter(({ kind }) => kind !== "NetworkPolicy"),
          policy("deny", {
            podSelector: { matchExpressions: [{ key: "open", operator: "DoesNotExist" }] },
            policyTypes: ["Ingress", "Egress"],
          }),
        ),
      },
      {
        name: "no default limits",
        documents: manifests(namespace(), ...inside().filter(({ kind }) => kind !== "LimitRange")),
      },
      {
        name: "no policy that denies",
        documents: manifests(namespace(), ...inside().filter(({ kind }) => kind !== "NetworkPolicy")),
      },
      {
        name: "no word of the default account",
        documents: manifests(namespace(), ...inside().filter(({ kind }) => kind !== "ServiceAccount")),
      },
      {
        name: "a default account whose token every pod gets",
        documents: manifests(
          namespace(),
          ...inside().map((object) =>
            object.kind === "ServiceAccount" ? { ...object, automountServiceAccountToken: true } : object,
          ),
        ),
      },
      {
        name: "a policy that lets the pods of every namespace in again",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("open", { podSelector: {}, ingress: [{ from: [{ namespaceSelector: {} }] }] }),
        ),
      },
      {
        name: "a policy that lets everybody in again on one port",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("open", { podSelector: {}, ingress: [{ ports: [{ protocol: "TCP", port: 80 }] }] }),
        ),
      },
      { name: "a policy that denies in another namespace", documents: manifests(namespace(), ...inside("other")) },
      {
        name: "a policy that lets everything in again",
        documents: manifests(namespace(), ...inside(), policy("open", { podSelector: {}, ingress: [{}] })),
      },
      {
        name: "a policy that lets every address in again",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("open", {
            podSelector: {},
            policyTypes: ["Ingress"],
            ingress: [{ from: [{ ipBlock: { cidr: "0.0.0.0/0" } }] }],
          }),
        ),
      },
      {
        name: "a policy that lets half of all addresses in again, on one port",
        documents: manifests(
          namespace(),
          ...inside(),
          policy("open", {
            podSelector: {},
            policyTypes: ["Egress"],
            egress: [{ to: [{ ipBlock: { cidr: "128.0.0.0/1" } }], ports: [{ protocol: "TCP", port: 443 }] }],
          }),
        ),
      },
    ],
  }),
};

function namespace(change: Readonly<Record<string, string>> = {}): WrittenObject {
  const levels = { enforce: "restricted", "enforce-version": "v1.35", ...change };
  const labels = Object.fromEntries(Object.entries(levels).map(([name, value]) => [`${POD_SECURITY}${name}`, value]));
  return { apiVersion: "v1", kind: "Namespace", metadata: { name: "team", labels } };
}

/** The namespace of the forwarder of records, with everything but the level of Pod Security. */
function forForwarding(): readonly WrittenObject[] {
  const labels = { [`${POD_SECURITY}enforce`]: "privileged", [`${POD_SECURITY}enforce-version`]: "v1.35" };
  return [
    { apiVersion: "v1", kind: "Namespace", metadata: { name: FORWARDING.namespace, labels } },
    ...inside(FORWARDING.namespace),
  ];
}

function policyFor(name: string): WrittenObject {
  return {
    apiVersion: "admissionregistration.k8s.io/v1",
    kind: "ValidatingAdmissionPolicy",
    metadata: { name: FORWARDING.policy },
    spec: {
      matchConstraints: {
        namespaceSelector: {
          matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [name] }],
        },
      },
      validations: [{ expression: "has(object.spec)" }],
    },
  };
}

function hard(): Readonly<Record<string, string>> {
  return Object.fromEntries(QUOTA_KEYS.map((key) => [key, key.startsWith("services.") ? "0" : "1"]));
}

function inside(name = "team"): readonly WrittenObject[] {
  return [
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: name },
      automountServiceAccountToken: false,
    },
    { apiVersion: "v1", kind: "ResourceQuota", metadata: { name: "quota", namespace: name }, spec: { hard: hard() } },
    {
      apiVersion: "v1",
      kind: "LimitRange",
      metadata: { name: "limits", namespace: name },
      spec: { limits: [{ type: "Container", default: { cpu: "1", memory: "1Gi" } }] },
    },
    policy("default-deny", { podSelector: {}, policyTypes: ["Ingress", "Egress"] }, name),
    {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name: "default", namespace: name },
      automountServiceAccountToken: false,
    },
  ];
}

function block(cidr: string, ...except: readonly string[]) {
  return { ipBlock: { cidr, except } };
}

function policy(name: string, spec: WrittenObject, inNamespace = "team"): WrittenObject {
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "NetworkPolicy",
    metadata: { name, namespace: inNamespace },
    spec,
  };
}
