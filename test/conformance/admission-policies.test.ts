import { spawnSync } from "node:child_process";
import { ApiObject, App, Chart } from "cdk8s";
import { certificateGroup, certificateUser, type ClusterInput, defineCluster, edge, oidcGroup, otlp } from "portcullis";
import { askPolicy, type PolicyAnswer } from "../../lib/admission/ask-policy";
import { ClusterObjects, identityOf } from "../../lib/admission/cluster-objects";
import { readPolicies } from "../../lib/admission/read-policies";
import { ClusterManifests } from "../../lib/constructs/kubernetes";
import { WARNABLE_POLICIES } from "../../lib/spec/admission-spec";
import { paymentsInput, plantInput } from "../example-clusters";
import { programPath, testUnless } from "./programs";

// The API server's own code reads what was written and is asked what it would let in.
const program = programPath("admission-check");
const missing = program === undefined ? "admission-check is not on the PATH" : undefined;

type Written = { readonly [key: string]: unknown };

interface Request {
  readonly operation: "CREATE" | "UPDATE" | "DELETE" | "CONNECT";
  readonly resource: string;
  readonly group?: string;
  readonly subResource?: string;
  readonly namespace?: string;
  readonly name?: string;
  readonly object?: Written;
  readonly old?: Written;
  readonly user?: string;
  readonly groups?: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
  readonly may?: readonly string[];
  readonly without?: readonly string[];
  readonly with?: readonly Written[];
}

interface Answer {
  readonly invalid: readonly string[];
  readonly types: readonly string[];
  readonly typed: number;
  readonly refusals: readonly (readonly string[])[];
}

const admission = {
  images: { registries: ["registry.example.com", "ghcr.io/our-team"] },
  exceptions: [
    { kind: "ClusterRole", name: "flux", why: "the pull agent applies everything" },
    { kind: "ClusterRoleBinding", name: "flux", why: "the pull agent applies everything" },
    { kind: "RoleBinding", namespace: "flux-system", name: "flux", why: "the pull agent applies everything" },
    { kind: "ValidatingWebhookConfiguration", name: "engine", why: "policy engine of the team" },
  ],
  platformNamespaces: [{ name: "ingress", why: "traffic comes in by it" }],
} as const;

const onMachines: ClusterInput = {
  ...plantInput(),
  admission,
  tenants: [
    {
      name: "telemetry",
      quota: { cpu: "16", memory: "64Gi", pods: 120, storage: { size: "100Gi", claims: 10 } },
      limits: { cpu: "1", memory: "1Gi" },
      needsApiServer: true,
    },
  ],
};
const DIGEST = `@sha256:${"0123456789abcdef".repeat(4)}`;
const FORWARDING = {
  forwardTo: otlp({
    endpoint: "https://logs.example.com:4318",
    pods: { image: `registry.example.com/otel/collector${DIGEST}`, reachedAt: ["10.30.4.0/28"] },
  }),
};
const onCloud: ClusterInput = { ...paymentsInput(), admission, logs: FORWARDING };
const onEdge: ClusterInput = {
  ...plantInput(),
  admission,
  profile: edge({
    apiServerName: "api.store.example.com",
    node: { name: "store", address: "10.50.0.11" },
    registryMirrors: ["https://registry.store.example.com"],
  }),
  tenants: [{ name: "telemetry", quota: { cpu: "2", memory: "4Gi", pods: 20 }, needsApiServer: true }],
} as ClusterInput;

/** Machines on which somebody may break glass, and where people are asked for attributes. */
const guarded: ClusterInput = {
  ...onMachines,
  access: [
    { who: oidcGroup("plant-operators"), persona: "viewer", namespaces: ["telemetry"] },
    { who: certificateGroup("plant-recovery"), persona: "recovery" },
    { who: certificateUser("oncall"), persona: "recovery" },
  ],
  breakGlass: { people: ["alice"] },
  attributeRules: [
    {
      attribute: "department",
      claim: "department",
      must: "equal-namespace",
      namespaces: ["telemetry"],
      why: "their own machines",
    },
    {
      attribute: "ticket",
      claim: "change_ticket",
      must: "be-present",
      namespaces: ["telemetry", "reports"],
      why: "every change has one",
    },
  ],
  tenants: [
    {
      name: "telemetry",
      quota: { cpu: "16", memory: "64Gi", pods: 120 },
      attributes: [{ name: "department", value: "production" }],
    },
    { name: "reports", quota: { cpu: "16", memory: "64Gi", pods: 120 } },
    { name: "sandbox", quota: { cpu: "16", memory: "64Gi", pods: 120 } },
  ],
};

function objectsOf(input: ClusterInput): readonly Written[] {
  const chart = new Chart(new App(), "cluster");
  new ClusterManifests(chart, "manifests", { spec: defineCluster(input) });
  return chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => object.toJson());
}

function ask(input: ClusterInput, requests: readonly Request[]): Answer {
  const { status, stdout, stderr } = spawnSync(program ?? "", [], {
    input: JSON.stringify({ objects: objectsOf(input), requests }),
    encoding: "utf8",
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(stderr);
  return JSON.parse(stdout);
}

/** What lib/admission says of the same requests without any server, by policy. */
function askOffline(
  input: ClusterInput,
  requests: readonly Request[],
): readonly (readonly (readonly [string, PolicyAnswer])[])[] {
  const objects = objectsOf(input);
  const policies = readPolicies(objects);
  return requests.map((asked) => {
    const { operation, group = "", resource, subResource = "", namespace = "", name = "", object, old } = asked;
    const { user = "", groups = [], extra, with: more = [], without = [] } = asked;
    const named = (one: Written) => {
      const [, kind, place, own] = identityOf(one).split(" ");
      return `${kind} ${place}/${own}`;
    };
    const cluster = new ClusterObjects([...objects.filter((one) => !without.includes(named(one))), ...more]);
    const asker = { username: user, groups, extra };
    const isNamespace = resource === "namespaces";
    return policies.map((policy) => [
      policy.name,
      askPolicy(
        policy,
        {
          ...{ operation, group, version: "v1", resource, subResource, name, asker },
          namespace: isNamespace ? "" : namespace,
          object,
          oldObject: old,
        },
        cluster,
      ),
    ]);
  });
}

/** The policies that refuse a request, by name. */
function namesIn(refusals: readonly string[]): readonly string[] {
  return refusals.map((text) => /ValidatingAdmissionPolicy '([^']+)'/.exec(text)?.[1] ?? text);
}

const resources = { requests: { cpu: "1", memory: "1Gi" }, limits: { cpu: "1", memory: "1Gi" } };
const container = (change: Written = {}): Written => ({
  name: "app",
  image: `registry.example.com/app${DIGEST}`,
  securityContext: { readOnlyRootFilesystem: true },
  resources,
  ...change,
});
const pod = (spec: Written = {}, metadata: Written = {}): Written => ({
  apiVersion: "v1",
  kind: "Pod",
  metadata: { name: "app", namespace: "telemetry", ...metadata },
  spec: { serviceAccountName: "app", containers: [container()], ...spec },
});
const createPod = (spec: Written = {}, more: Partial<Request> = {}): Request => ({
  operation: "CREATE",
  resource: "pods",
  namespace: "telemetry",
  name: "app",
  object: pod(spec),
  user: "oidc:somebody",
  ...more,
});
const updatePod = (spec: Written, old: Written, more: Partial<Request> = {}): Request => ({
  ...createPod(spec, more),
  operation: "UPDATE",
  old: pod(old),
});
const debug = (change: Written = {}): Written => ({
  ephemeralContainers: [{ ...container(change), name: "debug", resources: undefined }],
});
const BREAKGLASS = ["breakglass admissionregistration.k8s.io/validatingadmissionpolicies no-entering-pods"];
const enter = (subResource: string, kind: string, more: Partial<Request> = {}): Request => ({
  operation: "CONNECT",
  resource: subResource.startsWith("services") ? "services" : "pods",
  subResource: subResource.split("/")[1] ?? "",
  namespace: "telemetry",
  name: "app",
  object: { apiVersion: "v1", kind },
  user: "oidc:somebody",
  ...more,
});
const service = (spec: Written, status: Written = {}): Written => ({
  apiVersion: "v1",
  kind: "Service",
  metadata: { name: "web", namespace: "telemetry" },
  spec: { selector: { app: "web" }, ports: [{ port: 80 }], ...spec },
  status,
});
const createService = (spec: Written, namespace = "telemetry"): Request => ({
  operation: "CREATE",
  resource: "services",
  namespace,
  name: "web",
  object: service(spec),
});
const levels = (change: Readonly<Record<string, string | undefined>> = {}): Written => ({
  "portcullis.dev/tenant": "telemetry",
  "pod-security.kubernetes.io/enforce": "restricted",
  "pod-security.kubernetes.io/enforce-version": "v1.35",
  ...change,
});
const namespace = (labels: Written | undefined): Written => ({
  apiVersion: "v1",
  kind: "Namespace",
  metadata: { name: "telemetry", ...(labels === undefined ? {} : { labels }) },
});
const relabel = (labels: Written | undefined, old: Written | undefined = levels()): Request => ({
  operation: "UPDATE",
  resource: "namespaces",
  namespace: "telemetry",
  name: "telemetry",
  object: namespace(labels),
  old: namespace(old),
  user: "oidc:somebody",
});
function makeNamespace(name: string, labels?: Written): Request {
  const metadata = { name, ...(labels === undefined ? {} : { labels }) };
  return {
    operation: "CREATE",
    resource: "namespaces",
    name,
    object: { apiVersion: "v1", kind: "Namespace", metadata },
    user: "oidc:admin",
  };
}
const podIn = (namespace: string, more: Partial<Request> = {}): Request =>
  createPod(
    {},
    {
      namespace,
      object: pod({}, { namespace }),
      with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: namespace } }],
      ...more,
    },
  );
const RBAC = "rbac.authorization.k8s.io";
const binding = (
  role: string,
  subject: Written,
  metadata: Written = { name: "b" },
  kind = "ClusterRoleBinding",
): Written => ({
  apiVersion: `${RBAC}/v1`,
  kind,
  metadata,
  roleRef: { apiGroup: RBAC, kind: "ClusterRole", name: role },
  subjects: [{ apiGroup: RBAC, ...subject }],
});
const bind = (object: Written, more: Partial<Request> = {}): Request => ({
  operation: "CREATE",
  group: RBAC,
  resource: object.kind === "RoleBinding" ? "rolebindings" : "clusterrolebindings",
  name: "b",
  object,
  user: "oidc:admin",
  groups: ["system:authenticated"],
  ...more,
});
const SRE = { kind: "Group", name: "oidc:sre" };
const role = (rule: Written, metadata: Written = { name: "r" }): Written => ({
  apiVersion: `${RBAC}/v1`,
  kind: "ClusterRole",
  metadata,
  rules: [rule],
});
const make = (object: Written, more: Partial<Request> = {}): Request => ({
  ...bind(object, more),
  resource: "clusterroles",
});
const EVERYTHING = { apiGroups: ["*"], resources: ["*"], verbs: ["*"] };
const hook = (webhook: Written, name = "hook"): Written => ({
  apiVersion: "admissionregistration.k8s.io/v1",
  kind: "ValidatingWebhookConfiguration",
  metadata: { name },
  webhooks: [
    {
      name: "hook.example.com",
      admissionReviewVersions: ["v1"],
      sideEffects: "None",
      clientConfig: { service: { namespace: "a", name: "b" } },
      ...webhook,
    },
  ],
});
const install = (object: Written, user = "oidc:admin"): Request => ({
  operation: "CREATE",
  group: "admissionregistration.k8s.io",
  resource: "validatingwebhookconfigurations",
  name: "hook",
  object,
  user,
});
const rules = (apiGroups: readonly string[], names: readonly string[]): Written => ({
  rules: [{ apiGroups, apiVersions: ["v1"], operations: ["CREATE"], resources: names }],
});
const certificate = (spec: Written): Request => ({
  operation: "CREATE",
  group: "certificates.k8s.io",
  resource: "certificatesigningrequests",
  name: "c",
  object: {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: { name: "c" },
    spec: { request: "", signerName: "kubernetes.io/kube-apiserver-client", usages: ["client auth"], ...spec },
  },
  user: "oidc:somebody",
});
const guard = (kind: string, name: string, spec: Written): Written => ({
  apiVersion: kind === "NetworkPolicy" ? "networking.k8s.io/v1" : "v1",
  kind,
  metadata: { name, namespace: "telemetry" },
  spec,
});
const QUOTA = guard("ResourceQuota", "tenant-quota", { hard: { pods: "1" } });
const touchQuota = (operation: "UPDATE" | "DELETE", more: Partial<Request> = {}): Request => ({
  operation,
  resource: "resourcequotas",
  namespace: "telemetry",
  name: "tenant-quota",
  old: QUOTA,
  ...(operation === "UPDATE" ? { object: guard("ResourceQuota", "tenant-quota", { hard: { pods: "9999" } }) } : {}),
  user: "oidc:somebody",
  ...more,
});
const MAY_UPDATE_NAMESPACE = ["update /namespaces telemetry"];

/** What is asked, on machines, and which policies refuse it: all of them. */
const ASKED: readonly (readonly [string, Request, readonly string[]])[] = [
  ["a right pod", createPod(), []],
  [
    "an image by tag",
    createPod({ containers: [container({ image: "registry.example.com/app:1" })] }),
    ["images-by-digest"],
  ],
  [
    "an image of another registry",
    createPod({ containers: [container({ image: `registry.example.com.evil.io/app${DIGEST}` })] }),
    ["images-from-listed-registries"],
  ],
  [
    "an image that names no registry",
    createPod({ containers: [container({ image: `nginx${DIGEST}` })] }),
    ["images-from-listed-registries"],
  ],
  [
    "an image of another team",
    createPod({ initContainers: [container({ image: `ghcr.io/our-team-2/app${DIGEST}` })] }),
    ["images-from-listed-registries"],
  ],
  [
    "an image of the listed team",
    createPod({ initContainers: [container({ image: `ghcr.io/our-team/app${DIGEST}` })] }),
    [],
  ],
  [
    "an image volume of another registry",
    createPod({ volumes: [{ name: "m", image: { reference: `quay.io/m${DIGEST}` } }] }),
    ["images-from-listed-registries"],
  ],
  [
    "a writable root",
    createPod({ containers: [container({ securityContext: { readOnlyRootFilesystem: false } })] }),
    ["read-only-root"],
  ],
  ["no word of the root", createPod({ containers: [container({ securityContext: undefined })] }), ["read-only-root"]],
  [
    "a writable root of an init container",
    createPod({ initContainers: [container({ securityContext: {} })] }),
    ["read-only-root"],
  ],
  [
    "no limits",
    createPod({ containers: [container({ resources: { requests: resources.requests } })] }),
    ["requests-and-limits"],
  ],
  [
    "no memory limit",
    createPod({ containers: [container({ resources: { ...resources, limits: { cpu: "1" } } })] }),
    ["requests-and-limits"],
  ],
  [
    "no resources of an init container",
    createPod({ initContainers: [container({ resources: undefined })] }),
    ["requests-and-limits"],
  ],
  ["the default account", createPod({ serviceAccountName: "default" }), ["own-service-account"]],
  ["no account", createPod({ serviceAccountName: undefined }), ["own-service-account"]],
  [
    "all of it in kube-system",
    createPod(
      { serviceAccountName: "default", containers: [{ name: "cni", image: "cni:1" }] },
      {
        namespace: "kube-system",
        object: pod(
          { serviceAccountName: "default", containers: [{ name: "cni", image: "cni:1" }] },
          { namespace: "kube-system" },
        ),
        with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } }],
      },
    ),
    [],
  ],
  [
    "a finalizer taken off an old pod",
    {
      ...updatePod(
        { containers: [{ name: "app", image: "old:1" }] },
        { containers: [{ name: "app", image: "old:1" }] },
      ),
      object: pod({ containers: [{ name: "app", image: "old:1" }] }, { labels: { a: "b" } }),
    },
    [],
  ],
  ["a debug container", updatePod(debug(), {}, { subResource: "ephemeralcontainers" }), ["no-entering-pods"]],
  [
    "a debug container of who holds the glass",
    updatePod(debug(), {}, { subResource: "ephemeralcontainers", may: BREAKGLASS }),
    [],
  ],
  [
    "a debug container by tag of who holds the glass",
    updatePod(
      debug({ image: "registry.example.com/sh:1" }),
      {},
      { subResource: "ephemeralcontainers", may: BREAKGLASS },
    ),
    ["images-by-digest"],
  ],
  ["exec", enter("pods/exec", "PodExecOptions"), ["no-entering-pods"]],
  ["attach", enter("pods/attach", "PodAttachOptions"), ["no-entering-pods"]],
  ["port-forward", enter("pods/portforward", "PodPortForwardOptions"), ["no-entering-pods"]],
  ["the proxy of a pod", enter("pods/proxy", "PodProxyOptions"), ["no-entering-pods"]],
  ["the proxy of a Service", enter("services/proxy", "ServiceProxyOptions"), ["no-entering-pods"]],
  ["exec of who holds the glass", enter("pods/exec", "PodExecOptions", { may: BREAKGLASS }), []],
  [
    "exec of who holds another right",
    enter("pods/exec", "PodExecOptions", { may: MAY_UPDATE_NAMESPACE }),
    ["no-entering-pods"],
  ],
  [
    "exec in kube-system",
    enter("pods/exec", "PodExecOptions", {
      namespace: "kube-system",
      with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } }],
    }),
    [],
  ],
  ["a Service", createService({}), []],
  ["a node port", createService({ type: "NodePort" }), ["internal-services"]],
  ["a load balancer", createService({ type: "LoadBalancer" }), ["internal-services"]],
  ["an external name", createService({ type: "ExternalName", externalName: "a.example.com" }), ["internal-services"]],
  ["an external address", createService({ externalIPs: ["203.0.113.7"] }), ["internal-services"]],
  [
    "an address in the status",
    {
      ...createService({}),
      operation: "UPDATE",
      subResource: "status",
      old: service({}),
      object: service({}, { loadBalancer: { ingress: [{ ip: "203.0.113.7" }] } }),
    },
    ["internal-services"],
  ],
  [
    "a label of an old node port",
    {
      ...createService({}),
      operation: "UPDATE",
      old: service({ type: "NodePort" }),
      object: service({ type: "NodePort" }),
    },
    [],
  ],
  ["a pod without the quota", createPod({}, { without: ["ResourceQuota telemetry/tenant-quota"] }), ["quota-present"]],
  ["a pod with a quota that bounds nothing", createPod({}, { with: [QUOTA] }), ["quota-present"]],
  [
    "a pod with a quota for some pods",
    createPod(
      {},
      {
        with: [
          guard("ResourceQuota", "tenant-quota", {
            hard: Object.fromEntries(
              ["limits.cpu", "limits.memory", "pods", "requests.cpu", "requests.memory"].map((key) => [key, "1"]),
            ),
            scopes: ["Terminating"],
          }),
        ],
      },
    ),
    ["quota-present"],
  ],
  [
    "a pod without the limit range",
    createPod({}, { without: ["LimitRange telemetry/tenant-limits"] }),
    ["default-limits-present"],
  ],
  [
    "a pod with a limit range without defaults",
    createPod(
      {},
      { with: [guard("LimitRange", "tenant-limits", { limits: [{ type: "Container", max: { cpu: "1" } }] })] },
    ),
    ["default-limits-present"],
  ],
  [
    "a pod without the default deny",
    createPod({}, { without: ["NetworkPolicy telemetry/default-deny"] }),
    ["default-deny-present"],
  ],
  [
    "a pod with a default deny that lets in",
    createPod(
      {},
      {
        with: [
          guard("NetworkPolicy", "default-deny", {
            podSelector: {},
            policyTypes: ["Ingress", "Egress"],
            ingress: [{}],
          }),
        ],
      },
    ),
    ["default-deny-present"],
  ],
  [
    "a pod with a default deny for some pods",
    createPod(
      {},
      {
        with: [
          guard("NetworkPolicy", "default-deny", {
            podSelector: { matchLabels: { a: "b" } },
            policyTypes: ["Ingress", "Egress"],
          }),
        ],
      },
    ),
    ["default-deny-present"],
  ],
  [
    "a pod with a default deny of one direction",
    createPod({}, { with: [guard("NetworkPolicy", "default-deny", { podSelector: {}, policyTypes: ["Ingress"] })] }),
    ["default-deny-present"],
  ],
  ["a quota deleted", touchQuota("DELETE"), ["guards-stay"]],
  ["all quotas deleted at once", touchQuota("DELETE", { name: "" }), ["guards-stay"]],
  ["a quota raised", touchQuota("UPDATE"), ["guards-stay"]],
  ["a quota raised by the platform team", touchQuota("UPDATE", { may: MAY_UPDATE_NAMESPACE }), []],
  [
    "a quota deleted with its namespace",
    touchQuota("DELETE", { name: "", user: "system:serviceaccount:kube-system:namespace-controller" }),
    [],
  ],
  [
    "a quota raised as the namespace controller",
    touchQuota("UPDATE", { user: "system:serviceaccount:kube-system:namespace-controller" }),
    ["guards-stay"],
  ],
  [
    "a quota of the tenant's own deleted",
    touchQuota("DELETE", { name: "mine", old: guard("ResourceQuota", "mine", {}) }),
    [],
  ],
  [
    "the default deny deleted",
    touchQuota("DELETE", {
      group: "networking.k8s.io",
      resource: "networkpolicies",
      name: "default-deny",
      old: guard("NetworkPolicy", "default-deny", { podSelector: {} }),
    }),
    ["guards-stay"],
  ],
  ["a namespace as it was", relabel({ ...levels(), team: "a" }), []],
  [
    "a level loosened",
    relabel(levels({ "pod-security.kubernetes.io/enforce": "privileged" })),
    ["tenant-namespaces-stay-restricted"],
  ],
  [
    "a level taken off",
    relabel(levels({ "pod-security.kubernetes.io/enforce": undefined })),
    ["tenant-namespaces-stay-restricted"],
  ],
  [
    "a version that sinks",
    relabel(levels({ "pod-security.kubernetes.io/enforce-version": "v1.9" })),
    ["tenant-namespaces-stay-restricted"],
  ],
  [
    "a version that changes by itself",
    relabel(levels({ "pod-security.kubernetes.io/enforce-version": "latest" })),
    ["tenant-namespaces-stay-restricted"],
  ],
  ["a version that rises", relabel(levels({ "pod-security.kubernetes.io/enforce-version": "v1.36" })), []],
  [
    "the tenant's label taken off",
    relabel(levels({ "portcullis.dev/tenant": undefined })),
    ["tenant-namespaces-stay-restricted"],
  ],
  ["all labels taken off", relabel(undefined), ["tenant-namespaces-stay-restricted"]],
  ["a namespace that is no tenant", relabel({ a: "b" }, {}), []],
  [
    "a tenant made by hand without a level",
    { ...relabel({ "portcullis.dev/tenant": "x" }), operation: "CREATE", old: undefined } as unknown as Request,
    ["tenant-namespaces-stay-restricted"],
  ],
  ["a namespace of nobody's", makeNamespace("stray"), ["no-stray-namespaces"]],
  ["a namespace with other labels", makeNamespace("stray", { team: "a" }), ["no-stray-namespaces"]],
  ["a namespace that the description names", makeNamespace("ingress"), []],
  ["a namespace whose name begins like one of those", makeNamespace("ingress-2"), ["no-stray-namespaces"]],
  [
    "a namespace that the API server makes",
    { ...makeNamespace("kube-public"), user: "system:apiserver", groups: ["system:masters", "system:authenticated"] },
    [],
  ],
  ["a pod in a namespace that the description names", podIn("ingress"), []],
  ["a pod in a namespace of nobody's", podIn("stray"), ["no-stray-namespaces"]],
  [
    "a DaemonSet's pod in a namespace of nobody's",
    podIn("stray", { user: "system:serviceaccount:kube-system:daemon-set-controller" }),
    ["no-stray-namespaces"],
  ],
  [
    "work in default",
    createPod(
      {},
      {
        namespace: "default",
        object: pod({}, { namespace: "default" }),
        with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "default" } }],
      },
    ),
    ["no-work-in-default"],
  ],
  ["a binding by name", bind(binding("view", SRE)), []],
  ["cluster-admin", bind(binding("cluster-admin", SRE)), ["no-master-bindings"]],
  [
    "cluster-admin for a namespace",
    bind(binding("cluster-admin", SRE, { name: "b", namespace: "telemetry" }, "RoleBinding"), {
      namespace: "telemetry",
    }),
    ["no-master-bindings"],
  ],
  ["everybody", bind(binding("view", { kind: "Group", name: "system:authenticated" })), ["no-master-bindings"]],
  ["nobody known", bind(binding("view", { kind: "User", name: "system:anonymous" })), ["no-master-bindings"]],
  [
    "everybody added to a binding",
    {
      ...bind(binding("view", { kind: "Group", name: "system:unauthenticated" })),
      operation: "UPDATE",
      old: binding("view", SRE),
    },
    ["no-master-bindings"],
  ],
  [
    "a label on an old binding of everybody",
    {
      ...bind(binding("view", { kind: "Group", name: "system:authenticated" }, { name: "b", labels: { a: "b" } })),
      operation: "UPDATE",
      old: binding("view", { kind: "Group", name: "system:authenticated" }),
    },
    [],
  ],
  ["cluster-admin for what is excepted", bind(binding("cluster-admin", SRE, { name: "flux" })), []],
  [
    "cluster-admin under an excepted name of another kind",
    bind(binding("cluster-admin", SRE, { name: "flux", namespace: "telemetry" }, "RoleBinding"), {
      namespace: "telemetry",
    }),
    ["no-master-bindings"],
  ],
  [
    "cluster-admin under an excepted name in its namespace",
    bind(binding("cluster-admin", SRE, { name: "flux", namespace: "flux-system" }, "RoleBinding"), {
      namespace: "flux-system",
      with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "flux-system" } }],
    }),
    [],
  ],
  [
    "kubeadm's own binding",
    bind(
      binding("cluster-admin", { kind: "Group", name: "kubeadm:cluster-admins" }, { name: "kubeadm:cluster-admins" }),
    ),
    [],
  ],
  [
    "another subject in kubeadm's binding",
    bind(binding("cluster-admin", SRE, { name: "kubeadm:cluster-admins" })),
    ["no-master-bindings"],
  ],
  [
    "the API server's default bindings",
    bind(binding("system:discovery", { kind: "Group", name: "system:authenticated" }), {
      user: "system:apiserver",
      groups: ["system:masters", "system:authenticated"],
    }),
    [],
  ],
  [
    "a certificate that only claims to be the API server",
    bind(binding("cluster-admin", SRE), { user: "system:apiserver" }),
    ["no-master-bindings"],
  ],
  [
    "a user whose name begins like Amazon's",
    bind(binding("cluster-admin", SRE), { user: "eks:somebody" }),
    ["no-master-bindings"],
  ],
  ["a role by name", make(role({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] })), []],
  ["a role that grants everything", make(role(EVERYTHING)), ["no-powerful-roles"]],
  [
    "every sub-resource",
    make(role({ apiGroups: [""], resources: ["*/scale"], verbs: ["get"] })),
    ["no-powerful-roles"],
  ],
  ["every path", make(role({ nonResourceURLs: ["*"], verbs: ["get"] })), ["no-powerful-roles"]],
  ["escalate", make(role({ apiGroups: [RBAC], resources: ["roles"], verbs: ["escalate"] })), ["no-powerful-roles"]],
  [
    "impersonate in the narrow form",
    make(role({ apiGroups: ["authentication.k8s.io"], resources: ["users"], verbs: ["impersonate:user-info"] })),
    ["no-powerful-roles"],
  ],
  ["an excepted role that grants everything", make(role(EVERYTHING, { name: "flux" })), []],
  [
    "the controller that gathers roles",
    make(role(EVERYTHING, { name: "admin" }), {
      user: "system:serviceaccount:kube-system:clusterrole-aggregation-controller",
    }),
    [],
  ],
  [
    "another account of kube-system",
    make(role(EVERYTHING), { user: "system:serviceaccount:kube-system:default" }),
    ["no-powerful-roles"],
  ],
  ["a webhook inside", install(hook(rules(["apps"], ["deployments"]))), []],
  ["a webhook outside", install(hook({ clientConfig: { url: "https://evil.example.com" } })), ["webhooks-inside"]],
  ["a webhook that is sent Secrets", install(hook(rules([""], ["pods", "secrets"]))), ["webhooks-inside"]],
  ["a webhook that is sent everything", install(hook(rules(["*"], ["*/*"]))), ["webhooks-inside"]],
  ["an excepted webhook that is sent everything", install(hook(rules(["*"], ["*"]), "engine")), []],
  ["a certificate for eight hours", certificate({ expirationSeconds: 28_800 }), []],
  ["a certificate without a life", certificate({}), ["short-lived-client-certificates"]],
  ["a certificate for a year", certificate({ expirationSeconds: 31_536_000 }), ["short-lived-client-certificates"]],
  [
    "a certificate that serves too",
    certificate({ expirationSeconds: 600, usages: ["client auth", "server auth"] }),
    ["short-lived-client-certificates"],
  ],
  [
    "a certificate of an old signer",
    certificate({ signerName: "kubernetes.io/legacy-unknown" }),
    ["short-lived-client-certificates"],
  ],
  [
    "a kubelet's certificate",
    certificate({ signerName: "kubernetes.io/kubelet-serving", usages: ["server auth"] }),
    [],
  ],
  ["a Secret of a team", keep({ type: "Opaque" }), []],
  ["a Secret that says nothing of its type", keep({}), []],
  ["a Secret that holds a token for ever", keep({ type: "kubernetes.io/service-account-token" }), ["no-token-secrets"]],
  [
    "such a Secret of Kubernetes' own namespace",
    keep(
      { type: "kubernetes.io/service-account-token" },
      { namespace: "kube-system", with: [{ apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } }] },
    ),
    ["no-token-secrets"],
  ],
  [
    "such a Secret by a master",
    keep({ type: "kubernetes.io/service-account-token" }, { user: "kubernetes-admin", groups: ["system:masters"] }),
    ["no-token-secrets"],
  ],
];

function keep(content: Written, more: Partial<Request> = {}): Request {
  const object = {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "kept", namespace: more.namespace ?? "telemetry" },
    ...content,
  };
  return {
    operation: "CREATE",
    resource: "secrets",
    namespace: "telemetry",
    name: "kept",
    object,
    user: "oidc:somebody",
    ...more,
  };
}

const SUPERVISOR = { user: "system:k3s-supervisor", groups: ["system:masters", "system:authenticated"] } as const;

/** What differs with k3s. */
const ASKED_ON_EDGE: readonly (readonly [string, Request, readonly string[]])[] = [
  ["what k3s brings itself", make(role(EVERYTHING, { name: "local-path-provisioner-role" }), SUPERVISOR), []],
  [
    "a certificate that only claims to be k3s",
    make(role(EVERYTHING), { user: "system:k3s-supervisor" }),
    ["no-powerful-roles"],
  ],
  ["another master", make(role(EVERYTHING), { ...SUPERVISOR, user: "system:admin" }), ["no-powerful-roles"]],
  [
    "a user whose name begins like Amazon's",
    bind(binding("cluster-admin", SRE), { user: "eks:somebody" }),
    ["no-master-bindings"],
  ],
];

/** The pod that the written DaemonSet makes, with its spec or its container changed. */
function forwarding(spec: Written = {}, inContainer: Written = {}, more: Partial<Request> = {}): Request {
  const daemonSet = objectsOf(onCloud).find(({ kind }) => kind === "DaemonSet") as {
    spec: { template: { spec: Written } };
  };
  const template = daemonSet.spec.template.spec;
  const [collector] = template.containers as readonly Written[];
  const metadata = { name: "log-forwarder-x", namespace: "portcullis-logs" };
  return {
    operation: "CREATE",
    resource: "pods",
    namespace: "portcullis-logs",
    name: metadata.name,
    object: {
      apiVersion: "v1",
      kind: "Pod",
      metadata,
      spec: { ...template, containers: [{ ...collector, ...inContainer }], ...spec },
    },
    user: "system:serviceaccount:kube-system:daemon-set-controller",
    ...more,
  };
}
const confined = { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: ["ALL"] } };
const volume = (name: string, path: string) => ({ volumes: [{ name, hostPath: { path } }] });
const ALONE = ["log-forwarder-alone"];
const FORWARDER_REQUESTS: readonly (readonly [string, Request, readonly string[]])[] = [
  ["the forwarder as it is written", forwarding(), []],
  [
    "what pods wrote, writable",
    forwarding({}, { volumeMounts: [{ name: "pod-logs", mountPath: "/var/log/pods" }] }),
    ALONE,
  ],
  ["the whole machine", forwarding(volume("pod-logs", "/")), ALONE],
  ["another folder under another name", forwarding(volume("etc", "/etc")), ALONE],
  ["what pods wrote under the name of the writable folder", forwarding(volume("state", "/var/log/pods")), ALONE],
  ["the machine's network", forwarding({ hostNetwork: true }), ALONE],
  ["the machine's processes", forwarding({ hostPID: true }), ALONE],
  ["a port of the machine", forwarding({}, { ports: [{ containerPort: 80, hostPort: 80 }] }), ALONE],
  ["another account", forwarding({ serviceAccountName: "default" }), ALONE],
  ["a token", forwarding({ automountServiceAccountToken: true }), ALONE],
  ["every system call", forwarding({ securityContext: { runAsUser: 0 } }), ALONE],
  ["a privileged container", forwarding({}, { securityContext: { ...confined, privileged: true } }), ALONE],
  [
    "capabilities",
    forwarding({}, { securityContext: { ...confined, capabilities: { drop: ["ALL"], add: ["SYS_ADMIN"] } } }),
    ALONE,
  ],
  ["a writable root", forwarding({}, { securityContext: { ...confined, readOnlyRootFilesystem: false } }), ALONE],
  ["no word of privileges", forwarding({}, { securityContext: {} }), ALONE],
  [
    "a container's own system calls",
    forwarding({}, { securityContext: { ...confined, seccompProfile: { type: "Unconfined" } } }),
    ALONE,
  ],
  ["an image by tag", forwarding({}, { image: "registry.example.com/otel/collector:1" }), ALONE],
  ["an init container", forwarding({ initContainers: [container({ name: "init" })] }), ALONE],
  [
    "a debug container",
    forwarding(
      { ephemeralContainers: [{ ...container({ name: "debug" }), resources: undefined }] },
      {},
      { operation: "UPDATE", subResource: "ephemeralcontainers", old: forwarding().object as Written },
    ),
    ALONE,
  ],
];

/** What differs on Amazon EKS. */
const ASKED_ON_CLOUD: readonly (readonly [string, Request, readonly string[]])[] = [
  ["a namespace of nobody's", makeNamespace("stray"), ["no-stray-namespaces"]],
  ["a namespace of one of Amazon's add-ons", { ...makeNamespace("amazon-guardduty"), user: "eks:addon-manager" }, []],
  ["a pod in a namespace of nobody's", podIn("stray"), ["no-stray-namespaces"]],
  ...FORWARDER_REQUESTS,
  ["what Amazon EKS writes itself", bind(binding("cluster-admin", SRE), { user: "eks:addon-manager" }), []],
  ["a role of Amazon EKS", make(role(EVERYTHING), { user: "eks:cluster-bootstrap" }), []],
  [
    "a webhook of Amazon EKS",
    install(hook({ clientConfig: { url: "https://127.0.0.1:23443/mutate" } }), "eks:cluster-bootstrap"),
    [],
  ],
  ["cluster-admin", bind(binding("cluster-admin", SRE), { user: "oidc:eks:somebody" }), ["no-master-bindings"]],
  [
    "the name of kubeadm's binding",
    bind(
      binding("cluster-admin", { kind: "Group", name: "kubeadm:cluster-admins" }, { name: "kubeadm:cluster-admins" }),
    ),
    ["no-master-bindings"],
  ],
];

const KUBE_SYSTEM = { apiVersion: "v1", kind: "Namespace", metadata: { name: "kube-system" } };
const GLASS = {
  user: "portcullis:break-glass:alice:1795434514",
  groups: ["portcullis:break-glass", "system:authenticated"],
};
const NOTHING = ["break-glass-makes-nothing"];
const scale = (replicas: number): Written => ({
  apiVersion: "autoscaling/v1",
  kind: "Scale",
  metadata: { name: "app", namespace: "telemetry" },
  spec: { replicas },
});
const deployment = (image: string, metadata: Written = {}): Written => ({
  apiVersion: "apps/v1",
  kind: "Deployment",
  metadata: { name: "app", namespace: "telemetry", ...metadata },
  spec: {
    selector: { matchLabels: { app: "app" } },
    template: { metadata: { labels: { app: "app" } }, spec: { containers: [{ name: "app", image }] } },
  },
});
const changeDeployment = (more: Partial<Request>): Request => ({
  operation: "UPDATE",
  group: "apps",
  resource: "deployments",
  namespace: "telemetry",
  name: "app",
  object: deployment("registry.example.com/b:1"),
  old: deployment("registry.example.com/a:1"),
  ...more,
});
const token = (more: Partial<Request>): Request => ({
  operation: "CREATE",
  resource: "serviceaccounts",
  subResource: "token",
  namespace: "kube-system",
  name: "clusterrole-aggregation-controller",
  object: {
    apiVersion: "authentication.k8s.io/v1",
    kind: "TokenRequest",
    spec: { audiences: [], expirationSeconds: 86_400 },
  },
  with: [KUBE_SYSTEM],
  ...more,
});
const evict = (more: Partial<Request> = {}): Request => ({
  operation: "CREATE",
  resource: "pods",
  subResource: "eviction",
  namespace: "kube-system",
  name: "app",
  object: { apiVersion: "policy/v1", kind: "Eviction", metadata: { name: "app", namespace: "kube-system" } },
  with: [KUBE_SYSTEM],
  ...GLASS,
  ...more,
});
const deletePod = (more: Partial<Request> = {}): Request => ({
  operation: "DELETE",
  resource: "pods",
  namespace: "kube-system",
  name: "app",
  old: pod({}, { namespace: "kube-system" }),
  with: [KUBE_SYSTEM],
  ...GLASS,
  ...more,
});
const secret: Request = {
  operation: "CREATE",
  resource: "secrets",
  namespace: "kube-system",
  name: "s",
  object: {
    apiVersion: "v1",
    kind: "Secret",
    metadata: { name: "s", namespace: "kube-system" },
    type: "kubernetes.io/service-account-token",
  },
  with: [KUBE_SYSTEM],
};
const approve: Request = {
  ...certificate({ expirationSeconds: 600 }),
  operation: "UPDATE",
  subResource: "approval",
  old: certificate({ expirationSeconds: 600 }).object as Written,
};
const PEOPLE = ["people-have-attributes"];
const having = (attributes: Readonly<Record<string, readonly string[]>>): Partial<Request> => ({
  user: "oidc:somebody",
  groups: ["oidc:dev", "system:authenticated"],
  extra: Object.fromEntries(
    Object.entries(attributes).map(([name, values]) => [`attributes.portcullis.dev/${name}`, values]),
  ),
});
const RIGHT = having({ department: ["production"], ticket: ["CHG-17"] });
const config = (namespace: string, more: Partial<Request>): Request => ({
  operation: "CREATE",
  resource: "configmaps",
  namespace,
  name: "c",
  object: { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "c", namespace } },
  ...more,
});

/** Whoever breaks glass mends and does not stay, and people write with their attributes. */
const ASKED_OF_PEOPLE: readonly (readonly [string, Request, readonly string[]])[] = [
  ["glass: a pod deleted", deletePod(), []],
  ["glass: all pods deleted at once", deletePod({ name: "" }), NOTHING],
  ["glass: a pod evicted", evict(), []],
  [
    "glass: a pod of a tenant deleted, without attributes",
    deletePod({ namespace: "telemetry", old: pod(), with: [] }),
    [],
  ],
  [
    "glass: a job deleted",
    deletePod({
      group: "batch",
      resource: "jobs",
      old: { apiVersion: "batch/v1", kind: "Job", metadata: { name: "app", namespace: "kube-system" } },
    }),
    [],
  ],
  [
    "glass: a workload scaled",
    changeDeployment({ ...GLASS, subResource: "scale", object: scale(0), old: scale(3) }),
    [],
  ],
  ["glass: what a workload runs, changed", changeDeployment(GLASS), NOTHING],
  [
    "glass: a workload deleted",
    changeDeployment({ ...GLASS, operation: "DELETE", object: undefined as never }),
    NOTHING,
  ],
  ["glass: a pod made", createPod({}, GLASS), NOTHING],
  [
    "glass: a pod made where no tenant is",
    createPod(
      {},
      { ...GLASS, namespace: "kube-system", object: pod({}, { namespace: "kube-system" }), with: [KUBE_SYSTEM] },
    ),
    NOTHING,
  ],
  ["glass: a pod entered", enter("pods/exec", "PodExecOptions", GLASS), ["no-entering-pods", ...NOTHING]],
  [
    "glass: a pod entered where no tenant is",
    enter("pods/exec", "PodExecOptions", { ...GLASS, namespace: "kube-system", with: [KUBE_SYSTEM] }),
    NOTHING,
  ],
  [
    "glass: a debug container",
    updatePod(debug(), {}, { ...GLASS, subResource: "ephemeralcontainers", may: BREAKGLASS }),
    NOTHING,
  ],
  ["glass: another binding", bind(binding("view", SRE), GLASS), NOTHING],
  [
    "glass: its own binding with more subjects",
    {
      ...bind(binding("portcullis:break-glass", SRE), GLASS),
      operation: "UPDATE",
      old: binding("portcullis:break-glass", { kind: "Group", name: "portcullis:break-glass" }),
    },
    NOTHING,
  ],
  ["glass: a role", make(role({ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }), GLASS), NOTHING],
  ["glass: a request for a certificate", { ...certificate({ expirationSeconds: 600 }), ...GLASS }, NOTHING],
  ["glass: an approval of a certificate", { ...approve, ...GLASS }, ["certificates-approved-on-machines", ...NOTHING]],
  ["glass: a token of an account", token(GLASS), NOTHING],
  ["glass: a Secret that becomes a token", { ...secret, ...GLASS }, ["no-token-secrets", ...NOTHING]],
  ["glass: a webhook", { ...install(hook(rules(["apps"], ["deployments"]))), ...GLASS }, NOTHING],
  [
    "glass: a namespace loosened",
    { ...relabel(levels({ "pod-security.kubernetes.io/enforce": "privileged" })), ...GLASS },
    ["tenant-namespaces-stay-restricted", ...NOTHING],
  ],
  [
    "glass: among other groups, one of masters",
    createPod({}, { ...GLASS, groups: ["system:masters", "portcullis:break-glass"] }),
    NOTHING,
  ],
  ["a token of an account, by somebody else", token({ user: "oidc:somebody" }), []],
  ["a group of a similar name", createPod({}, { ...RIGHT, groups: ["portcullis:break-glass-2"] }), []],
  ["a person with both attributes", createPod({}, RIGHT), []],
  ["a person with none", createPod({}, having({})), PEOPLE],
  ["a person for whom nothing was taken over", createPod({}, { user: "oidc:somebody" }), PEOPLE],
  ["a person without a ticket", createPod({}, having({ department: ["production"] })), PEOPLE],
  ["a person with an empty ticket", createPod({}, having({ department: ["production"], ticket: [""] })), PEOPLE],
  ["a person of another department", createPod({}, having({ department: ["finance"], ticket: ["CHG-17"] })), PEOPLE],
  [
    "a person of two departments",
    createPod({}, having({ department: ["finance", "production"], ticket: ["CHG-17"] })),
    [],
  ],
  ["a department in other letters", createPod({}, having({ department: ["Production"], ticket: ["CHG-17"] })), PEOPLE],
  [
    "attributes under another domain",
    createPod(
      {},
      { user: "oidc:somebody", extra: { "example.com/department": ["production"], "example.com/ticket": ["CHG-17"] } },
    ),
    PEOPLE,
  ],
  ["a namespace that lost its label", createPod({}, { ...RIGHT, with: [namespace(levels())] }), PEOPLE],
  ["a config map, without attributes", config("telemetry", having({})), PEOPLE],
  [
    "a deployment deleted, without attributes",
    changeDeployment({ ...having({}), operation: "DELETE", object: undefined as never }),
    PEOPLE,
  ],
  [
    "a pod entered, with both attributes and the glass",
    enter("pods/exec", "PodExecOptions", { ...RIGHT, may: BREAKGLASS }),
    [],
  ],
  [
    "a pod entered, without attributes",
    enter("pods/exec", "PodExecOptions", { ...having({}), may: BREAKGLASS }),
    PEOPLE,
  ],
  ["another namespace that asks for a ticket alone", config("reports", having({ ticket: ["CHG-17"] })), []],
  ["another namespace, without its ticket", config("reports", having({ department: ["production"] })), PEOPLE],
  ["a namespace that asks for nothing", config("sandbox", having({})), []],
  [
    "a namespace of the cluster, where nothing is asked",
    config("kube-system", { ...having({}), with: [KUBE_SYSTEM] }),
    [],
  ],
  [
    "a certificate that recovers",
    deletePod({ namespace: "telemetry", old: pod(), with: [], user: "somebody", groups: ["cert:plant-recovery"] }),
    [],
  ],
  [
    "a single certificate that recovers",
    deletePod({ namespace: "telemetry", old: pod(), with: [], user: "cert:oncall", groups: ["system:authenticated"] }),
    [],
  ],
  [
    "a single certificate of somebody else",
    deletePod({ namespace: "telemetry", old: pod(), with: [], user: "cert:others", groups: ["system:authenticated"] }),
    PEOPLE,
  ],
  [
    "a certificate of another group",
    deletePod({ namespace: "telemetry", old: pod(), with: [], user: "somebody", groups: ["cert:others"] }),
    PEOPLE,
  ],
  [
    "the administrator of the machine",
    config("telemetry", { user: "kubernetes-admin", groups: ["kubeadm:cluster-admins"] }),
    [],
  ],
  [
    "a controller",
    config("telemetry", {
      user: "system:serviceaccount:kube-system:root-ca-cert-publisher",
      groups: ["system:serviceaccounts"],
    }),
    [],
  ],
  [
    "somebody who calls himself like one",
    config("telemetry", { user: "oidc:system:admin", groups: ["oidc:system:masters"] }),
    PEOPLE,
  ],
];

describe.each([
  ["where people are asked", guarded, ASKED_OF_PEOPLE],
  ["on machines", onMachines, ASKED],
  ["on Amazon EKS", onCloud, ASKED_ON_CLOUD],
  ["at the edge", onEdge, ASKED_ON_EDGE],
] as const)("the API server's own code, %s", (_, input, asked) => {
  testUnless(missing, "finds every object valid and every expression of the right type", () => {
    const { invalid, types, typed } = ask(input, []);
    expect({ invalid, types }).toEqual({ invalid: [], types: [] });
    expect(typed).toBe(objectsOf(input).filter(({ kind }) => kind === "ValidatingAdmissionPolicy").length);
  });

  testUnless(missing, `refuses what policies refuse, and nothing else, in ${asked.length} requests`, () => {
    const { refusals } = ask(
      input,
      asked.map(([, request]) => request),
    );
    // A refusal must be what an expression says, and not that it could not be evaluated.
    expect(
      refusals.flat().filter((text) => /resulted in error|failed to configure binding: (?!no params)/.test(text)),
    ).toEqual([]);
    const answers = asked.map(([name], index) => [name, namesIn(refusals[index] ?? ["no answer"])]);
    expect(Object.fromEntries(answers)).toEqual(
      Object.fromEntries(asked.map(([name, , refusing]) => [name, refusing])),
    );
  });
});

/** Policies that look at the rights of whoever asks: nobody can say that without the server. */
const BY_RIGHTS = ["guards-stay", "no-entering-pods"];

// No server is needed for this: the answers above are what the server's own code says.
describe.each([
  ["where people are asked", guarded, ASKED_OF_PEOPLE],
  ["on machines", onMachines, ASKED],
  ["on Amazon EKS", onCloud, ASKED_ON_CLOUD],
  ["at the edge", onEdge, ASKED_ON_EDGE],
] as const)("policies evaluated without a server, %s", (_, input, asked) => {
  const answers = askOffline(
    input,
    asked.map(([, request]) => request),
  );

  test("refuse what the API server's own code refuses, and nothing else", () => {
    const told = asked.map(([name], index) => [name, refusing(answers[index] ?? [], BY_RIGHTS)]);
    expect(Object.fromEntries(told)).toEqual(
      Object.fromEntries(asked.map(([name, , names]) => [name, names.filter((one) => !BY_RIGHTS.includes(one))])),
    );
  });

  test("say of nothing but the rights of whoever asks that nobody can tell", () => {
    const unknown = answers.flatMap((all) => all.filter(([, { answer }]) => answer === "unknown"));
    expect(unknown.filter(([name]) => !BY_RIGHTS.includes(name))).toEqual([]);
  });

  test("let nothing pass that the API server refuses by the rights of whoever asks", () => {
    const passed = asked.flatMap(([name, , names], index) =>
      (answers[index] ?? [])
        .filter(([policy, { answer }]) => names.includes(policy) && answer !== "refuses" && answer !== "unknown")
        .map(([policy]) => `${name}: ${policy}`),
    );
    expect(passed).toEqual([]);
  });

  testUnless(missing, "say why in the words of the API server", () => {
    const { refusals } = ask(
      input,
      asked.map(([, request]) => request),
    );
    const wrong = asked.flatMap(([name], index) =>
      (answers[index] ?? []).flatMap(([policy, told]) => {
        if (told.answer !== "refuses") return [];
        const served = refusals[index]?.find((text) => text.includes(`ValidatingAdmissionPolicy '${policy}'`)) ?? "";
        return told.messages.some((message) => served.includes(message)) ? [] : [{ name, policy, told, served }];
      }),
    );
    expect(wrong).toEqual([]);
  });
});

function refusing(answers: readonly (readonly [string, PolicyAnswer])[], except: readonly string[]): readonly string[] {
  return answers.filter(([name, { answer }]) => answer === "refuses" && !except.includes(name)).map(([name]) => name);
}

describe("the API server's own code", () => {
  testUnless(missing, "finds every policy that warns for a while valid, and its clock of the right type", () => {
    const window = { from: "2026-12-01T08:00:00Z", until: "2027-01-31T18:00:00Z", why: "teams mend what they have" };
    const warnOnly = WARNABLE_POLICIES.map((policy) => ({ policy, ...window }));
    const { invalid, types, typed } = ask({ ...guarded, admission: { ...admission, warnOnly } } as ClusterInput, []);
    expect({ invalid, types }).toEqual({ invalid: [], types: [] });
    expect(typed).toBeGreaterThan(warnOnly.length);
  });

  testUnless(missing, "finds a wrong type and a misspelt field, so its word counts", () => {
    const [policy, ...rest] = objectsOf(onMachines) as readonly Written[];
    const spec = policy?.spec as Written;
    const wrong = { ...policy, spec: { ...spec, validations: [{ expression: "object.spec.nothing == 1" }] } };
    const misspelt = { ...rest[0], spec: { ...(rest[0]?.spec as Written), validationAction: [] } };
    const { stdout } = spawnSync(program ?? "", [], {
      input: JSON.stringify({ objects: [wrong, misspelt], requests: [] }),
      encoding: "utf8",
    });
    const answer: Answer = JSON.parse(stdout);
    expect(answer.types).toHaveLength(1);
    expect(answer.invalid).toHaveLength(1);
  });
});
