import { BlockBody } from "./block-body";
import type { OpenedStack } from "./opened-stack";

/** What stacks of an app call that which clusters depend on. By such a name any stack can reach it, without a reference. */
export interface OwnNames {
  /** Roles that clusters work under. */
  readonly roles: ReadonlySet<string>;
  /** Keys of clusters, by alias: `alias/payments-prod/secrets`. */
  readonly keyAliases: ReadonlySet<string>;
  /** Log groups of control planes. */
  readonly logGroups: ReadonlySet<string>;
}

/** Reads the names of several stacks that are judged together. */
export function ownNamesIn(stacks: readonly OpenedStack[]): OwnNames {
  const names = { roles: new Set<string>(), keyAliases: new Set<string>(), logGroups: new Set<string>() };
  for (const { stack, expressions, parts } of stacks) {
    for (const block of stack.resources.values()) {
      const body = new BlockBody(expressions, block.body);
      const found = body.text("name");
      const name = found.known ? found.value : undefined;
      if (name === undefined) continue;
      switch (block.type) {
        case "aws_iam_role":
          if (block.ours || parts.isIdentity(block.address)) names.roles.add(name);
          break;
        case "aws_kms_alias": {
          const key = expressions.identity(body.raw("target_key_id"));
          if (block.ours || (key.known && parts.isIdentity(key.value))) names.keyAliases.add(name);
          break;
        }
        case "aws_cloudwatch_log_group":
          if (block.ours) names.logGroups.add(name);
          break;
        case "aws_eks_cluster":
          names.logGroups.add(`/aws/eks/${name}/cluster`);
      }
    }
  }
  return names;
}
