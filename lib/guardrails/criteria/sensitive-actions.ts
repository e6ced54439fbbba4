import type { AuditedAction, AuditLevel } from "./audit-levels";

/** An action that must be on record, and how much of it may be. */
export interface SensitiveAction {
  readonly name: string;
  readonly action: AuditedAction;
  readonly least: AuditLevel;
  readonly most: AuditLevel;
  /** Parts of the cluster that do it all the time, and whose doing it may go unrecorded. */
  readonly routineOf: readonly string[];
}

interface Resources {
  readonly group: string;
  readonly resources: readonly string[];
  readonly verbs: readonly string[];
  /** @default "Metadata" */
  readonly least?: AuditLevel;
  /** @default "RequestResponse" */
  readonly most?: AuditLevel;
  readonly clusterScoped?: boolean;
  readonly routineOf?: readonly string[];
}

const READS = ["get", "list", "watch"];
const WRITES = ["create", "update", "patch", "delete", "deletecollection"];
const SESSIONS = ["create", "get"];
const WHO_LEADS = ["system:kube-controller-manager", "system:kube-scheduler", "system:apiserver", "system:nodes"];

/** Bodies that hold secrets: Secrets, tokens, whatever people keep in ConfigMaps, and values of variables in pods and their templates. */
const WITH_SECRETS: readonly Resources[] = [
  { group: "", resources: ["secrets", "configmaps"], verbs: [...READS, ...WRITES] },
  { group: "", resources: ["serviceaccounts/token"], verbs: ["create"] },
  { group: "", resources: ["pods", "podtemplates", "replicationcontrollers"], verbs: WRITES },
  { group: "", resources: ["pods/ephemeralcontainers"], verbs: ["update", "patch"] },
  { group: "apps", resources: ["daemonsets", "deployments", "replicasets", "statefulsets"], verbs: WRITES },
  { group: "apps", resources: ["controllerrevisions"], verbs: WRITES },
  { group: "batch", resources: ["cronjobs", "jobs"], verbs: WRITES },
];

/** What says in its body alone what was done: who got which right, which policy fell, which label went. */
const SAID_IN_THE_BODY: readonly Resources[] = [
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
      "mutatingadmissionpolicies",
      "mutatingadmissionpolicybindings",
      "mutatingwebhookconfigurations",
      "validatingwebhookconfigurations",
      "validatingadmissionpolicies",
      "validatingadmissionpolicybindings",
    ],
    verbs: WRITES,
    clusterScoped: true,
  },
  { group: "apiregistration.k8s.io", resources: ["apiservices"], verbs: WRITES, clusterScoped: true },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests"],
    verbs: ["create", "update", "patch"],
    clusterScoped: true,
  },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests/approval"],
    verbs: ["update", "patch"],
    clusterScoped: true,
  },
  { group: "", resources: ["serviceaccounts", "services", "resourcequotas", "limitranges"], verbs: WRITES },
  // A request about a namespace stands in that namespace.
  { group: "", resources: ["namespaces"], verbs: WRITES },
  { group: "", resources: ["nodes", "persistentvolumes"], verbs: WRITES, clusterScoped: true },
  {
    group: "apps",
    resources: ["deployments/scale", "replicasets/scale", "statefulsets/scale"],
    verbs: ["update", "patch"],
  },
  { group: "policy", resources: ["poddisruptionbudgets"], verbs: WRITES },
  { group: "networking.k8s.io", resources: ["ingresses", "networkpolicies"], verbs: WRITES },
  {
    group: "",
    resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy"],
    verbs: SESSIONS,
  },
  { group: "", resources: ["nodes/proxy"], verbs: SESSIONS, clusterScoped: true },
];

/** What must be on record with at least who, what and when. */
const ON_RECORD: readonly Resources[] = [
  { group: "", resources: ["pods/log"], verbs: ["get"] },
  { group: "", resources: ["bindings", "pods/binding", "pods/eviction"], verbs: ["create"] },
  { group: "", resources: ["endpoints"], verbs: WRITES },
  { group: "apiextensions.k8s.io", resources: ["customresourcedefinitions"], verbs: WRITES, clusterScoped: true },
  { group: "authentication.k8s.io", resources: ["selfsubjectreviews"], verbs: ["create"], clusterScoped: true },
  {
    group: "authorization.k8s.io",
    resources: ["selfsubjectaccessreviews", "selfsubjectrulesreviews"],
    verbs: ["create"],
    clusterScoped: true,
  },
  {
    group: "certificates.k8s.io",
    resources: ["certificatesigningrequests"],
    verbs: ["delete", "deletecollection"],
    clusterScoped: true,
  },
  { group: "coordination.k8s.io", resources: ["leases"], verbs: WRITES, routineOf: WHO_LEADS },
  { group: "storage.k8s.io", resources: ["storageclasses", "csidrivers"], verbs: WRITES, clusterScoped: true },
  { group: "scheduling.k8s.io", resources: ["priorityclasses"], verbs: WRITES, clusterScoped: true },
  { group: "a-group-that-no-rule-names.example.com", resources: ["things"], verbs: ["get", ...WRITES] },
  // What a token review asks about is a token; that one was reviewed need not be on record.
  {
    group: "authentication.k8s.io",
    resources: ["tokenreviews"],
    verbs: ["create"],
    least: "None",
    most: "Metadata",
    clusterScoped: true,
  },
];

/** What is no resource: the API server's own insides, and looking around. */
const PATHS = ["/api", "/apis", "/debug/pprof/heap", "/logs/", "/metrics", "/openapi/v3"];

function actions(of: readonly Resources[]): readonly SensitiveAction[] {
  return of.flatMap(
    ({
      group,
      resources,
      verbs,
      least = "Metadata",
      most = "RequestResponse",
      clusterScoped = false,
      routineOf = [],
    }) =>
      resources.flatMap((resource) =>
        verbs.map(
          (verb): SensitiveAction => ({
            name: `${verb} ${resource}${group === "" ? "" : `.${group}`}`,
            action: { verb, group, resource, namespaced: !clusterScoped },
            least,
            most,
            routineOf,
          }),
        ),
      ),
  );
}

/** Actions that say in their bodies alone what was done. */
export const SENSITIVE_CHANGES: readonly SensitiveAction[] = actions(
  SAID_IN_THE_BODY.map((each) => ({ ...each, least: "Request" })),
);

/** Everything that must be on record. */
export const SENSITIVE_ACTIONS: readonly SensitiveAction[] = [
  ...actions(WITH_SECRETS.map((each) => ({ ...each, most: "Metadata" }))),
  ...actions(SAID_IN_THE_BODY),
  ...actions(ON_RECORD),
  ...PATHS.map(
    (path): SensitiveAction => ({
      name: `get ${path}`,
      action: { verb: "get", path },
      least: "Metadata",
      most: "RequestResponse",
      routineOf: [],
    }),
  ),
];
