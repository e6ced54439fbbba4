import type { InboundFact, InboundSourceFact } from "../../facts/inbound";
import type { Place } from "../../place";
import { known } from "../../value";
import { BlockBody } from "./block-body";
import type { ClusterParts, Leads } from "./cluster-parts";
import type { Expressions } from "./expressions";
import { PrefixLists } from "./prefix-lists";
import { INLINE, membersOf, readSources, SEPARATE, SINGLE } from "./security-group-sources";
import type { Block, StackDocument } from "./stack-document";

interface Group {
  readonly place: Place;
  readonly ours: boolean;
  readonly leads: Leads;
  readonly sources: InboundSourceFact[];
}

/**
 * Reads every security group with all that it lets in: inline blocks, separate rules of both kinds, prefix lists. Rules
 * for a group that the document does not hold are gathered under the name it is given.
 */
export function readSecurityGroups(
  stack: StackDocument,
  expressions: Expressions,
  parts: ClusterParts,
): readonly InboundFact[] {
  const prefixLists = new PrefixLists(stack, expressions);
  const groups = new Map<string, Group>();

  for (const block of stack.resources.values()) {
    if (block.type !== "aws_security_group" && block.type !== "aws_default_security_group") continue;
    const leads = parts.leads({ kind: "group", name: block.address, resolved: true });
    const sources: InboundSourceFact[] = [];
    const inline = new BlockBody(expressions, block.body).blocks("ingress");
    const place = { ...block.place, path: `${block.address}.ingress` };
    if (inline.known) {
      inline.value.forEach((rule, index) => {
        sources.push(...readSources(rule, INLINE, { ...place, path: `${place.path}[${index}]` }, stack, prefixLists));
      });
    } else {
      sources.push({ place, ports: "unknown", from: inline, reason: undefined });
    }
    groups.set(block.address, { place: block.place, ours: block.ours, leads, sources });
  }

  for (const block of stack.resources.values()) {
    const sources = separateSources(block, stack, expressions, prefixLists);
    if (sources === undefined) continue;
    const targets = parts.idsOf(block, "group");
    for (const target of targets) {
      const group = groups.get(target.name) ?? {
        place: block.place,
        ours: block.ours,
        leads: parts.leads(target),
        sources: [],
      };
      groups.set(target.name, group);
      group.sources.push(...sources);
    }
    if (targets.length === 0)
      groups.set(block.address, { place: block.place, ours: block.ours, leads: "undecided", sources: [...sources] });
  }

  return [...[...groups.values()].map(toFact), ...readRemoteAccess(stack, expressions)];
}

function separateSources(
  block: Block,
  stack: StackDocument,
  expressions: Expressions,
  prefixLists: PrefixLists,
): readonly InboundSourceFact[] | undefined {
  const rule = new BlockBody(expressions, block.body);
  switch (block.type) {
    case "aws_vpc_security_group_ingress_rule":
      return readSources(rule, SINGLE, block.place, stack, prefixLists);
    case "aws_security_group_rule": {
      const direction = rule.text("type");
      return direction.known && direction.value === "egress"
        ? undefined
        : readSources(rule, SEPARATE, block.place, stack, prefixLists);
    }
    default:
      return undefined;
  }
}

/**
 * The SSH access of node groups. With a key and no source groups, Amazon EKS opens port 22 to the world.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_RemoteAccessConfig.html
 */
function readRemoteAccess(stack: StackDocument, expressions: Expressions): readonly InboundFact[] {
  return [...stack.resources.values()].flatMap((block) => {
    if (block.type !== "aws_eks_node_group") return [];
    const access = new BlockBody(expressions, block.body).blocks("remote_access");
    const place = { ...block.place, path: `${block.address}.remote_access` };
    const group = { place, ours: block.ours, leads: true as const };
    const source = { place, ports: "tcp 22", reason: undefined };
    if (!access.known) return [toFact({ ...group, sources: [{ ...source, from: access }] })];
    return access.value
      .filter((remote) => remote.has("ec2_ssh_key") || remote.has("source_security_group_ids"))
      .map((remote) => {
        const named = remote.list("source_security_group_ids");
        if (!named.known) return toFact({ ...group, sources: [{ ...source, from: named }] });
        const from =
          named.value.length === 0
            ? [known({ range: "0.0.0.0/0" })]
            : named.value.map((raw) => membersOf(raw, expressions, stack));
        return toFact({ ...group, sources: from.map((one) => ({ ...source, from: one })) });
      });
  });
}

function toFact(group: Group): InboundFact {
  return {
    kind: "inbound",
    place: group.place,
    ours: group.ours,
    filter: "security group",
    leadsToCluster: group.leads,
    // The cloud profile permits no routable source at all.
    limit: "private",
    dropsTheRest: known(true),
    checksReversePath: known(true),
    sources: group.sources,
  };
}
