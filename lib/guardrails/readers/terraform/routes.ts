import type { NetworkPathFact } from "../../facts/network-path";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { asWritten, isObject } from "../fields";
import { BlockBody } from "./block-body";
import type { Leads } from "./cluster-parts";
import { declaredNat } from "./declared-egress";
import { ownFirewall } from "./firewall-routes";
import { type NetworkReading, toFact } from "./network-paths";
import type { Block } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** The attributes of a route that name where it goes. */
const TARGETS = [
  "gateway_id",
  "nat_gateway_id",
  "transit_gateway_id",
  "vpc_peering_connection_id",
  "egress_only_gateway_id",
  "carrier_gateway_id",
  "core_network_arn",
  "local_gateway_id",
  "network_interface_id",
  "instance_id",
  "vpc_endpoint_id",
  "odb_network_arn",
] as const;

/** Reads the routes of a route table, inline or separate, as far as the table serves the network of a cluster. */
export function readRoutes(block: Block, reading: NetworkReading): readonly (NetworkPathFact | UnknownShapeFact)[] {
  const body = new BlockBody(reading.expressions, block.body);
  switch (block.type) {
    case "aws_route":
      return readRoute(block, body, "", tableLeads(body.raw("route_table_id"), reading), reading);
    case "aws_route_table":
    case "aws_default_route_table": {
      const leads =
        block.type === "aws_route_table"
          ? tableLeads(`\${${block.address}.id}`, reading)
          : tableLeads(body.raw("default_route_table_id"), reading);
      if (leads === false) return [];
      const gateways = body.raw("propagating_vgws");
      const propagated =
        gateways === undefined || (Array.isArray(gateways) && gateways.length === 0)
          ? []
          : [unknownShape(block, `routes of ${asWritten(gateways)}`, PROPAGATES, "propagating_vgws")];
      const routes = body.blocks("route");
      if (!routes.known) return [...propagated, unknownShape(block, "routes that cannot be read", routes.why, "route")];
      return [
        ...propagated,
        ...routes.value.flatMap((route, index) => readRoute(block, route, `route[${index}].`, leads, reading)),
      ];
    }
    case "aws_vpn_gateway_route_propagation": {
      const leads = tableLeads(body.raw("route_table_id"), reading);
      return leads === false ? [] : [unknownShape(block, "routes of a VPN gateway", PROPAGATES)];
    }
    case "aws_route_table_association":
    case "aws_main_route_table_association":
      return readAssociation(block, body, reading);
    case "aws_nat_gateway": {
      const type = body.text("connectivity_type");
      const leads = reading.parts.leadsAny(reading.parts.idsOf(block, "subnet", "vpc"));
      if (leads === false || !type.known || type.value !== "private") return [];
      return [unknownShape(block, "private NAT gateway", "no rule can see which networks reach out through it")];
    }
    default:
      return [];
  }
}

const PROPAGATES = "whoever stands behind the gateway says which routes come into the network of a cluster";

/** A subnet of a cluster may take the routes of a table that the document shows; nobody sees what stands in another. */
function readAssociation(
  block: Block,
  body: BlockBody,
  { expressions, stack, parts }: NetworkReading,
): readonly UnknownShapeFact[] {
  if (parts.leadsAny(parts.idsOf(block, "subnet", "vpc")) === false) return [];
  const raw = body.raw("route_table_id");
  const values = typeof raw === "string" && /\beach\./.test(raw) ? [raw, block.body.for_each] : [raw];
  const table = expressions.identity(raw);
  const tables = table.known ? [table.value] : [...expressions.mentions(values)];
  const isShown =
    tables.length > 0 &&
    tables.every((address) => SHOWN_TABLES.has(stack.resources.get(address)?.type ?? "")) &&
    (table.known || !expressions.takesFromOutside(values));
  if (isShown) return [];
  return [
    unknownShape(
      block,
      `route table ${asWritten(raw)}`,
      "the document does not show where its routes lead",
      "route_table_id",
    ),
  ];
}

const SHOWN_TABLES = new Set(["aws_route_table", "aws_default_route_table", "aws_vpc", "aws_default_vpc"]);

function readRoute(
  block: Block,
  route: BlockBody,
  prefix: string,
  leads: Leads,
  reading: NetworkReading,
): readonly (NetworkPathFact | UnknownShapeFact)[] {
  const { expressions, stack } = reading;
  const inspecting = ownFirewall(route.raw("vpc_endpoint_id"), stack);
  if (inspecting !== undefined && TARGETS.every((name) => name === "vpc_endpoint_id" || !route.has(name))) {
    // Out to the firewall, or back from the gateway behind it; rules of their own judge the firewall and what goes past it.
    const tags: unknown = new BlockBody(expressions, inspecting.body).raw("tags");
    const reason = isObject(tags) ? expressions.resolve(tags["portcullis:why"]) : undefined;
    if (reason?.kind === "literal" && typeof reason.value === "string" && reason.value.trim().length >= 3) {
      const got = asWritten(route.raw("vpc_endpoint_id"));
      return toFact(block, {
        what: "route to a firewall",
        leads: true,
        attribute: `${prefix}vpc_endpoint_id`,
        got,
        outboundOnly: reason.value,
      });
    }
  }
  if (leads === false) return [];
  return TARGETS.flatMap((attribute) => {
    const raw = route.raw(attribute);
    if (raw === undefined || raw === "") return [];
    const target = expressions.identity(raw);
    if (attribute === "gateway_id" && target.known) {
      if (target.value === "local") return [];
      if (target.value.startsWith("igw-") || stack.resources.get(target.value)?.type === "aws_internet_gateway") {
        return toFact(block, {
          what: "route to an internet gateway",
          leads,
          attribute: `${prefix}${attribute}`,
          got: asWritten(raw),
        });
      }
    }
    const nat = attribute === "nat_gateway_id" && target.known ? stack.resources.get(target.value) : undefined;
    const outboundOnly = nat && declaredNat(nat, reading);
    if (outboundOnly !== undefined) {
      const what = "route to a NAT gateway";
      return toFact(block, { what, leads, attribute: `${prefix}${attribute}`, got: asWritten(raw), outboundOnly });
    }
    const why = "it leads out of the network of a cluster, and no rule can see what comes back in that way";
    return [unknownShape(block, `route by ${attribute} ${asWritten(raw)}`, why, `${prefix}${attribute}`)];
  });
}

/** A table serves a cluster when it is in its VPC or associated with one of its subnets. */
export function tableLeads(raw: unknown, reading: NetworkReading, seen: readonly unknown[] = []): Leads {
  const { expressions, stack, parts } = reading;
  if (seen.includes(raw)) return "undecided";
  const follow = (next: unknown) => tableLeads(next, reading, [...seen, raw]);
  const table = expressions.identity(raw);
  if (!table.known) {
    const mentioned = [...expressions.mentions(raw)];
    const answers = mentioned.map((address) => follow(`\${${address}.id}`));
    if (mentioned.length === 0 || expressions.takesFromOutside(raw)) answers.push("undecided");
    return strongest(answers);
  }
  const block = stack.resources.get(table.value);
  const answers: Leads[] = [];
  if (block === undefined) answers.push(parts.hasNetwork() ? "undecided" : false);
  else if (block.type === "aws_default_route_table") answers.push(follow(block.body.default_route_table_id));
  else if (block.type === "aws_route_table") answers.push(parts.leadsAny(parts.idsOf(block, "vpc")));
  else if (parts.has(block.address)) answers.push(true);
  // The default table of a VPC is named by the VPC; what another resource gives out may be any table.
  else answers.push(block.type === "aws_vpc" || block.type === "aws_default_vpc" ? false : "undecided");

  const elsewhere = block !== undefined && answers[0] === false;
  for (const association of stack.resources.values()) {
    if (!ASSOCIATIONS.has(association.type)) continue;
    const associated = expressions.identity(association.body.route_table_id);
    if (!associated.known || associated.value !== table.value) continue;
    const leads = parts.leadsAny(parts.idsOf(association, "subnet", "vpc"));
    // AWS associates a table with subnets of its own VPC alone.
    if (leads !== "undecided" || !elsewhere) answers.push(leads);
  }
  return strongest(answers);
}

const ASSOCIATIONS = new Set(["aws_route_table_association", "aws_main_route_table_association"]);

function strongest(answers: readonly Leads[]): Leads {
  return answers.includes(true) ? true : answers.includes("undecided") ? "undecided" : false;
}
