import type { NetworkPathFact } from "../../facts/network-path";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { openToWorld, parseRange } from "../../network-interval";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import type { ClusterParts, Leads } from "./cluster-parts";
import { declaredInternetGateway, declaredNat } from "./declared-egress";
import type { Expressions } from "./expressions";
import { readLoadBalancers } from "./load-balancers";
import { readRoutes } from "./routes";
import type { Block, StackDocument } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** What readers of paths share. */
export interface NetworkReading {
  readonly stack: StackDocument;
  readonly expressions: Expressions;
  readonly parts: ClusterParts;
}

/** A path that a block opens, if it opens it to a cluster. */
export interface PossiblePath {
  readonly what: string;
  readonly leads: Leads;
  readonly attribute?: string;
  readonly got: string;
  /** Why it is there, where it is a declared way out that nobody comes in by. */
  readonly outboundOnly?: string | undefined;
}

/** Reads everything that makes a path between a cluster's network and other networks. */
export function readNetworkPaths(reading: NetworkReading): readonly (NetworkPathFact | UnknownShapeFact)[] {
  return [...reading.stack.resources.values()].flatMap((block) => [
    ...pathsOf(block, reading).flatMap((path) => toFact(block, path)),
    ...readRoutes(block, reading),
    ...readLoadBalancers(block, reading),
  ]);
}

/** A path to a cluster is a fact; where nobody can see what it leads to, a person must say. Other paths are nobody's concern. */
export function toFact(block: Block, path: PossiblePath): readonly (NetworkPathFact | UnknownShapeFact)[] {
  const attribute = path.attribute ?? "";
  switch (path.leads) {
    case false:
      return [];
    case "undecided":
      return [
        unknownShape(
          block,
          path.what,
          "the document does not tell whether it leads to the network of a cluster",
          attribute,
        ),
      ];
    case true: {
      const place = attribute === "" ? block.place : { ...block.place, path: `${block.address}.${attribute}` };
      const { what, got, outboundOnly } = path;
      return [{ kind: "network-path", place, ours: block.ours, what, leadsToCluster: true, got, outboundOnly }];
    }
  }
}

/** The value of a switch that is on, or that nobody can see to be off; undefined when it is off. */
export function switchedOn(body: BlockBody, name: string, byDefault = false): string | undefined {
  const flag = body.flag(name, byDefault);
  if (flag.known)
    return flag.value ? (body.has(name) ? asWritten(body.raw(name)) : "nothing, which means true") : undefined;
  return flag.why;
}

/** Where the machines of a launch template stand: in the subnets of whatever starts them. */
function templateLeads(template: Block, { stack, expressions, parts }: NetworkReading): Leads {
  if (parts.has(template.address)) return true;
  const starters = [...stack.resources.values()].filter(
    (block) => block !== template && expressions.mentions(block.body).has(template.address),
  );
  return parts.leadsAny(starters.flatMap((block) => parts.idsOf(block, "subnet")));
}

/** Whether a range that a VPC gets is anything but private addresses that the document states. */
function isRoutable(body: BlockBody): boolean {
  const cidr = body.text("cidr_block");
  if (!cidr.known || cidr.value === undefined) return true;
  const range = parseRange(cidr.value);
  return !range.known || openToWorld([range.value], "private") !== undefined;
}

function pathsOf(block: Block, reading: NetworkReading): readonly PossiblePath[] {
  const { expressions, parts } = reading;
  const body = new BlockBody(expressions, block.body);
  const at = (...kinds: Parameters<ClusterParts["idsOf"]>[1][]) => parts.leadsAny(parts.idsOf(block, ...kinds));
  const on = (
    attribute: string,
    what: string,
    leads: Leads,
    from = body,
    byDefault = false,
  ): readonly PossiblePath[] => {
    const got = switchedOn(from, attribute, byDefault);
    return got === undefined ? [] : [{ what, leads, attribute, got }];
  };
  switch (block.type) {
    case "aws_internet_gateway":
    case "aws_internet_gateway_attachment":
      return [
        {
          what: "internet gateway",
          leads: at("vpc"),
          attribute: "vpc_id",
          got: asWritten(body.raw("vpc_id")),
          outboundOnly: declaredInternetGateway(block, reading),
        },
      ];
    case "aws_subnet":
    case "aws_default_subnet": {
      const leads = parts.has(block.address) ? true : at("vpc");
      return [
        ...on(
          "map_public_ip_on_launch",
          "public addresses for whatever starts in the subnet",
          leads,
          body,
          block.type === "aws_default_subnet",
        ),
        ...on("assign_ipv6_address_on_creation", "routable IPv6 addresses for whatever starts in the subnet", leads),
      ];
    }
    case "aws_eip":
    case "aws_eip_association":
      return [
        {
          what: "public (elastic) address",
          leads: at("machine"),
          got: asWritten(
            body.raw("instance") ??
              body.raw("instance_id") ??
              body.raw("network_interface") ??
              body.raw("network_interface_id"),
          ),
        },
      ];
    case "aws_instance":
    case "aws_spot_instance_request":
    case "aws_launch_configuration": {
      const leads =
        block.type === "aws_launch_configuration"
          ? templateLeads(block, reading)
          : parts.has(block.address)
            ? true
            : at("subnet");
      return [
        ...on("associate_public_ip_address", "public address of a machine", leads),
        ...["ipv6_addresses", "ipv6_address_count"]
          .filter((name) => body.has(name))
          .map((name) => ({
            what: "routable IPv6 address of a machine",
            leads,
            attribute: name,
            got: asWritten(body.raw(name)),
          })),
      ];
    }
    case "aws_vpc_ipv4_cidr_block_association":
      return isRoutable(body)
        ? [
            {
              what: "routable range of a network",
              leads: at("vpc"),
              attribute: "cidr_block",
              got: asWritten(body.raw("cidr_block")),
            },
          ]
        : [];
    case "aws_launch_template": {
      const leads = templateLeads(block, reading);
      const interfaces = body.blocks("network_interfaces");
      if (!interfaces.known)
        return [
          {
            what: "network interfaces that cannot be read",
            leads,
            attribute: "network_interfaces",
            got: interfaces.why,
          },
        ];
      return interfaces.value.flatMap((one) => [
        ...on("associate_public_ip_address", "public address of a machine", leads, one),
        ...["ipv6_addresses", "ipv6_address_count"]
          .filter((name) => one.has(name))
          .map((name) => ({
            what: "routable IPv6 address of a machine",
            leads,
            attribute: name,
            got: asWritten(one.raw(name)),
          })),
      ]);
    }
    case "aws_nat_gateway": {
      const type = body.text("connectivity_type");
      if (type.known && type.value === "private") return [];
      return [
        {
          what: "public NAT gateway",
          leads: at("subnet", "vpc"),
          attribute: "connectivity_type",
          got: asWritten(body.raw("connectivity_type")),
          outboundOnly: declaredNat(block, reading),
        },
      ];
    }
    default:
      return [];
  }
}
