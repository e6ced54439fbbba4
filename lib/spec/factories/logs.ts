import type {
  CloudWatchTargetInput,
  LokiTargetInput,
  OtlpTargetInput,
  S3TargetInput,
  SplunkTargetInput,
} from "../log-target-spec";

/** An aggregator that takes OTLP over HTTPS: `{ to: "otlp", ... }`. */
export function otlp(target: Omit<OtlpTargetInput, "to">): OtlpTargetInput {
  return { to: "otlp", ...target };
}

/** Loki, by OTLP: `{ to: "loki", ... }`. */
export function loki(target: Omit<LokiTargetInput, "to">): LokiTargetInput {
  return { to: "loki", ...target };
}

/** The HTTP Event Collector of Splunk: `{ to: "splunk", ... }`. */
export function splunk(target: Omit<SplunkTargetInput, "to">): SplunkTargetInput {
  return { to: "splunk", ...target };
}

/** CloudWatch Logs, from your own machines: `{ to: "cloudwatch", ... }`. */
export function cloudWatch(target: Omit<CloudWatchTargetInput, "to">): CloudWatchTargetInput {
  return { to: "cloudwatch", ...target };
}

/** A locked bucket of S3, from your own machines: `{ to: "s3", ... }`. */
export function s3(target: Omit<S3TargetInput, "to">): S3TargetInput {
  return { to: "s3", ...target };
}
