import type { PersonRoleTrustFact } from "../../facts/person-role-trust";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

/** Reads who may take on the roles that the document lets into a cluster, and all those that ask for a second factor. */
export function readPersonRoleTrusts(stack: StackDocument, expressions: Expressions): readonly PersonRoleTrustFact[] {
  const entries = [...stack.resources.values()].filter(({ type }) => type === "aws_eks_access_entry");
  return [...stack.resources.values()].flatMap((role): readonly PersonRoleTrustFact[] => {
    if (role.type !== "aws_iam_role") return [];
    const written = role.body.assume_role_policy;
    const entersCluster = entries.some((entry) => names(entry, role, expressions));
    if (!entersCluster && !/multifactorauth/i.test(JSON.stringify(written) ?? "")) return [];
    return [
      {
        kind: "person-role-trust",
        place: { ...role.place, path: `${role.address}.assume_role_policy` },
        ours: role.ours,
        entersCluster,
        statements: readPolicyText(written, stack, expressions),
      },
    ];
  });
}

function names(entry: Block, role: Block, expressions: Expressions): boolean {
  const principal = expressions.identity(entry.body.principal_arn);
  if (expressions.mentions(entry.body.principal_arn).has(role.address)) return true;
  const name = expressions.resolve(role.body.name);
  return (
    principal.known &&
    name.kind === "literal" &&
    typeof name.value === "string" &&
    principal.value.endsWith(`/${name.value}`)
  );
}
