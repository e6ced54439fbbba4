import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { Json } from "../../../plan/manifest";
import type { LogTargetSpec } from "../../../spec/log-target-spec";
import type { LogStream } from "./streams";

/** How what was not confirmed waits. */
export interface ExporterWaiting {
  readonly retry_on_failure: Json;
  readonly sending_queue: Json;
}

/** From where records come, and where the certificates lie. */
interface Sender {
  readonly cluster: string;
  readonly machine?: string | undefined;
  readonly certificates: string;
}

/** The kinds of exporters, by the names that old and new Collectors know. */
const KINDS: Readonly<Record<LogTargetSpec["to"], string>> = {
  otlp: "otlphttp",
  loki: "otlphttp",
  splunk: "splunk_hec",
  cloudwatch: "awscloudwatchlogs",
  s3: "awss3",
};

/** The name of the exporter of a stream. */
export const exporterName = ({ to }: LogTargetSpec, stream: LogStream) => `${KINDS[to]}/${stream}`;

/**
 * How a stream is sent. Secrets stand in files that the configuration names: the token of Splunk, and what AWS knows the machine by. The
 * parts for Splunk, CloudWatch Logs and S3 are those of the distribution contrib; of S3, from 0.156 on.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/exporter
 */
export function exporterOf(target: LogTargetSpec, stream: LogStream, sender: Sender, waiting: ExporterWaiting): Json {
  switch (target.to) {
    case "otlp":
      return { ...overHttps(target, target.endpoint, sender, GZIP), ...waiting };
    case "loki":
      return {
        ...overHttps(target, `${target.endpoint}/otlp`, sender, GZIP),
        ...(target.tenant === undefined ? {} : { headers: { "X-Scope-OrgID": target.tenant } }),
        ...waiting,
      };
    case "splunk":
      return {
        ...overHttps(target, `${target.endpoint}/services/collector`, sender, {}),
        token: `\${file:${sender.certificates}/${MACHINE_PATHS.splunkTokenName}}`,
        ...(target.index === undefined ? {} : { index: target.index }),
        sourcetype: `portcullis:${stream}`,
        profiling_data_enabled: false,
        // An audit event has up to 4 MiB, twice that when its quotes are escaped; what is longer than these is dropped.
        max_content_length_logs: LONGEST,
        max_event_size: LONGEST,
        ...waiting,
      };
    case "cloudwatch":
      return {
        region: target.region,
        log_group_name: target.logGroup,
        log_stream_name: placeOf(sender, stream),
        // Records keep the machine, file and place that they name.
        raw_log: false,
        ...waiting,
      };
    case "s3":
      return {
        s3uploader: {
          region: target.region,
          s3_bucket: target.bucket,
          s3_prefix: placeOf(sender, stream),
          compression: "gzip",
          // The default is a number of nine digits, and two machines of one prefix could take the same.
          unique_key_func_name: "uuidv7",
        },
        marshaler: "otlp_json",
        timeout: "1m",
        ...waiting,
      };
  }
}

const LONGEST = 16_777_216;
const GZIP = { compression: "gzip" };

type OverHttps = Extract<LogTargetSpec, { readonly endpoint: string }>;

function overHttps(
  target: OverHttps,
  endpoint: string,
  { certificates }: Sender,
  compression: { readonly compression?: string },
) {
  return {
    endpoint,
    ...compression,
    timeout: "30s",
    tls: {
      ca_file: `${certificates}/ca.crt`,
      cert_file: `${certificates}/tls.crt`,
      key_file: `${certificates}/tls.key`,
      min_version: target.minimumTlsVersion,
      reload_interval: "1h",
    },
  };
}

/** A name of its own for what each machine sends of a stream. */
const placeOf = ({ cluster, machine }: Sender, stream: LogStream) => [cluster, machine ?? "nodes", stream].join("/");
