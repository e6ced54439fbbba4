import { bindingKey } from "../binding";
import type { Policy } from "../policy";
import { roleKey } from "../role";
import { defaultPolicy } from "./default-policy";

/** A policy with what every cluster has besides. What the policy says of a name itself is taken in place of the default. */
export function withDefaults({ roles, bindings }: Policy): Policy {
  const writtenRoles = new Set(roles.map(roleKey));
  const writtenBindings = new Set(bindings.map(bindingKey));
  return {
    roles: [...roles, ...defaultPolicy().roles.filter((role) => !writtenRoles.has(roleKey(role)))],
    bindings: [...bindings, ...defaultPolicy().bindings.filter((binding) => !writtenBindings.has(bindingKey(binding)))],
  };
}
