/** An audit policy that others are known to ship, said again from what they document. */
export interface OtherPolicy {
  readonly name: string;
  /** Where its behaviour is documented. */
  readonly source: string;
  readonly content: Readonly<Record<string, unknown>>;
}

type Rule = Readonly<Record<string, unknown>>;

const RECEIVED = ["RequestReceived"];
const READS = ["get", "list", "watch"];
const core = (...resources: readonly string[]) => ({ group: "", resources });
const silent = (who: Rule, verbs: readonly string[], ...resources: readonly Rule[]): Rule => ({
  level: "None",
  ...who,
  verbs,
  resources,
});
const policy = (rules: readonly Rule[], more: Rule = {}) => ({
  apiVersion: "audit.k8s.io/v1",
  kind: "Policy",
  ...more,
  rules,
});

/** The API groups that the policy of kube-up calls known. */
const KNOWN = [
  ...["", "admissionregistration.k8s.io", "apiextensions.k8s.io", "apiregistration.k8s.io", "apps"],
  ...["authentication.k8s.io", "authorization.k8s.io", "autoscaling", "batch", "certificates.k8s.io", "extensions"],
  ...["metrics.k8s.io", "networking.k8s.io", "policy", "rbac.authorization.k8s.io", "storage.k8s.io"],
].map((group) => ({ group }));

/** What kube-up leaves out, and who took it over. */
const NOISE: readonly Rule[] = [
  silent({ users: ["system:kube-proxy"] }, ["watch"], core("endpoints", "services", "services/status")),
  silent({ userGroups: ["system:nodes"] }, ["get"], core("nodes", "nodes/status")),
  silent(
    {
      users: [
        "system:kube-controller-manager",
        "system:kube-scheduler",
        "system:serviceaccount:kube-system:endpoint-controller",
      ],
      namespaces: ["kube-system"],
    },
    ["get", "update"],
    core("endpoints"),
  ),
  silent({ users: ["system:apiserver"] }, ["get"], core("namespaces", "namespaces/status", "namespaces/finalize")),
  { level: "None", nonResourceURLs: ["/healthz*", "/version", "/swagger*"] },
  { level: "None", resources: [core("events")] },
];

/** Reads with what was asked, changes with question and answer. */
const BODIES: readonly Rule[] = [
  { level: "Request", verbs: READS, resources: KNOWN, omitStages: RECEIVED },
  { level: "RequestResponse", resources: KNOWN, omitStages: RECEIVED },
  { level: "Metadata", omitStages: RECEIVED },
];

const reviews = { group: "authentication.k8s.io", resources: ["tokenreviews"] };

export const OTHER_POLICIES: readonly OtherPolicy[] = [
  {
    name: "the Kubernetes documentation",
    source: "https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy",
    content: policy(
      [
        { level: "RequestResponse", resources: [core("pods")] },
        { level: "Metadata", resources: [core("pods/log", "pods/status")] },
        { level: "None", resources: [{ ...core("configmaps"), resourceNames: ["controller-leader"] }] },
        silent({ users: ["system:kube-proxy"] }, ["watch"], core("endpoints", "services")),
        { level: "None", userGroups: ["system:authenticated"], nonResourceURLs: ["/api*", "/version"] },
        { level: "Request", resources: [core("configmaps")], namespaces: ["kube-system"] },
        { level: "Metadata", resources: [core("secrets", "configmaps")] },
        { level: "Request", resources: [{ group: "" }, { group: "extensions" }] },
        { level: "Metadata", omitStages: RECEIVED },
      ],
      { omitStages: RECEIVED },
    ),
  },
  {
    name: "kube-up on GCE, and Kubespray",
    source:
      "https://github.com/kubernetes-sigs/kubespray/blob/master/roles/kubernetes/control-plane/templates/apiserver-audit-policy.yaml.j2",
    content: policy([
      ...NOISE,
      {
        level: "Metadata",
        resources: [core("secrets", "configmaps", "serviceaccounts/token"), reviews],
        omitStages: RECEIVED,
      },
      ...BODIES,
    ]),
  },
  {
    name: "Amazon EKS",
    source: "https://docs.aws.amazon.com/eks/latest/best-practices/auditing-and-logging.html",
    content: policy([
      {
        level: "RequestResponse",
        verbs: ["update", "patch", "delete"],
        namespaces: ["kube-system"],
        resources: [{ ...core("configmaps"), resourceNames: ["aws-auth"] }],
        omitStages: RECEIVED,
      },
      ...NOISE,
      {
        level: "Request",
        userGroups: ["system:nodes"],
        verbs: ["update", "patch"],
        resources: [core("nodes/status", "pods/status")],
        omitStages: RECEIVED,
      },
      { level: "Metadata", resources: [core("secrets", "configmaps"), reviews], omitStages: RECEIVED },
      { level: "Request", resources: [core("serviceaccounts/token")] },
      ...BODIES,
    ]),
  },
  {
    name: "OpenShift, profile Default",
    source: "https://github.com/openshift/library-go/blob/master/pkg/operator/apiserver/audit/testdata/default.yaml",
    content: policy(
      [
        {
          level: "None",
          userGroups: ["system:authenticated", "system:unauthenticated"],
          nonResourceURLs: ["/api*", "/version", "/healthz", "/readyz", "/livez"],
        },
        { level: "Metadata", omitStages: RECEIVED },
      ],
      { omitStages: RECEIVED, omitManagedFields: true },
    ),
  },
  {
    name: "OpenShift, profile WriteRequestBodies",
    source:
      "https://github.com/openshift/library-go/blob/master/pkg/operator/apiserver/audit/testdata/writerequestbodies.yaml",
    content: policy(
      [
        { level: "None", resources: [core("events")] },
        {
          level: "None",
          userGroups: ["system:authenticated", "system:unauthenticated"],
          nonResourceURLs: ["/api*", "/version", "/healthz", "/readyz"],
        },
        { level: "Metadata", resources: [core("secrets")] },
        { level: "RequestResponse", verbs: ["create", "update", "patch", "delete", "deletecollection"] },
        { level: "Metadata", omitStages: RECEIVED },
      ],
      { omitStages: RECEIVED, omitManagedFields: true },
    ),
  },
  {
    name: "Talos Linux, and RKE",
    source: "https://docs.siderolabs.com/talos/v1.14/reference/configuration/kubernetes/kubeauditpolicyconfig",
    content: policy([{ level: "Metadata" }]),
  },
  {
    name: "RKE2 with a CIS profile",
    source: "https://docs.rke2.io/security/hardening_guide",
    content: policy([{ level: "None" }]),
  },
];
