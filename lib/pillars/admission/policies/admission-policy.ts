import type { Manifest } from "../../../plan/manifest";
import { TENANT_LABEL } from "../tenant-namespace";
import { somethingIsWrong } from "./something-is-wrong";
import {
  CLOCK,
  CLOCK_KIND,
  outsideTheWindow,
  WARNING_ANNOTATION,
  type WarningWindow,
  windowInWords,
} from "./warning-window";

/** What a policy demands of a request: CEL that must be true, and what to say and to change when it is not. */
export interface Validation {
  readonly expression: string;
  /** What is wrong and what to write instead, one line. Shown also when `messageExpression` cannot be evaluated. */
  readonly message: string;
  readonly messageExpression?: string;
  readonly reason: "Forbidden";
}

/** Requests by what they touch, as the API server matches them. */
export interface ResourceRule {
  readonly apiGroups: readonly string[];
  readonly apiVersions: readonly string[];
  readonly operations: readonly ("CREATE" | "UPDATE" | "DELETE" | "CONNECT")[];
  readonly resources: readonly string[];
  readonly scope: "Namespaced" | "Cluster" | "*";
}

/** A name and the CEL behind it. */
export interface NamedExpression {
  readonly name: string;
  readonly expression: string;
}

/**
 * A validating admission policy of ours: what the API server enforces, and in words what a reader of the documentation
 * wants to know of it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export interface AdmissionPolicy {
  /** The name of the policy and of its binding. Public API. */
  readonly name: string;
  /** What it refuses, the end of the sentence "it refuses ...". */
  readonly refuses: string;
  /** What an attacker or a careless colleague would gain. */
  readonly why: string;
  /** Where it looks. */
  readonly where: "tenants" | "others" | "default" | "cluster" | "log-forwarder";
  /** Who and what passes nevertheless, and why; without it nobody. */
  readonly letsPass?: string;
  /** The fields of the description behind it, dotted; empty for what is always so. */
  readonly fields: readonly string[];
  readonly resourceRules: readonly ResourceRule[];
  readonly matchConditions?: readonly NamedExpression[];
  readonly variables?: readonly NamedExpression[];
  readonly validations: readonly Validation[];
  /** The object of the request's own namespace that is judged with it. A request is refused where there is none. */
  readonly parameter?: { readonly apiVersion: string; readonly kind: string; readonly name: string };
  /** Reasons of the description, by name of annotation. */
  readonly annotations?: { readonly [name: string]: string };
}

/** Where pods forward what pods write. */
export const LOG_FORWARDER_NAMESPACE = "portcullis-logs";

/**
 * Where a policy looks. Tenants' namespaces are found by their label, so that `kube-system` and what else belongs to the
 * cluster is never judged as a tenant: network plug-ins and the control plane start.
 */
const NAMESPACES = {
  tenants: { namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] } },
  others: { namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "DoesNotExist" }] } },
  default: {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["default"] }],
    },
  },
  cluster: {},
  "log-forwarder": {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: [LOG_FORWARDER_NAMESPACE] }],
    },
  },
} as const;

/**
 * The policy as an object. When an expression cannot be evaluated, the request is refused.
 *
 * @param window the time in which it only warns, if there is one
 */
export function policyManifest(policy: AdmissionPolicy, window?: WarningWindow): Manifest {
  const { name, where, parameter, variables } = policy;
  const paramKind =
    window === undefined ? parameter && { apiVersion: parameter.apiVersion, kind: parameter.kind } : CLOCK_KIND;
  const conditions = [
    ...(window === undefined ? [] : [outsideTheWindow(window)]),
    ...(policy.matchConditions ?? []),
    ...(isAskedOfEveryPod(policy) ? [somethingIsWrong(policy)] : []),
  ];
  const annotations = {
    ...policy.annotations,
    ...(window === undefined ? {} : { [WARNING_ANNOTATION]: windowInWords(window) }),
  };
  return {
    id: "policy",
    pillar: "admission",
    fields: fieldsOf(policy, window),
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name, ...(Object.keys(annotations).length === 0 ? {} : { annotations }) },
      spec: {
        failurePolicy: "Fail",
        ...(paramKind === undefined ? {} : { paramKind }),
        matchConstraints: {
          matchPolicy: "Equivalent",
          ...NAMESPACES[where],
          resourceRules: policy.resourceRules,
        },
        ...(conditions.length === 0 ? {} : { matchConditions: conditions }),
        ...(variables === undefined ? {} : { variables }),
        validations: policy.validations,
      },
    },
  };
}

/**
 * Puts the policy into force: refused and recorded. Without a binding a policy does nothing.
 *
 * @param window the time in which it only warns, which this binding ends
 */
export function bindingManifest(policy: AdmissionPolicy, window?: WarningWindow): Manifest {
  const { name, parameter } = policy;
  const own = parameter && { name: parameter.name, parameterNotFoundAction: "Deny" };
  const paramRef = window === undefined ? own : CLOCK;
  return {
    id: "binding",
    pillar: "admission",
    fields: fieldsOf(policy, window),
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: { policyName: name, validationActions: ["Deny", "Audit"], ...(paramRef === undefined ? {} : { paramRef }) },
    },
  };
}

/** Warns and records within the window; after it, beside the refusal. Left in a cluster it lets nothing through. */
export function warningManifest(policy: AdmissionPolicy, window: WarningWindow): Manifest {
  return {
    id: "warning",
    pillar: "admission",
    fields: fieldsOf(policy, window),
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: `${policy.name}-warning` },
      spec: { policyName: policy.name, validationActions: ["Warn", "Audit"] },
    },
  };
}

/** Whether every pod that a tenant makes comes by it: there it matters what a right one costs. */
function isAskedOfEveryPod({ where, resourceRules }: AdmissionPolicy): boolean {
  return (
    where === "tenants" &&
    resourceRules.some(({ operations, resources }) => operations.includes("CREATE") && resources.includes("pods"))
  );
}

function fieldsOf({ fields }: AdmissionPolicy, window: WarningWindow | undefined): readonly string[] {
  return window === undefined ? fields : [...fields, "admission.warnOnly"];
}
