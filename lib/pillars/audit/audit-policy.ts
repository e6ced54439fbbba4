import type { ComponentFlag } from "../../plan/component-flag";
import type { ConfigDocument } from "../../plan/config-document";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { Json } from "../../plan/manifest";
import type { AuditRecordInput } from "../../spec/audit-spec";
import type { LogsSpec } from "../../spec/logs-spec";

/**
 * What is recorded of every request. The first rule that matches decides. Nothing that a person does is left out, and no
 * body that can hold a secret is recorded.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#audit-policy
 */
export function auditPolicy(logs: Pick<LogsSpec, "audit"> = {}): ConfigDocument {
  return {
    pillar: "audit",
    fields: ["logs.audit.record", "logs.audit.onFullDisk"],
    path: MACHINE_PATHS.auditPolicy,
    content: {
      apiVersion: "audit.k8s.io/v1",
      kind: "Policy",
      // A request is recorded when it is answered; its arrival would double the volume. What is to be refused when it cannot be put on
      // record is refused on its arrival, or never: only the record of that stage is written before it is carried out.
      omitStages: logs.audit?.onFullDisk === "refuseRequests" ? [] : ["RequestReceived"],
      rules: [
        ...machineNoise(),
        ...secretBodies(),
        ...sessionsIntoPods(),
        ...changesOfRights(),
        ...(logs.audit?.record ?? []).map(asRule),
        ...changes(),
        everythingElse(),
      ],
    },
  };
}

/** The flag that makes the API server use it; a log path without it records nothing. */
export function auditPolicyFlags(): readonly ComponentFlag[] {
  return [
    {
      pillar: "audit",
      fields: [],
      component: "kube-apiserver",
      name: "audit-policy-file",
      value: MACHINE_PATHS.auditPolicy,
      why: "without a policy nothing is recorded",
    },
  ];
}

/** What components do many times a minute, by their exact names. No rule here matches a person. */
function machineNoise(): readonly Json[] {
  return [
    {
      level: "None",
      users: ["system:serviceaccount:kube-system:kube-proxy"],
      verbs: ["watch"],
      resources: [
        { group: "", resources: ["services"] },
        { group: "discovery.k8s.io", resources: ["endpointslices"] },
      ],
    },
    {
      level: "None",
      userGroups: ["system:nodes"],
      verbs: ["get"],
      resources: [{ group: "", resources: ["nodes", "nodes/status"] }],
    },
    {
      level: "None",
      userGroups: ["system:nodes"],
      verbs: ["get", "update"],
      resources: [{ group: "coordination.k8s.io", resources: ["leases"] }],
      namespaces: ["kube-node-lease"],
    },
    {
      level: "None",
      users: ["system:kube-controller-manager", "system:kube-scheduler"],
      verbs: ["get", "update"],
      resources: [{ group: "coordination.k8s.io", resources: ["leases"] }],
      namespaces: ["kube-system"],
    },
    {
      level: "None",
      users: ["system:anonymous"],
      verbs: ["get"],
      nonResourceURLs: ["/healthz", "/livez", "/readyz"],
    },
  ];
}

/**
 * Who touched them and when, never what was in them: the log would become the place to steal them from. Pods and what makes
 * pods are among them, for people write secrets into variables of containers; so are templates that were patched.
 */
function secretBodies(): readonly Json[] {
  return [
    {
      level: "Metadata",
      resources: [
        {
          group: "",
          resources: [
            "secrets",
            "configmaps",
            "serviceaccounts/token",
            "pods",
            "pods/ephemeralcontainers",
            "podtemplates",
            "replicationcontrollers",
          ],
        },
        {
          group: "apps",
          resources: ["controllerrevisions", "daemonsets", "deployments", "replicasets", "statefulsets"],
        },
        { group: "batch", resources: ["cronjobs", "jobs"] },
        { group: "authentication.k8s.io", resources: ["tokenreviews", "tokenrequests"] },
      ],
    },
  ];
}

/** Commands in pods and tunnels to them; also `get`, with which a websocket session begins. */
function sessionsIntoPods(): readonly Json[] {
  return [
    {
      level: "Request",
      resources: [
        {
          group: "",
          resources: ["pods/exec", "pods/attach", "pods/portforward", "pods/proxy", "services/proxy", "nodes/proxy"],
        },
      ],
    },
  ];
}

/** Who gave rights to whom, and who changed what admission lets through: with question and answer. */
function changesOfRights(): readonly Json[] {
  return [
    {
      level: "RequestResponse",
      verbs: ["create", "update", "patch", "delete", "deletecollection"],
      resources: [
        { group: "admissionregistration.k8s.io" },
        { group: "apiregistration.k8s.io" },
        { group: "certificates.k8s.io" },
        { group: "rbac.authorization.k8s.io" },
      ],
    },
  ];
}

/**
 * What the description records beyond the edition. It stands behind the rules on secret bodies and behind those that record more
 * than it could, and before those that record at most as much: so it adds, whatever it says.
 */
function asRule({ group, resources, level, namespaces }: AuditRecordInput): Json {
  return { level, ...(namespaces === undefined ? {} : { namespaces }), resources: [{ group, resources }] };
}

/** What was changed, with what was asked for. */
function changes(): readonly Json[] {
  return [
    {
      level: "Request",
      verbs: ["create", "update", "patch", "delete", "deletecollection"],
      resources: [
        {
          group: "",
          resources: [
            "limitranges",
            "namespaces",
            "nodes",
            "persistentvolumes",
            "resourcequotas",
            "serviceaccounts",
            "services",
          ],
        },
        { group: "apps", resources: ["deployments/scale", "replicasets/scale", "statefulsets/scale"] },
        { group: "networking.k8s.io" },
        { group: "policy" },
      ],
    },
  ];
}

function everythingElse(): Json {
  return { level: "Metadata" };
}
