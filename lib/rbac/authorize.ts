import type { Binding } from "./binding";
import type { ExpandedPolicy } from "./expanded-policy";
import type { PolicyRule } from "./policy-rule";
import type { AccessRequest } from "./request";
import { ruleAllows } from "./rule-allows";
import { MASTERS, type Requester } from "./subject";

/** What the documents say to a request. */
export type Decision =
  | { readonly answer: "allowed"; readonly by: Binding | "masters"; readonly rule?: PolicyRule }
  /** No document says what a role grants that is bound, so nobody can say that it does not grant this. */
  | { readonly answer: "unknown"; readonly because: readonly Binding[] }
  | { readonly answer: "denied" };

/**
 * Whether somebody may do something, as the API server of Kubernetes 1.35 would decide by RBAC alone. Where a role is missing the
 * server denies what no other grants; that is `unknown` here, for the role may come with another file.
 */
export function authorize(policy: ExpandedPolicy, requester: Requester, request: AccessRequest): Decision {
  if (requester.groups.includes(MASTERS)) return { answer: "allowed", by: "masters" };
  const namespace = "path" in request ? "" : request.namespace;
  const unknown: Binding[] = [];
  for (const binding of policy.bindingsOf(requester)) {
    if (binding.kind === "RoleBinding" && (namespace === "" || binding.namespace !== namespace)) continue;
    const role = policy.roleOf(binding);
    const rule = role?.rules.find((one) => ruleAllows(one, request));
    if (rule !== undefined) return { answer: "allowed", by: binding, rule };
    if (role === undefined || role.possible.some((one) => ruleAllows(one, request))) unknown.push(binding);
  }
  return unknown.length === 0 ? { answer: "denied" } : { answer: "unknown", because: unknown };
}
