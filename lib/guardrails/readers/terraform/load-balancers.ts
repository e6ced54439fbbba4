import type { NetworkPathFact } from "../../facts/network-path";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import type { Leads } from "./cluster-parts";
import { type NetworkReading, switchedOn, toFact } from "./network-paths";
import type { Block } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

const LOAD_BALANCERS = new Set(["aws_lb", "aws_alb"]);
const LISTENERS = new Set(["aws_lb_listener", "aws_alb_listener"]);
const LISTENER_RULES = new Set(["aws_lb_listener_rule", "aws_alb_listener_rule"]);
const TARGET_GROUPS = new Set(["aws_lb_target_group", "aws_alb_target_group"]);

/**
 * Reads load balancers and accelerators that stand in the network of a cluster or send traffic to it. Internal ones let in
 * what their security groups do, which is judged there; without a group, a person must say.
 */
export function readLoadBalancers(
  block: Block,
  reading: NetworkReading,
): readonly (NetworkPathFact | UnknownShapeFact)[] {
  const body = new BlockBody(reading.expressions, block.body);
  if (LOAD_BALANCERS.has(block.type) || block.type === "aws_elb") {
    const leads = balancerLeads(block, reading);
    const internal = body.flag("internal", false);
    if (!internal.known || !internal.value) {
      const got = internal.known
        ? body.has("internal")
          ? asWritten(body.raw("internal"))
          : "nothing, which means false"
        : internal.why;
      return toFact(block, { what: "internet-facing load balancer", leads, attribute: "internal", got });
    }
    if (leads === true && reading.parts.idsOf(block, "group").length === 0) {
      return [
        unknownShape(
          block,
          "internal load balancer without a security group",
          "nothing limits who reaches the cluster through it",
        ),
      ];
    }
    return [];
  }
  if (block.type === "aws_globalaccelerator_endpoint_group") {
    const endpoints = body.blocks("endpoint_configuration");
    if (!endpoints.known) return [unknownShape(block, "accelerator endpoints that cannot be read", endpoints.why)];
    return endpoints.value.flatMap((endpoint) => {
      const raw = endpoint.raw("endpoint_id");
      const got = asWritten(raw);
      return toFact(block, {
        what: "endpoint of an internet-facing accelerator",
        leads: endpointLeads(raw, reading),
        got,
      });
    });
  }
  if (block.type === "aws_network_interface") {
    const leads = reading.parts.has(block.address);
    const got =
      switchedOn(body, "enable_primary_ipv6") ??
      (body.has("ipv6_addresses") ? asWritten(body.raw("ipv6_addresses")) : undefined);
    return got === undefined ? [] : toFact(block, { what: "routable IPv6 address of an interface", leads, got });
  }
  return [];
}

function balancerLeads(block: Block, { stack, expressions, parts }: NetworkReading): Leads {
  const wearsGroupOfCluster = parts.idsOf(block, "group").some(({ name }) => parts.has(name));
  if (wearsGroupOfCluster || isBoundToCluster(block, { stack, expressions, parts })) return true;
  return parts.leadsAny(parts.idsOf(block, "subnet", "machine"));
}

/** Whether a listener of the balancer, or a rule of a listener, sends to a target group of the cluster. */
function isBoundToCluster(block: Block, { stack, expressions, parts }: NetworkReading): boolean {
  const blocks = [...stack.resources.values()];
  const sendsToCluster = (body: unknown) =>
    [...expressions.mentions(body)].some(
      (address) => TARGET_GROUPS.has(stack.resources.get(address)?.type ?? "") && parts.has(address),
    );
  return blocks
    .filter((listener) => LISTENERS.has(listener.type) && expressions.mentions(listener.body).has(block.address))
    .some(
      (listener) =>
        sendsToCluster(listener.body) ||
        blocks.some(
          (rule) =>
            LISTENER_RULES.has(rule.type) &&
            expressions.mentions(rule.body).has(listener.address) &&
            sendsToCluster(rule.body),
        ),
    );
}

function endpointLeads(raw: unknown, reading: NetworkReading): Leads {
  const mentioned = [...reading.expressions.mentions(raw)];
  const leads = mentioned.some((address) => {
    const block = reading.stack.resources.get(address);
    return reading.parts.has(address) || (block !== undefined && balancerLeads(block, reading) === true);
  });
  if (leads) return true;
  if (reading.expressions.takesFromOutside(raw)) return "undecided";
  return mentioned.length === 0 && reading.parts.hasNetwork() ? "undecided" : false;
}
