import type { BreakGlassRoleFact, BreakGlassTrustFact } from "../../facts/break-glass";
import { known, orDefault, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

const GROUP = "portcullis:break-glass";
/** What AWS takes where nothing is written. */
const HOUR = 3600;

/** Reads the roles whose access entries lead into the group for emergencies. One that is not in the document could be anybody's. */
export function readBreakGlassRoles(stack: StackDocument, expressions: Expressions): readonly BreakGlassRoleFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()].flatMap((block): readonly BreakGlassRoleFact[] => {
    if (block.type !== "aws_eks_access_entry") return [];
    const entry = new BlockBody(expressions, block.body);
    const groups = entry.texts("kubernetes_groups");
    if (!groups.known || !groups.value.includes(GROUP)) return [];
    const raw = entry.raw("principal_arn");
    const role = roleOf(raw, stack, expressions);
    const why = `the role ${asWritten(raw)} is not in this document`;
    return [
      {
        kind: "break-glass-role",
        place: role?.place ?? block.place,
        ours: block.ours || names.isOurs(block),
        trusts: role === undefined ? unknown(why) : trustsOf(role, stack, expressions),
        longestSession:
          role === undefined
            ? unknown(why)
            : orDefault(new BlockBody(expressions, role.body).integer("max_session_duration"), HOUR),
      },
    ];
  });
}

function roleOf(raw: unknown, stack: StackDocument, expressions: Expressions): Block | undefined {
  const role = expressions.resolve(raw);
  const block = role.kind === "resource" ? stack.resources.get(role.address) : undefined;
  return block?.type === "aws_iam_role" ? block : undefined;
}

function trustsOf(role: Block, stack: StackDocument, expressions: Expressions): Value<readonly BreakGlassTrustFact[]> {
  return whenKnown(readPolicyText(role.body.assume_role_policy, stack, expressions), (statements) =>
    known(
      statements
        .filter(({ allows }) => allows)
        .map(({ principals, actions, conditions }) => ({
          principals: principals.map(({ kind, name }) => `${kind} ${name}`),
          actions,
          conditions,
        })),
    ),
  );
}
