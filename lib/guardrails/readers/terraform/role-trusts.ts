import type { RoleTrust } from "../../facts/role-trust";
import { known, unknown, type Value } from "../../value";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

/** The role of the document that an attribute refers to; undefined where it is not in there. */
export function roleOf(raw: unknown, stack: StackDocument, expressions: Expressions): Block | undefined {
  const role = expressions.resolve(raw);
  const block = role.kind === "resource" ? stack.resources.get(role.address) : undefined;
  return block?.type === "aws_iam_role" ? block : undefined;
}

/** Who may take a role on. */
export function trustsOf(role: Block, stack: StackDocument, expressions: Expressions): Value<readonly RoleTrust[]> {
  const policy = readPolicyText(role.body.assume_role_policy, stack, expressions);
  if (!policy.known) return unknown(`assume_role_policy of ${role.address}: ${policy.why}`);
  const allowing = policy.value.filter(({ allows }) => allows);
  if (allowing.some(({ principals }) => principals.length === 0)) {
    return unknown(`assume_role_policy of ${role.address} lets in nobody by name`);
  }
  return known(
    allowing.map(({ principals, actions, conditions }) => ({
      principals: principals.map(({ kind, name }) => `${kind} ${name}`),
      actions,
      conditions,
    })),
  );
}
