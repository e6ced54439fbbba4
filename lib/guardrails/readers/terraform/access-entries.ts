import type { AccessEntryFact } from "../../facts/access-entry";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import type { StackDocument } from "./stack-document";
import { knownTail } from "./template";
import { unknownShape } from "./unknown-shape-of";

/** Reads access entries and the access policies that are associated with principals. */
export function readAccessEntries(
  stack: StackDocument,
  expressions: Expressions,
): readonly (AccessEntryFact | UnknownShapeFact)[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()].flatMap((block): readonly (AccessEntryFact | UnknownShapeFact)[] => {
    const body = new BlockBody(expressions, block.body);
    const base = {
      kind: "access-entry" as const,
      place: block.place,
      ours: names.isOurs(block),
      writtenByUs: block.ours && !block.byOverride,
      principal: expressions.identity(body.raw("principal_arn")),
      userName: block.type === "aws_eks_access_entry" ? body.text("user_name") : known(undefined),
    };
    switch (block.type) {
      case "aws_eks_access_entry": {
        const entry = {
          ...base,
          groups: body.texts("kubernetes_groups"),
          policy: known(undefined),
          namespaces: known(undefined),
        };
        const type = body.text("type");
        if (type.known && (type.value ?? "STANDARD") === "STANDARD") return [entry];
        return [
          entry,
          unknownShape(
            block,
            `access entry of type ${type.known ? type.value : "unknown"}`,
            "it gives the principal the rights of a node, and no rule can see whether it is one",
          ),
        ];
      }
      case "aws_eks_access_policy_association":
        return [
          {
            ...base,
            groups: known([]),
            policy: policyName(body.raw("policy_arn"), expressions),
            namespaces: scopeOf(body),
          },
        ];
      default:
        return [];
    }
  });
}

/** `AmazonEKSViewPolicy` of `arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy`, in any partition. */
function policyName(raw: unknown, expressions: Expressions): Value<string> {
  const found = expressions.resolve(raw);
  const text = found.kind === "literal" ? String(found.value) : typeof raw === "string" ? knownTail(raw) : "";
  const name = /:eks::aws:cluster-access-policy\/([A-Za-z0-9]+)$/.exec(text)?.[1];
  return name === undefined
    ? unknown(`policy_arn = ${asWritten(raw)} names no policy that is known here`)
    : known(name);
}

function scopeOf(association: BlockBody): AccessEntryFact["namespaces"] {
  return whenKnown(association.block("access_scope"), (scope) => {
    if (scope === undefined) return unknown("the association has no access_scope");
    return whenKnown(scope.text("type"), (type): AccessEntryFact["namespaces"] =>
      type === "namespace" ? scope.texts("namespaces") : known("all"),
    );
  });
}
