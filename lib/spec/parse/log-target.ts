import { z } from "zod";
import { isRegion } from "../aws-region";
import { DEFAULTS } from "../defaults";
import { parseRange } from "../network-range";
import { ALLOWED } from "../problems/allowed";
import { tooMuchForOneAggregator } from "../problems/logs";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds } from "../problems/text";
import { list, number, section, text } from "./field";
import { judgeHttpsTarget } from "./https-target";
import { judgeSource } from "./range";
import { judgeSigns } from "./visible-text";

const IMAGE = /^[a-z0-9.-]+(?::[1-9]\d{1,4})?(?:\/[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*)+@sha256:[0-9a-f]{64}$/;

function judgeImage(value: string): Problem | undefined {
  const signs = judgeSigns(value, ALLOWED.forwarderImage);
  if (signs !== undefined) return signs;
  const [host = ""] = value.split("/");
  return IMAGE.test(value) && /[.:]/.test(host) && value.length <= 512
    ? undefined
    : malformed(value, ALLOWED.forwarderImage, "write the digest that the registry shows for the tag, and no tag");
}

function judgeAggregatorRange(value: string): Problem | undefined {
  const problem = judgeSource(value);
  if (problem !== undefined) return problem;
  const reading = parseRange(value);
  const smallest = reading.ok && reading.range.family === 6 ? 64 : 24;
  return reading.ok && reading.range.prefix < smallest ? tooMuchForOneAggregator(value) : undefined;
}

const bounded = (allowed: string, least: number, most: number) =>
  number(allowed, (value) =>
    Number.isInteger(value) && value >= least && value <= most ? undefined : outOfBounds(value, allowed),
  );

const between = (allowed: string, most: number) =>
  number(allowed, (value) => (value >= 0 && value <= most ? undefined : outOfBounds(value, allowed)));

/** What comes and how long it may have to wait. */
export const forwardingLoadSchema = section({
  auditEventsPerSecond: between(ALLOWED.auditEventsPerSecond, 10_000),
  containerLinesPerSecond: between(ALLOWED.containerLinesPerSecond, 100_000),
  outageHours: bounded(ALLOWED.outageHours, 1, 8760),
  uplinkKilobitsPerSecond: bounded(ALLOWED.uplinkKilobitsPerSecond, 1, 100_000_000),
});

const pods = section({
  image: text(ALLOWED.forwarderImage, judgeImage),
  reachedAt: list(ALLOWED.aggregatorRanges, text(ALLOWED.aggregatorRange, judgeAggregatorRange), (ranges) =>
    ranges.length >= 1 && ranges.length <= 16
      ? undefined
      : outOfBounds(ranges, ALLOWED.aggregatorRanges, "name the addresses at which the aggregator answers"),
  ),
});

const waiting = {
  bufferMiB: bounded(ALLOWED.bufferMiB, 768, 1_048_576).default(DEFAULTS[1].bufferMiB),
  load: forwardingLoadSchema.optional(),
};

const overHttps = {
  ...waiting,
  endpoint: text(ALLOWED.otlpEndpoint, (value) => judgeHttpsTarget(value, ALLOWED.otlpEndpoint, false)),
  minimumTlsVersion: z.enum(["1.2", "1.3"]).default(DEFAULTS[1].minimumTlsVersion),
  pods: pods.optional(),
};

const named = (allowed: string, pattern: RegExp) =>
  text(allowed, (value) => (pattern.test(value) ? undefined : malformed(value, allowed)));

const inAws = {
  ...waiting,
  region: text(ALLOWED.region, (value) => (isRegion(value) ? undefined : malformed(value, ALLOWED.region))),
};

export const logTargetSchema = z.discriminatedUnion(
  "to",
  [
    section({ to: z.literal("otlp"), ...overHttps }),
    section({
      to: z.literal("loki"),
      ...overHttps,
      tenant: named(ALLOWED.lokiTenant, /^[A-Za-z0-9][A-Za-z0-9_-]{0,63}$/).optional(),
    }),
    section({
      to: z.literal("splunk"),
      ...overHttps,
      index: named(ALLOWED.splunkIndex, /^[a-z0-9][a-z0-9_-]{0,79}$/).optional(),
    }),
    section({ to: z.literal("cloudwatch"), ...inAws, logGroup: named(ALLOWED.logGroup, /^[A-Za-z0-9_./#-]{1,512}$/) }),
    section({
      to: z.literal("s3"),
      ...inAws,
      bucket: named(ALLOWED.recordsBucket, /^[a-z0-9][a-z0-9-]{1,61}[a-z0-9]$/),
    }),
  ],
  ALLOWED.logTarget,
);
