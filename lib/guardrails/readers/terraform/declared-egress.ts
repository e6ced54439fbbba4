import { isObject } from "../fields";
import { BlockBody } from "./block-body";
import type { NetworkReading } from "./network-paths";
import type { Block } from "./stack-document";

/** The tag that carries the reason for a way out. */
const REASON = "portcullis:why";

/**
 * The reason for a NAT gateway, if it is a declared way out that nobody comes in by: regional, so it stands in no subnet and no
 * subnet needs a route to the internet gateway; for a VPC of this document; with its reason written beside it.
 */
export function declaredNat(block: Block, { expressions, stack }: NetworkReading): string | undefined {
  if (block.type !== "aws_nat_gateway") return undefined;
  const body = new BlockBody(expressions, block.body);
  const mode = body.text("availability_mode");
  const type = body.text("connectivity_type");
  const vpc = expressions.identity(body.raw("vpc_id"));
  const tags: unknown = body.raw("tags");
  const reason = isObject(tags) ? expressions.resolve(tags[REASON]) : undefined;
  const isRegional = mode.known && mode.value === "regional" && type.known && (type.value ?? "public") === "public";
  const isOfDocument = vpc.known && stack.resources.get(vpc.value)?.type === "aws_vpc";
  const isPlain = ["subnet_id", "count", "for_each", "availability_zone_address"].every((name) => !body.has(name));
  if (!isRegional || !isOfDocument || !isPlain) return undefined;
  return reason?.kind === "literal" && typeof reason.value === "string" && reason.value.trim().length >= 3
    ? reason.value
    : undefined;
}

/**
 * The reason for an internet gateway, if a declared NAT gateway of its VPC is all that uses it: nothing else in the document,
 * no route and no edge association, names it.
 */
export function declaredInternetGateway(block: Block, reading: NetworkReading): string | undefined {
  const { expressions, stack } = reading;
  const body = new BlockBody(expressions, block.body);
  if (block.type !== "aws_internet_gateway" || body.has("count") || body.has("for_each")) return undefined;
  const blocks = [...stack.resources.values()];
  if (blocks.some((other) => other !== block && expressions.mentions(other.body).has(block.address))) return undefined;
  const vpc = expressions.identity(body.raw("vpc_id"));
  const ofTheSame = blocks.filter((other) => {
    const of = expressions.identity(other.body.vpc_id);
    return of.known && vpc.known && of.value === vpc.value;
  });
  return ofTheSame.map((other) => declaredNat(other, reading)).find((reason) => reason !== undefined);
}
