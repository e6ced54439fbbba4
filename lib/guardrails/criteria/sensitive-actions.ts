import type { AuditedAction, AuditLevel } from "./audit-levels";

/** An action that must be on record, and how much of it may be. */
export interface SensitiveAction {
  readonly name: string;
  readonly action: AuditedAction;
  readonly least: AuditLevel;
  readonly most: AuditLevel;
}

const READS = ["get", "list", "watch"];
const WRITES = ["create", "update", "patch", "delete", "deletecollection"];
const SESSIONS = ["create", "get"];

/** What must be on record, by API group and resource: with whatever a body holds, or without bodies that hold secrets. */
const RESOURCES: readonly {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  readonly most?: AuditLevel;
  readonly clusterScoped?: boolean;
}[] = [
  { group: "", resources: ["secrets"], verbs: [...READS, ...WRITES], most: "Metadata" },
  { group: "", resources: ["serviceaccounts/token"], verbs: ["create"], most: "Metadata" },
  {
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"],
    verbs: SESSIONS,
  },
  { group: "", resources: ["nodes/proxy"], verbs: SESSIONS, clusterScoped: true },
  { group: "", resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
  { group: "", resources: ["configmaps", "pods", "services", "serviceaccounts"], verbs: WRITES },
  { group: "", resources: ["namespaces", "nodes", "persistentvolumes"], verbs: WRITES, clusterScoped: true },
  { group: "apps", resources: ["daemonsets", "deployments", "statefulsets"], verbs: WRITES },
  { group: "batch", resources: ["cronjobs", "jobs"], verbs: WRITES },
  { group: "networking.k8s.io", resources: ["ingresses", "networkpolicies"], verbs: WRITES },
  { group: "rbac.authorization.k8s.io", resources: ["roles", "rolebindings"], verbs: WRITES },
  {
    group: "rbac.authorization.k8s.io",
    resources: ["clusterroles", "clusterrolebindings"],
    verbs: WRITES,
    clusterScoped: true,
  },
  {
    group: "admissionregistration.k8s.io",
    resources: [
      "mutatingwebhookconfigurations",
      "validatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
    ],
    verbs: WRITES,
    clusterScoped: true,
  },
  { group: "certificates.k8s.io", resources: ["certificatesigningrequests"], verbs: WRITES, clusterScoped: true },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests/approval"],
    verbs: ["update", "patch"],
    clusterScoped: true,
  },
  { group: "a-group-that-no-rule-names.example.com", resources: ["things"], verbs: ["get", ...WRITES] },
];

/** Everything that must be on record. */
export const SENSITIVE_ACTIONS: readonly SensitiveAction[] = [
  ...RESOURCES.flatMap(({ group, resources, verbs, most = "RequestResponse", clusterScoped = false }) =>
    resources.flatMap((resource) =>
      verbs.map(
        (verb): SensitiveAction => ({
          name: `${verb} ${resource}${group === "" ? "" : `.${group}`}`,
          action: { verb, group, resource, namespaced: !clusterScoped },
          least: "Metadata",
          most,
        }),
      ),
    ),
  ),
  // What a token review asks about is a token; that one was reviewed need not be on record.
  {
    name: "create tokenreviews.authentication.k8s.io",
    action: { verb: "create", group: "authentication.k8s.io", resource: "tokenreviews", namespaced: false },
    least: "None",
    most: "Metadata",
  },
  {
    name: "get /debug/pprof/heap",
    action: { verb: "get", path: "/debug/pprof/heap" },
    least: "Metadata",
    most: "RequestResponse",
  },
];
