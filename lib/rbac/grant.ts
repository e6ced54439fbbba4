import type { Binding } from "./binding";
import type { ExpandedPolicy } from "./expanded-policy";
import type { PolicyRule } from "./policy-rule";
import type { Requester } from "./subject";

/** A rule that somebody holds, and by what. */
export interface Grant {
  readonly rule: PolicyRule;
  /** The namespace that bounds it; undefined where it holds everywhere. */
  readonly namespace: string | undefined;
  readonly binding: Binding;
}

/** Everything that somebody holds, and the bindings of which nobody can see what they hand out. */
export interface Holdings {
  readonly grants: readonly Grant[];
  readonly unseen: readonly Binding[];
}

/** What a user or group effectively holds. What roles only may grant is held: whoever looks for dangers wants it counted. */
export function holdingsOf(policy: ExpandedPolicy, requester: Requester): Holdings {
  const grants: Grant[] = [];
  const unseen: Binding[] = [];
  for (const binding of policy.bindingsOf(requester)) {
    const role = policy.roleOf(binding);
    const namespace = binding.kind === "RoleBinding" ? binding.namespace : undefined;
    if (role === undefined) unseen.push(binding);
    else for (const rule of [...role.rules, ...role.possible]) grants.push({ rule, namespace, binding });
  }
  return { grants, unseen };
}
