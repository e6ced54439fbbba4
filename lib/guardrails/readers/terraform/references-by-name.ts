import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import type { ClusterParts } from "./cluster-parts";
import type { Expressions } from "./expressions";
import type { OwnNames } from "./own-names";
import { readPolicyText } from "./policy-text";
import type { Block, StackDocument } from "./stack-document";

type Kind = keyof OwnNames;

/** The attribute by which each type names a role, a key or a log group. */
const NAMED_BY: ReadonlyMap<string, readonly [attribute: string, kind: Kind]> = new Map(
  Object.entries({
    aws_iam_role_policy: ["role", "roles"],
    aws_iam_role_policy_attachment: ["role", "roles"],
    aws_iam_role_policies_exclusive: ["role_name", "roles"],
    aws_iam_role_policy_attachments_exclusive: ["role_name", "roles"],
    aws_iam_policy_attachment: ["roles", "roles"],
    aws_kms_grant: ["key_id", "keyAliases"],
    aws_kms_key_policy: ["key_id", "keyAliases"],
    aws_cloudwatch_log_subscription_filter: ["log_group_name", "logGroups"],
    aws_cloudwatch_log_data_protection_policy: ["log_group_name", "logGroups"],
    aws_cloudwatch_log_transformer: ["log_group_arn", "logGroups"],
  } as const),
);

/** The argument by which a data source looks for one of them. */
const LOOKED_UP_BY: ReadonlyMap<string, string> = new Map([
  ["aws_iam_role", "name"],
  ["aws_kms_alias", "name"],
  ["aws_kms_key", "key_id"],
  ["aws_cloudwatch_log_group", "name"],
]);

const TYPE_OF: Readonly<Record<Kind, readonly string[]>> = {
  roles: ["aws_iam_role"],
  keyAliases: ["aws_kms_key", "aws_kms_alias", "aws_kms_external_key", "aws_kms_replica_key"],
  logGroups: ["aws_cloudwatch_log_group"],
};

interface Reading {
  readonly stack: StackDocument;
  readonly expressions: Expressions;
  readonly parts: ClusterParts;
  readonly names: OwnNames;
}

/**
 * Why a resource may reach a role, a key or a log group of a cluster by the name it is given; undefined when it names
 * something else. A reference to another stack, a variable and an id that nobody can tell may be any of them.
 */
export function reachesByName(block: Block, reading: Reading): string | undefined {
  if (block.type === "aws_cloudwatch_log_resource_policy") return whyRecordsReached(block, reading);
  const named = NAMED_BY.get(block.type);
  if (named === undefined) return undefined;
  const [attribute, kind] = named;
  const raw = new BlockBody(reading.expressions, block.body).raw(attribute);
  return raw === undefined ? undefined : whyReached(raw, kind, block, reading);
}

/** Services of AWS may add records; whoever else a policy lets to the records of a cluster could read them or take them away. */
function whyRecordsReached(block: Block, { stack, expressions, names }: Reading): string | undefined {
  if (names.logGroups.size === 0) return undefined;
  const policy = readPolicyText(block.body.policy_document, stack, expressions);
  if (!policy.known) return policy.why;
  const matches = (resource: string) => {
    const pattern = resource.replace(/^.*:log-group:/, "").replace(/:\*$|:log-stream:.*$/, "");
    const glob = pattern
      .split("*")
      .map((text) => text.replace(/[^\w/-]/g, (sign) => (sign === "?" ? "." : `\\${sign}`)));
    return [...names.logGroups].find((name) => new RegExp(`^${glob.join(".*")}$`).test(name));
  };
  const reached = policy.value
    .filter(({ allows, principals }) => allows && principals.some(({ kind }) => kind !== "Service"))
    .flatMap(({ resources }) => resources.map(matches))
    .find((name) => name !== undefined);
  return reached && `it lets somebody to ${reached}, the records of a cluster`;
}

function whyReached(raw: unknown, kind: Kind, block: Block, reading: Reading): string | undefined {
  const { stack, expressions, parts, names } = reading;
  const nobodySees = `nobody can see whether ${asWritten(raw)} is part of a cluster`;
  const found = expressions.resolve(raw);
  switch (found.kind) {
    case "literal": {
      if (Array.isArray(found.value)) {
        return found.value.map((item) => whyReached(item, kind, block, reading)).find((why) => why !== undefined);
      }
      if (typeof found.value !== "string") return nobodySees;
      const name = nameIn(found.value, kind);
      if (name === undefined) return names[kind].size > 0 ? nobodySees : undefined;
      return names[kind].has(name)
        ? `it names ${name}, a part of a cluster, and no rule reads what it does there`
        : undefined;
    }
    case "resource": {
      const target = stack.resources.get(found.address);
      if (target === undefined || !TYPE_OF[kind].includes(target.type)) return nobodySees;
      const isPart = parts.isIdentity(target.address) || (target.ours && !block.ours) || isNamed(target, kind, reading);
      return isPart
        ? `it refers to ${target.address}, a part of a cluster, and no rule reads what it does there`
        : undefined;
    }
    case "unknown": {
      const [, address = "", type = ""] = /^\$\{(data\.(\w+)\.[\w-]+)\.\w+\}$/.exec(found.expression) ?? [];
      const lookedUp = stack.data.get(address)?.body[LOOKED_UP_BY.get(type) ?? ""];
      if (lookedUp !== undefined) return whyReached(lookedUp, kind, block, reading);
      const values = /\beach\./.test(found.expression) ? [raw, block.body.for_each] : [raw];
      const mentioned = [...expressions.mentions(values)];
      if (mentioned.length === 0 || expressions.takesFromOutside(values)) return nobodySees;
      return mentioned.map((one) => whyReached(`\${${one}.id}`, kind, block, reading)).find((why) => why !== undefined);
    }
  }
}

function isNamed(target: Block, kind: Kind, { expressions, names }: Reading): boolean {
  const name = new BlockBody(expressions, target.body).text("name");
  return name.known && name.value !== undefined && names[kind].has(name.value);
}

/** The name in a name or an ARN; undefined for an id that tells nothing. */
function nameIn(text: string, kind: Kind): string | undefined {
  switch (kind) {
    case "roles":
      return text.split("/").at(-1);
    case "keyAliases":
      return /(?:^|:)(alias\/.+)$/.exec(text)?.[1];
    case "logGroups":
      return text.replace(/^arn:.*:log-group:/, "").replace(/:\*$/, "");
  }
}
