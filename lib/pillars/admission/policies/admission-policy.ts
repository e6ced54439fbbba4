import type { Manifest } from "../../../plan/manifest";
import { TENANT_LABEL } from "../tenant-namespace";

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
  readonly where: "tenants" | "default" | "cluster" | "log-forwarder";
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

/**
 * Where a policy looks. Tenants' namespaces are found by their label, so that `kube-system` and what else belongs to the
 * cluster is never judged as a tenant: network plug-ins and the control plane start.
 */
const NAMESPACES = {
  tenants: { namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] } },
  default: {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["default"] }],
    },
  },
  cluster: {},
  "log-forwarder": {
    namespaceSelector: {
      matchExpressions: [{ key: "kubernetes.io/metadata.name", operator: "In", values: ["portcullis-logs"] }],
    },
  },
} as const;

/** The policy as an object. When an expression cannot be evaluated, the request is refused. */
export function policyManifest(policy: AdmissionPolicy): Manifest {
  const { name, where, fields, parameter, variables, annotations } = policy;
  return {
    id: "policy",
    pillar: "admission",
    fields,
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name, ...(annotations === undefined ? {} : { annotations }) },
      spec: {
        failurePolicy: "Fail",
        ...(parameter === undefined ? {} : { paramKind: { apiVersion: parameter.apiVersion, kind: parameter.kind } }),
        matchConstraints: {
          matchPolicy: "Equivalent",
          ...NAMESPACES[where],
          resourceRules: policy.resourceRules,
        },
        ...(policy.matchConditions === undefined ? {} : { matchConditions: policy.matchConditions }),
        ...(variables === undefined ? {} : { variables }),
        validations: policy.validations,
      },
    },
  };
}

/** Puts the policy into force: refused and recorded. Without a binding a policy does nothing. */
export function bindingManifest({ name, fields, parameter }: AdmissionPolicy): Manifest {
  return {
    id: "binding",
    pillar: "admission",
    fields,
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name },
      spec: {
        policyName: name,
        validationActions: ["Deny", "Audit"],
        ...(parameter === undefined ? {} : { paramRef: { name: parameter.name, parameterNotFoundAction: "Deny" } }),
      },
    },
  };
}
