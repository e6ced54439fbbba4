import type { LogSubscriptionFact } from "../../facts/log-archive";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { namesKey } from "./eks-clusters";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/** Whether a subscription is one of ours, which is read here; of another, nobody knows where it leads. */
export function isOwnSubscription(block: Block): boolean {
  return block.ours && block.type === "aws_cloudwatch_log_subscription_filter";
}

/** Whether a bucket is one that our constructs make for records. */
export function isArchiveBucket(block: Block | undefined): boolean {
  return block?.ours === true && block.type === "aws_s3_bucket";
}

/** Reads the subscriptions of ours with the streams behind them. */
export function readLogSubscriptions(stack: StackDocument, expressions: Expressions): readonly LogSubscriptionFact[] {
  return [...stack.resources.values()].filter(isOwnSubscription).map((block) => {
    const stream = streamBehind(block, stack, expressions);
    return {
      kind: "log-subscription",
      place: block.place,
      ours: true,
      everything: takesEverything(new BlockBody(expressions, block.body)),
      archives: whenKnown(stream, (found) => archives(found, stack)),
      ownKey: whenKnown(stream, keyOf),
    };
  });
}

/** The log groups that a whole subscription brings to an archive, by address. */
export function subscribedGroups(stack: StackDocument, expressions: Expressions): ReadonlySet<string> {
  const found = new Set<string>();
  for (const block of [...stack.resources.values()].filter(isOwnSubscription)) {
    const whole = takesEverything(new BlockBody(expressions, block.body));
    const stream = whenKnown(streamBehind(block, stack, expressions), (body) => archives(body, stack));
    if (!(whole.known && whole.value && stream.known && stream.value)) continue;
    // By its name too: `name` of a group of the document resolves to the text.
    const name = expressions.identity(block.body.log_group_name);
    for (const group of stack.resources.values()) {
      if (group.type !== "aws_cloudwatch_log_group" || !name.known) continue;
      const own = expressions.resolve(group.body.name);
      if (group.address === name.value || (own.kind === "literal" && own.value === name.value))
        found.add(group.address);
    }
  }
  return found;
}

/** The streams of the document that write into a bucket. */
export function streamsInto(bucket: Block, stack: StackDocument, expressions: Expressions): readonly Block[] {
  return [...stack.resources.values()].filter(
    ({ type, body }) =>
      type === "aws_kinesis_firehose_delivery_stream" && expressions.mentions(body).has(bucket.address),
  );
}

/** The roles under which streams write, as policies call them. */
export function writersOf(streams: readonly Block[], expressions: Expressions): readonly string[] {
  return streams
    .map(({ body }) => new BlockBody(expressions, body).block("extended_s3_configuration"))
    .map((target) => (target.known ? target.value?.raw("role_arn") : undefined))
    .map((role) => expressions.resolve(role))
    .map((role) => (role.kind === "resource" ? `«${role.address}»` : "a role that nobody sees"));
}

/** A pattern leaves records out, and so does whatever may not be there at all. */
function takesEverything(body: BlockBody): Value<boolean> {
  if (body.has("count") || body.has("for_each")) return unknown("it has count or for_each: it may not exist at all");
  return whenKnown(body.text("filter_pattern"), (pattern) =>
    known((pattern ?? "").trim() === "" && !body.has("apply_on_transformed_logs")),
  );
}

function streamBehind(block: Block, stack: StackDocument, expressions: Expressions): Value<BlockBody> {
  const raw = block.body.destination_arn;
  const found = expressions.identity(raw);
  const stream = found.known ? stack.resources.get(found.value) : undefined;
  return stream?.type === "aws_kinesis_firehose_delivery_stream" && stream.ours
    ? known(new BlockBody(expressions, stream.body))
    : unknown(`the destination ${asWritten(raw)} is no stream of ours in this document`);
}

/** Places beside the archive, and parts that change or drop records on the way. */
const OTHER_DESTINATIONS = [
  "elasticsearch_configuration",
  "http_endpoint_configuration",
  "iceberg_configuration",
  "kinesis_source_configuration",
  "msk_source_configuration",
  "opensearch_configuration",
  "opensearchserverless_configuration",
  "redshift_configuration",
  "snowflake_configuration",
  "splunk_configuration",
];
const CHANGES = [
  "data_format_conversion_configuration",
  "dynamic_partitioning_configuration",
  "processing_configuration",
  "s3_backup_configuration",
];

function archives(stream: BlockBody, stack: StackDocument): Value<boolean> {
  return whenKnown(stream.text("destination"), (destination) =>
    whenKnown(stream.block("extended_s3_configuration"), (target): Value<boolean> => {
      if (destination !== "extended_s3" || target === undefined) return known(false);
      if (["count", "for_each", "dynamic"].some((name) => stream.has(name)))
        return unknown("nobody can see whether the stream exists");
      if (OTHER_DESTINATIONS.some((name) => stream.has(name)) || CHANGES.some((name) => target.has(name)))
        return known(false);
      return whenKnown(target.text("s3_backup_mode"), (backup) => {
        const bucket = target.expressions.identity(target.raw("bucket_arn"));
        return known(
          (backup ?? "Disabled") === "Disabled" && bucket.known && isArchiveBucket(stack.resources.get(bucket.value)),
        );
      });
    }),
  );
}

function keyOf(stream: BlockBody): Value<boolean> {
  return whenKnown(stream.block("server_side_encryption"), (encryption) => {
    if (encryption === undefined) return known(false);
    return whenKnown(encryption.flag("enabled", false), (on) =>
      whenKnown(encryption.text("key_type"), (type) =>
        on && type === "CUSTOMER_MANAGED_CMK" ? namesKey(encryption, "key_arn") : known(false),
      ),
    );
  });
}
