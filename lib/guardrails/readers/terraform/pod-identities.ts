import type { PodIdentityFact } from "../../facts/pod-identity";
import type { PolicyStatementFact } from "../../facts/resource-policy";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { readPolicyText } from "./policy-text";
import { roleOf, trustsOf } from "./role-trusts";
import type { Block, StackDocument } from "./stack-document";

/** Reads the associations of service accounts with roles. Those of add-ons, which AWS writes the rights of, are read with the add-ons. */
export function readPodIdentities(stack: StackDocument, expressions: Expressions): readonly PodIdentityFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()]
    .filter(({ type }) => type === "aws_eks_pod_identity_association")
    .map((block) => {
      const body = new BlockBody(expressions, block.body);
      const role = roleOf(body.raw("role_arn"), stack, expressions);
      const missing = unknown(`the role ${asWritten(body.raw("role_arn"))} is not in this document`);
      return {
        kind: "pod-identity",
        place: block.place,
        ours: names.isOurs(block),
        namespace: body.text("namespace"),
        serviceAccount: body.text("service_account"),
        cluster: clusterOf(block, expressions),
        trusts: role === undefined ? missing : trustsOf(role, stack, expressions),
        grants: role === undefined ? missing : grantsOf(role, stack, expressions),
        unseen: role === undefined ? [] : unseenRights(role, stack, expressions),
        sharedWith: role === undefined ? [] : othersUnder(role, block, stack, expressions),
        leadsOn: known(body.has("target_role_arn")),
        tagged: whenKnown(body.flag("disable_session_tags", false), (off) => known(!off)),
      };
    });
}

/** A cluster goes by its name, where the document states it. */
function clusterOf(block: Block, expressions: Expressions): Value<string> {
  const named = expressions.identity(block.body.cluster_name);
  return whenKnown(named, (name) =>
    name.startsWith("aws_eks_cluster.") ? unknown("the cluster's name is not known here") : known(`cluster/${name}`),
  );
}

function grantsOf(role: Block, stack: StackDocument, expressions: Expressions): Value<readonly PolicyStatementFact[]> {
  const statements: PolicyStatementFact[] = [];
  for (const policy of partsOf("aws_iam_role_policy", role, stack, expressions)) {
    const read = readPolicyText(policy.body.policy, stack, expressions);
    if (!read.known) return unknown(`${policy.address}: ${read.why}`);
    statements.push(...read.value);
  }
  return known(statements);
}

const ATTACHMENTS = ["aws_iam_role_policy_attachment", "aws_iam_policy_attachment"];

function unseenRights(role: Block, stack: StackDocument, expressions: Expressions): readonly string[] {
  const within = new BlockBody(expressions, role.body);
  return [
    ...ATTACHMENTS.flatMap((type) => partsOf(type, role, stack, expressions)).map(({ address }) => address),
    ...["inline_policy", "managed_policy_arns"]
      .filter((name) => within.has(name))
      .map((name) => `${role.address}.${name}`),
  ];
}

/** Resources of a type that name the role, as a reference or by its name. */
function partsOf(type: string, role: Block, stack: StackDocument, expressions: Expressions): readonly Block[] {
  const name = expressions.resolve(role.body.name);
  return [...stack.resources.values()].filter((block) => {
    if (block.type !== type) return false;
    const named = [block.body.role, block.body.roles].flat();
    return named.some((raw) => {
      if (expressions.mentions([raw]).has(role.address)) return true;
      const found = expressions.resolve(raw);
      return (
        found.kind === "literal" && name.kind === "literal" && found.value === name.value && found.value !== undefined
      );
    });
  });
}

/** Policies on other things may name the role: they give it what it works with, and nobody takes it on by them. */
const NAMES_IN_POLICIES =
  /^aws_(?:iam_role_policy(?:_attachment)?|iam_policy_attachment|kms_key|vpc_endpoint)$|_policy$/;

function othersUnder(
  role: Block,
  association: Block,
  stack: StackDocument,
  expressions: Expressions,
): readonly string[] {
  return [...stack.resources.values()]
    .filter((block) => block !== association && block !== role && !NAMES_IN_POLICIES.test(block.type))
    .filter((block) => expressions.mentions(block.body).has(role.address))
    .map(({ address }) => address);
}
