import type { InboundSourceFact } from "../../facts/inbound";
import type { Place } from "../../place";
import { known, unknown, type Value } from "../../value";
import { asWritten } from "../fields";
import type { BlockBody } from "./block-body";
import type { Expressions } from "./expressions";
import type { PrefixLists } from "./prefix-lists";
import type { StackDocument } from "./stack-document";

type From = InboundSourceFact["from"];

/** The attributes in which one form of a rule names its sources. */
interface SourceAttributes {
  readonly ranges: readonly string[];
  readonly prefixLists: readonly string[];
  readonly groups: readonly string[];
  readonly protocol: string;
}

/** An `ingress` block inside a group; every attribute but `self` is a list. */
export const INLINE: SourceAttributes = {
  ranges: ["cidr_blocks", "ipv6_cidr_blocks"],
  prefixLists: ["prefix_list_ids"],
  groups: ["security_groups"],
  protocol: "protocol",
};

/** An `aws_security_group_rule`. */
export const SEPARATE: SourceAttributes = { ...INLINE, groups: ["source_security_group_id"] };

/** An `aws_vpc_security_group_ingress_rule`, which names exactly one source. */
export const SINGLE: SourceAttributes = {
  ranges: ["cidr_ipv4", "cidr_ipv6"],
  prefixLists: ["prefix_list_id"],
  groups: ["referenced_security_group_id"],
  protocol: "ip_protocol",
};

/** Reads one inbound rule of a security group into its sources. */
export function readSources(
  rule: BlockBody,
  attributes: SourceAttributes,
  place: Place,
  stack: StackDocument,
  prefixLists: PrefixLists,
): readonly InboundSourceFact[] {
  const ports = describePorts(rule, attributes.protocol);
  const description = rule.text("description");
  const reason = description.known ? description.value : undefined;
  const sources: InboundSourceFact[] = [];
  const add = (from: From, attribute: string, why = reason) => {
    sources.push({ place: { ...place, path: `${place.path}.${attribute}` }, ports, from, reason: why });
  };

  for (const attribute of attributes.ranges) {
    for (const raw of elements(rule, attribute)) add(rangeOf(raw, rule), attribute);
  }
  for (const attribute of attributes.prefixLists) {
    for (const raw of elements(rule, attribute)) {
      for (const entry of prefixLists.entriesOf(raw)) add(entry.range, attribute, entry.reason ?? reason);
    }
  }
  for (const attribute of attributes.groups) {
    for (const raw of elements(rule, attribute)) add(membersOf(raw, rule.expressions, stack), attribute);
  }
  const self = rule.flag("self", false);
  if (!self.known) add(unknown(self.why), "self");
  else if (self.value) add(known({ members: "the group itself" }), "self");

  const named = [...attributes.ranges, ...attributes.prefixLists, ...attributes.groups, "self"].some((name) =>
    rule.has(name),
  );
  if (!named) add(unknown("the rule names no source that is understood"), "source");
  return sources;
}

/** One element for each value; a list that nobody can resolve is one element, which nobody can resolve either. */
function elements(rule: BlockBody, attribute: string): readonly unknown[] {
  const raw = rule.raw(attribute);
  if (raw === undefined) return [];
  const list = rule.list(attribute);
  return list.known ? list.value : [raw];
}

function rangeOf(raw: unknown, rule: BlockBody): From {
  const found = rule.expressions.resolve(raw);
  switch (found.kind) {
    case "literal":
      return typeof found.value === "string"
        ? known({ range: found.value })
        : unknown(`${asWritten(found.value)} is not a range`);
    case "resource":
      return unknown(`${asWritten(raw)} is known after apply`);
    case "unknown":
      return unknown(found.why);
  }
}

/** Members of a group are no addresses that an outsider can have, as long as the document shows who they are. */
export function membersOf(raw: unknown, expressions: Expressions, stack: StackDocument): From {
  const found = expressions.resolve(raw);
  switch (found.kind) {
    case "resource":
      return MEMBERSHIPS.has(stack.resources.get(found.address)?.type ?? "")
        ? known({ members: found.address })
        : unknown(`${asWritten(raw)} is not a security group of this document`);
    case "literal":
      return unknown(`${asWritten(found.value)} is a group of another document: nobody sees here who its members are`);
    case "unknown":
      return unknown(found.why);
  }
}

/** A cluster and a VPC each bring a group of their own. */
const MEMBERSHIPS = new Set(["aws_security_group", "aws_default_security_group", "aws_eks_cluster", "aws_vpc"]);

function describePorts(rule: BlockBody, protocolAttribute: string): string {
  const shown = (value: Value<string | undefined>) => (value.known ? value.value : "unknown");
  const protocol = shown(rule.text(protocolAttribute)) ?? "unknown";
  if (protocol === "-1" || protocol === "all") return "all traffic";
  const from = shown(rule.text("from_port"));
  const to = shown(rule.text("to_port"));
  if (from === undefined || to === undefined) return `${protocol}, all ports`;
  return from === to ? `${protocol} ${from}` : `${protocol} ${from}-${to}`;
}
