import {
  ADMISSION,
  base64,
  CORE,
  metadata,
  NAMESPACE,
  patch,
  post,
  RBAC,
  rbac,
  remove,
  roleRef,
  signing,
  webhook,
} from "../scene-objects";
import type { SensitiveRequest } from "../sensitive-request";

const GROUP = "rbac.authorization.k8s.io";
const IN = `${RBAC}/namespaces/${NAMESPACE}`;
const ALL = { rules: [{ apiGroups: ["*"], resources: ["*"], verbs: ["*"] }] };
const bodies = "RequestResponse";

/** Who gives which right to whom. */
const RIGHTS: readonly SensitiveRequest[] = [
  {
    name: "a role is made",
    target: { verb: "create", group: GROUP, resource: "roles" },
    ask: ({ run }) => post(`${IN}/roles`, rbac("Role", `made-${run}`, ALL)),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: bodies,
    status: 403,
  },
  {
    name: "a role is widened",
    target: { verb: "patch", group: GROUP, resource: "roles" },
    ask: ({ run }) => patch(`${IN}/roles/role-${run}`, ALL),
    namespace: NAMESPACE,
    object: ({ run }) => `role-${run}`,
    level: bodies,
    status: 403,
  },
  {
    name: "a role is deleted",
    target: { verb: "delete", group: GROUP, resource: "roles" },
    ask: ({ run }) => remove(`${IN}/roles/doomed-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `doomed-${run}`,
    level: bodies,
    status: 200,
  },
  {
    name: "a role of the whole cluster is widened",
    target: { verb: "patch", group: GROUP, resource: "clusterroles" },
    ask: ({ run }) => patch(`${RBAC}/clusterroles/role-${run}`, ALL),
    object: ({ run }) => `role-${run}`,
    level: bodies,
    status: 403,
  },
  {
    name: "a role is bound in a namespace",
    target: { verb: "create", group: GROUP, resource: "rolebindings" },
    ask: ({ run }) => post(`${IN}/rolebindings`, rbac("RoleBinding", `made-${run}`, roleRef("admin"))),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: bodies,
    status: 201,
  },
  {
    name: "bindings are deleted all at once",
    target: { verb: "deletecollection", group: GROUP, resource: "rolebindings" },
    ask: ({ run }) => remove(`${IN}/rolebindings?labelSelector=run%3D${run}`),
    namespace: NAMESPACE,
    level: bodies,
    status: 200,
  },
  {
    name: "cluster admin is given away",
    target: { verb: "create", group: GROUP, resource: "clusterrolebindings" },
    ask: ({ run }) =>
      post(`${RBAC}/clusterrolebindings`, {
        ...rbac("ClusterRoleBinding", `made-${run}`, roleRef("cluster-admin")),
        subjects: [{ apiGroup: GROUP, kind: "User", name: "oidc:mallory" }],
      }),
    object: ({ run }) => `made-${run}`,
    level: bodies,
    status: 403,
  },
  {
    name: "a binding of the whole cluster is deleted",
    target: { verb: "delete", group: GROUP, resource: "clusterrolebindings" },
    ask: ({ run }) => remove(`${RBAC}/clusterrolebindings/doomed-${run}`),
    object: ({ run }) => `doomed-${run}`,
    level: bodies,
    status: 200,
  },
  {
    name: "somebody is added to those who break glass",
    target: { verb: "patch", group: GROUP, resource: "clusterrolebindings" },
    ask: () =>
      patch(`${RBAC}/clusterrolebindings/portcullis:break-glass?dryRun=All`, {
        subjects: [{ apiGroup: GROUP, kind: "User", name: "oidc:mallory" }],
      }),
    object: () => "portcullis:break-glass",
    level: bodies,
    status: 200,
  },
];

/** Who may come in, and what admission lets through. */
const DOORS: readonly SensitiveRequest[] = [
  {
    name: "a certificate is asked for",
    target: { verb: "create", group: "certificates.k8s.io", resource: "certificatesigningrequests" },
    ask: ({ run, csr }) => post("/apis/certificates.k8s.io/v1/certificatesigningrequests", signing(`made-${run}`, csr)),
    object: ({ run }) => `made-${run}`,
    level: bodies,
    status: 201,
  },
  {
    name: "a certificate is approved",
    target: { verb: "patch", group: "certificates.k8s.io", resource: "certificatesigningrequests/approval" },
    ask: ({ run }) =>
      patch(`/apis/certificates.k8s.io/v1/certificatesigningrequests/csr-${run}/approval`, {
        status: { conditions: [{ type: "Approved", status: "True", reason: "Because", message: "of nothing" }] },
      }),
    object: ({ run }) => `csr-${run}`,
    level: bodies,
    status: 403,
  },
  {
    name: "a request for a certificate is deleted",
    target: { verb: "delete", group: "certificates.k8s.io", resource: "certificatesigningrequests" },
    ask: ({ run }) => remove(`/apis/certificates.k8s.io/v1/certificatesigningrequests/doomed-${run}`),
    object: ({ run }) => `doomed-${run}`,
    level: bodies,
    status: 200,
  },
  ...(["Validating", "Mutating"] as const).map(
    (kind): SensitiveRequest => ({
      name: `a ${kind.toLowerCase()} webhook is registered`,
      target: {
        verb: "create",
        group: "admissionregistration.k8s.io",
        resource: `${kind.toLowerCase()}webhookconfigurations`,
      },
      ask: ({ run }) =>
        post(
          `${ADMISSION}/${kind.toLowerCase()}webhookconfigurations`,
          webhook(`${kind}WebhookConfiguration`, `made-${run}`),
        ),
      object: ({ run }) => `made-${run}`,
      level: bodies,
      status: 201,
    }),
  ),
  {
    name: "a webhook is changed",
    target: { verb: "patch", group: "admissionregistration.k8s.io", resource: "validatingwebhookconfigurations" },
    ask: ({ run }) =>
      patch(`${ADMISSION}/validatingwebhookconfigurations/hook-${run}`, { metadata: { labels: { a: "b" } } }),
    object: ({ run }) => `hook-${run}`,
    level: bodies,
    status: 200,
  },
  {
    name: "an admission policy is weakened",
    target: { verb: "patch", group: "admissionregistration.k8s.io", resource: "validatingadmissionpolicies" },
    ask: () =>
      patch(`${ADMISSION}/validatingadmissionpolicies/no-stray-namespaces?dryRun=All`, {
        spec: { failurePolicy: "Ignore" },
      }),
    object: () => "no-stray-namespaces",
    level: bodies,
    status: 200,
  },
  {
    name: "an admission policy is unbound",
    target: { verb: "delete", group: "admissionregistration.k8s.io", resource: "validatingadmissionpolicybindings" },
    ask: () => remove(`${ADMISSION}/validatingadmissionpolicybindings/no-stray-namespaces?dryRun=All`),
    object: () => "no-stray-namespaces",
    level: bodies,
    status: 200,
  },
  {
    name: "an API group is handed to somebody's server",
    target: { verb: "create", group: "apiregistration.k8s.io", resource: "apiservices" },
    ask: ({ run }) =>
      post("/apis/apiregistration.k8s.io/v1/apiservices?dryRun=All", {
        apiVersion: "apiregistration.k8s.io/v1",
        kind: "APIService",
        metadata: metadata(`v1.${run}.example.com`),
        spec: {
          group: `${run}.example.com`,
          version: "v1",
          groupPriorityMinimum: 1000,
          versionPriority: 10,
          service: { namespace: NAMESPACE, name: "nobody" },
          caBundle: base64("no certificate"),
        },
      }),
    object: ({ run }) => `v1.${run}.example.com`,
    level: bodies,
    status: 201,
  },
  {
    name: "a service account is made",
    target: { verb: "create", group: "", resource: "serviceaccounts" },
    ask: ({ run }) =>
      post(`${CORE}/serviceaccounts`, { apiVersion: "v1", kind: "ServiceAccount", metadata: metadata(`made-${run}`) }),
    namespace: NAMESPACE,
    object: ({ run }) => `made-${run}`,
    level: "Request",
    status: 201,
  },
  {
    name: "a service account is deleted",
    target: { verb: "delete", group: "", resource: "serviceaccounts" },
    ask: ({ run }) => remove(`${CORE}/serviceaccounts/doomed-${run}`),
    namespace: NAMESPACE,
    object: ({ run }) => `doomed-${run}`,
    level: "Request",
    status: 200,
  },
];

export const RIGHTS_AND_DOORS: readonly SensitiveRequest[] = [...RIGHTS, ...DOORS];
