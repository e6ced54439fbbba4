import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { resourceTypeVerdict } from "../../resource-types";
import { asWritten, isObject } from "../fields";
import type { ClusterParts } from "./cluster-parts";
import type { Block, StackDocument } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** What may drift on any resource: names for people, and numbers of machines that an autoscaler sets. */
const HARMLESS = new Set([
  "desired_capacity",
  "min_size",
  "max_size",
  "tags",
  "tags_all",
  "scaling_config[0].desired_size",
]);

/** What counts at creation alone, by type. */
const ONLY_AT_CREATION: Readonly<Record<string, readonly string[]>> = {
  aws_eks_cluster: ["access_config[0].bootstrap_cluster_creator_admin_permissions", "bootstrap_self_managed_addons"],
};

/**
 * Finds what Terraform is told to leave alone. On a part of a cluster the document then no longer says what holds: whoever
 * opens an attribute by hand is never corrected.
 *
 * @see https://developer.hashicorp.com/terraform/language/meta-arguments/lifecycle#ignore_changes
 */
export function readIgnoredChanges(stack: StackDocument, parts: ClusterParts): readonly UnknownShapeFact[] {
  return [...stack.resources.values()].filter((block) => matters(block, parts)).flatMap(ignoredOf);
}

function matters(block: Block, parts: ClusterParts): boolean {
  if (parts.isIdentity(block.address)) return true;
  const isJudged = resourceTypeVerdict(block.type) === "judged";
  return isJudged && (block.ours || block.type.startsWith("aws_eks_") || parts.has(block.address));
}

function ignoredOf(block: Block): readonly UnknownShapeFact[] {
  const { lifecycle } = block.body;
  if (lifecycle === undefined || lifecycle === null) return [];
  const blocks: readonly unknown[] = Array.isArray(lifecycle) ? lifecycle : [lifecycle];
  const allowed = Object.hasOwn(ONLY_AT_CREATION, block.type) ? (ONLY_AT_CREATION[block.type] ?? []) : [];
  return blocks.flatMap((one) => {
    const ignored = isObject(one) ? (one.ignore_changes ?? []) : one;
    const names: readonly unknown[] = Array.isArray(ignored) ? ignored : [ignored];
    return names
      .filter((name) => typeof name !== "string" || !(HARMLESS.has(name) || isTag(name) || allowed.includes(name)))
      .map((name) =>
        unknownShape(
          block,
          `ignore_changes ${asWritten(name)}`,
          "Terraform would leave alone what somebody changes there by hand, so the document does not say what holds",
          "lifecycle.ignore_changes",
        ),
      );
  });
}

function isTag(name: string): boolean {
  return /^tags(_all)?(\.[\w-]+|\["[^"]*"\])$/.test(name);
}
