import type { FlowLog, VpcFact } from "../../facts/vpc";
import { known, orDefault, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { namesKey } from "./eks-clusters";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/** Reads every VPC with the flow logs that record its traffic. */
export function readVpcs(stack: StackDocument, expressions: Expressions): readonly VpcFact[] {
  const blocks = [...stack.resources.values()];
  const flowLogs = blocks
    .filter(({ type }) => type === "aws_flow_log")
    .map((block) => new BlockBody(expressions, block.body));
  return blocks
    .filter(({ type }) => type === "aws_vpc")
    .map((vpc) => ({
      kind: "vpc",
      place: vpc.place,
      ours: vpc.ours,
      defaultGroup: defaultGroupOf(vpc.address, blocks, expressions),
      flowLogs: flowLogs
        .filter((log) => {
          const of = expressions.identity(log.raw("vpc_id"));
          return of.known && of.value === vpc.address;
        })
        .map((log) => readFlowLog(log, stack)),
    }));
}

/** Whether somebody takes over the security group that AWS makes in the network by itself. */
function defaultGroupOf(vpc: string, blocks: readonly Block[], expressions: Expressions): VpcFact["defaultGroup"] {
  const taken = blocks
    .filter(({ type }) => type === "aws_default_security_group")
    .map(({ body }) =>
      "count" in body || "for_each" in body
        ? unknown("it has count or for_each: it may not exist at all")
        : expressions.identity(body.vpc_id),
    );
  if (taken.some((found) => found.known && found.value === vpc)) return "taken over";
  return taken.some((found) => !found.known) ? "undecided" : "untouched";
}

function readFlowLog(log: BlockBody, stack: StackDocument): FlowLog {
  const group = groupOf(log, stack);
  return {
    allTraffic:
      log.has("count") || log.has("for_each")
        ? unknown("it has count or for_each: it may not exist at all")
        : whenKnown(log.text("traffic_type"), (type) => known(type === "ALL")),
    retentionDays: whenKnown(group, (body) => orDefault(body.integer("retention_in_days"), 0)),
    encrypted: whenKnown(group, (body) => namesKey(body, "kms_key_id")),
  };
}

function groupOf(log: BlockBody, stack: StackDocument): Value<BlockBody> {
  const type = log.text("log_destination_type");
  if (!type.known) return type;
  if ((type.value ?? "cloud-watch-logs") !== "cloud-watch-logs")
    return unknown(`no rule reads records in ${type.value}`);
  const raw = log.raw("log_destination");
  const group = log.expressions.resolve(raw);
  const block = group.kind === "resource" ? stack.resources.get(group.address) : undefined;
  return block?.type === "aws_cloudwatch_log_group"
    ? known(new BlockBody(log.expressions, block.body))
    : unknown(`the destination ${asWritten(raw)} is no log group of this document`);
}
