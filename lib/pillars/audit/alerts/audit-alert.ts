import { BREAK_GLASS } from "../../../spec/derived";
import { absent, all, among, any, begins, type Condition, is, isOneOf } from "./condition";

/** Something in the audit record that somebody should hear of. */
export interface AuditAlert {
  /** In words with hyphens: `break-glass-used`. */
  readonly name: string;
  readonly title: string;
  /** What whoever is woken should look at first. */
  readonly first: string;
  readonly condition: Condition;
  /** How many such events within how many minutes. */
  readonly atLeast: number;
  readonly withinMinutes: number;
}

const CHANGES = ["create", "update", "patch", "delete", "deletecollection"] as const;
/** What controllers note of a policy, as what its type check found, is no change of it. */
const ITSELF = absent("objectRef.subresource");

/**
 * What is worth waking somebody for, whatever the cluster is used for.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export const AUDIT_ALERTS: readonly AuditAlert[] = [
  {
    name: "break-glass-used",
    title: "Somebody acts who broke glass",
    first: "who it is (user.username), and whether the incident they opened for it is there",
    condition: any(among("user.groups", BREAK_GLASS), begins("user.username", `${BREAK_GLASS}:`)),
    atLeast: 1,
    withinMinutes: 5,
  },
  {
    name: "anonymous-or-unbelieved",
    title: "Somebody without credentials, or with some that are none, asks again and again",
    first: "from where (sourceIPs): nobody but health probes needs to ask without credentials",
    condition: any(is("user.username", "system:anonymous"), is("responseStatus.code", "401")),
    atLeast: 10,
    withinMinutes: 5,
  },
  {
    name: "denied-again-and-again",
    title: "Requests are refused again and again",
    first:
      "whose (user.username) and what they were after: a program with the wrong role, or somebody who looks for a way",
    condition: is("responseStatus.code", "403"),
    atLeast: 20,
    withinMinutes: 5,
  },
  {
    name: "rights-changed",
    title: "A role or a binding was changed",
    first: "who changed which right for whom (requestObject), and whether a delivery did it",
    condition: all(is("objectRef.apiGroup", "rbac.authorization.k8s.io"), isOneOf("verb", ...CHANGES), ITSELF),
    atLeast: 1,
    withinMinutes: 5,
  },
  {
    name: "policy-changed",
    title: "An admission policy, a webhook or an API group was changed",
    first: "who changed it, and whether what it refused is let through now",
    condition: all(
      isOneOf("objectRef.apiGroup", "admissionregistration.k8s.io", "apiregistration.k8s.io"),
      isOneOf("verb", ...CHANGES),
      ITSELF,
    ),
    atLeast: 1,
    withinMinutes: 5,
  },
];
