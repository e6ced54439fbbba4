import { BREAK_GLASS } from "../../criteria/break-glass";
import type { BreakGlassRoleFact } from "../../facts/break-glass";
import { orDefault, unknown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { roleOf, trustsOf } from "./role-trusts";
import type { StackDocument } from "./stack-document";

/** What AWS takes where nothing is written. */
const HOUR = 3600;

/** Reads the roles whose access entries lead into the group for emergencies. One that is not in the document could be anybody's. */
export function readBreakGlassRoles(stack: StackDocument, expressions: Expressions): readonly BreakGlassRoleFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()].flatMap((block): readonly BreakGlassRoleFact[] => {
    if (block.type !== "aws_eks_access_entry") return [];
    const entry = new BlockBody(expressions, block.body);
    const groups = entry.texts("kubernetes_groups");
    if (!groups.known || !groups.value.includes(BREAK_GLASS)) return [];
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
