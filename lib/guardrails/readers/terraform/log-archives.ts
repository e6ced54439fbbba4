import type { LogArchiveFact } from "../../facts/log-archive";
import { known, unknown, type Value, whenKnown } from "../../value";
import { BlockBody } from "./block-body";
import { namesKey } from "./eks-clusters";
import type { Expressions } from "./expressions";
import { isArchiveBucket, streamsInto, subscribedGroups, writersOf } from "./log-subscriptions";
import { readPolicyText } from "./policy-text";
import { ResourceOrder } from "./resource-order";
import type { Block, StackDocument } from "./stack-document";

/** What each part of a bucket is written as, once for a bucket. */
const PARTS = {
  versioning: "aws_s3_bucket_versioning",
  lock: "aws_s3_bucket_object_lock_configuration",
  encryption: "aws_s3_bucket_server_side_encryption_configuration",
  publicAccess: "aws_s3_bucket_public_access_block",
  ownership: "aws_s3_bucket_ownership_controls",
  policy: "aws_s3_bucket_policy",
  // It takes away what is no longer locked: S3 holds on to the rest.
  lifecycle: "aws_s3_bucket_lifecycle_configuration",
} as const;

/** What must be there before the first record: S3 locks and encrypts by default what comes after, and nothing that came before. */
const BEFORE_RECORDS: readonly string[] = [PARTS.lock, PARTS.policy, PARTS.encryption];

/** Reads every bucket of ours: our constructs make them for records alone. */
export function readLogArchives(stack: StackDocument, expressions: Expressions): readonly LogArchiveFact[] {
  const blocks = [...stack.resources.values()];
  const buckets = blocks.filter(isArchiveBucket);
  if (buckets.length === 0) return [];
  const order = new ResourceOrder(stack, expressions);
  const missing = missingGroups(stack, expressions);
  return buckets.map((bucket) => {
    const streams = streamsInto(bucket, stack, expressions);
    const part = (type: string): Value<BlockBody | undefined> => {
      const [one, ...others] = blocks.filter((block) => block.type === type && isPartOf(block, bucket, expressions));
      if (others.length > 0) return unknown(`${bucket.address} has two of ${type}`);
      if (one === undefined) return known(undefined);
      return "count" in one.body || "for_each" in one.body
        ? unknown(`${one.address} has count or for_each: it may not exist at all`)
        : known(new BlockBody(expressions, one.body));
    };
    const body = new BlockBody(expressions, bucket.body);
    return {
      kind: "log-archive",
      place: bucket.place,
      ours: true,
      bucket: `«${bucket.address}»`,
      lock: whenKnown(body.flag("object_lock_enabled", false), (on) =>
        on ? lockOf(part(PARTS.lock)) : known(undefined),
      ),
      versioned: isText(
        whenKnown(part(PARTS.versioning), (found) => blockIn(found, "versioning_configuration")),
        "status",
        "Enabled",
      ),
      publicAccessBlocked: allOn(part(PARTS.publicAccess), [
        "block_public_acls",
        "block_public_policy",
        "ignore_public_acls",
        "restrict_public_buckets",
      ]),
      withoutAccessLists: isText(
        whenKnown(part(PARTS.ownership), (found) => blockIn(found, "rule")),
        "object_ownership",
        "BucketOwnerEnforced",
      ),
      ownKey: keyOf(part(PARTS.encryption)),
      survivesDestroy: whenKnown(body.flag("force_destroy", false), (forced) =>
        forced
          ? known(false)
          : whenKnown(body.block("lifecycle"), (found) => found?.flag("prevent_destroy", false) ?? known(false)),
      ),
      policy: whenKnown(part(PARTS.policy), (found) =>
        found === undefined ? known(undefined) : readPolicyText(found.raw("policy"), stack, expressions),
      ),
      writers: writersOf(streams, expressions),
      tooEarly: streams.flatMap((stream) =>
        blocks
          .filter((block) => BEFORE_RECORDS.includes(block.type))
          .filter((block) => isPartOf(block, bucket, expressions) && !order.isAfter(stream.address, block.address))
          .map((block) => `${stream.address} before ${block.address}`),
      ),
      missing,
      strangers: strangersOf(bucket, stack, expressions),
    };
  });
}

function isPartOf(part: Block, bucket: Block, expressions: Expressions): boolean {
  const of = expressions.identity(part.body.bucket);
  return of.known && of.value === bucket.address;
}

function blockIn(body: BlockBody | undefined, name: string): Value<BlockBody | undefined> {
  return body === undefined ? known(undefined) : body.block(name);
}

function isText(body: Value<BlockBody | undefined>, name: string, expected: string): Value<boolean> {
  return whenKnown(body, (found) =>
    found === undefined ? known(false) : whenKnown(found.text(name), (text) => known(text === expected)),
  );
}

function allOn(body: Value<BlockBody | undefined>, names: readonly string[]): Value<boolean> {
  return whenKnown(body, (found) => {
    const flags = names.map((name) => found?.flag(name, false) ?? known(false));
    return flags.find((flag) => flag.known && !flag.value) ?? flags.find((flag) => !flag.known) ?? known(true);
  });
}

function lockOf(configuration: Value<BlockBody | undefined>): LogArchiveFact["lock"] {
  return whenKnown(configuration, (found) =>
    whenKnown(blockIn(found, "rule"), (rule) =>
      whenKnown(blockIn(rule, "default_retention"), (retention): LogArchiveFact["lock"] => {
        if (retention === undefined) return known(undefined);
        return whenKnown(retention.text("mode"), (mode) =>
          whenKnown(retention.integer("days"), (days) =>
            whenKnown(retention.integer("years"), (years) =>
              known({ mode: mode ?? "", days: days ?? (years ?? 0) * 365 }),
            ),
          ),
        );
      }),
    ),
  );
}

function keyOf(encryption: Value<BlockBody | undefined>): Value<boolean> {
  return whenKnown(encryption, (found) =>
    whenKnown(blockIn(found, "rule"), (rule) =>
      whenKnown(blockIn(rule, "apply_server_side_encryption_by_default"), (byDefault) =>
        byDefault === undefined
          ? known(false)
          : whenKnown(byDefault.text("sse_algorithm"), (algorithm) =>
              algorithm?.startsWith("aws:kms") ? namesKey(byDefault, "kms_master_key_id") : known(false),
            ),
      ),
    ),
  );
}

/** Log groups of control planes, flow logs and firewalls that the document holds, without those that a whole subscription names. */
function missingGroups(stack: StackDocument, expressions: Expressions): readonly string[] {
  const blocks = [...stack.resources.values()];
  const subscribed = subscribedGroups(stack, expressions);
  const ofNetworks = blocks
    .filter(({ type }) => type === "aws_flow_log" || type === "aws_networkfirewall_logging_configuration")
    .flatMap(({ body }) => [...expressions.mentions(body)]);
  return blocks
    .filter(({ type, address, body, ours }) => {
      if (type !== "aws_cloudwatch_log_group" || !ours) return false;
      const name = expressions.resolve(body.name);
      const ofControlPlane = name.kind === "literal" && /^\/aws\/eks\/.+\/cluster$/.test(String(name.value));
      return ofControlPlane || ofNetworks.includes(address);
    })
    .map(({ address }) => address)
    .filter((address) => !subscribed.has(address));
}

const READ_ELSEWHERE: ReadonlySet<string> = new Set([
  ...Object.values(PARTS),
  // Facts of their own say what these do.
  "aws_kinesis_firehose_delivery_stream",
  "aws_iam_role_policy",
]);

/** What refers to the bucket, or names it, and is neither a part of it nor read as something of its own. */
function strangersOf(bucket: Block, stack: StackDocument, expressions: Expressions): readonly string[] {
  return [...stack.resources.values()]
    .filter((block) => {
      if (block === bucket || !(expressions.mentions(block.body).has(bucket.address) || isNamedBy(block, bucket)))
        return false;
      return !(block.ours && READ_ELSEWHERE.has(block.type));
    })
    .map(({ address }) => address);
}

/** Whether a part of some bucket names this one, whatever stands for the account in its name. */
function isNamedBy(block: Block, bucket: Block): boolean {
  const [name, other] = [bucket.body.bucket, block.body.bucket];
  if (!block.type.startsWith("aws_s3_bucket_") || typeof name !== "string" || typeof other !== "string") return false;
  const pattern = name.split(/\$\{[^}]*\}/).map((text) => text.replace(/[^\w]/g, "\\$&"));
  return new RegExp(`^${pattern.join(".+")}$`).test(other);
}
