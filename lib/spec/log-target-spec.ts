import type { ForwardingLoadInput } from "./forwarding-load-spec";

/**
 * The pods that forward, on Amazon EKS: its machines take no service of one's own. Their certificates come from the Secret
 * `log-forwarder` in the namespace `portcullis-logs`, with the keys `ca.crt`, `tls.crt` and `tls.key`, which the team brings.
 */
export interface ForwarderPodsInput {
  /**
   * The image of an OpenTelemetry Collector with the receiver `filelog` and the extension `file_storage`, by digest:
   * `registry.example.com/otel/collector@sha256:...`. The distributions `contrib` and `k8s` have them.
   *
   * @see https://github.com/open-telemetry/opentelemetry-collector-releases
   */
  readonly image: string;
  /**
   * The addresses of the aggregator: 1 to 16 canonical ranges, IPv4 /24 or smaller, IPv6 /64 or smaller. Pods of the forwarder
   * reach these on the endpoint's port, the cluster's DNS and nothing else.
   */
  readonly reachedAt: readonly string[];
}

/** What every aggregator has in common: how much may wait for it. */
interface Waiting {
  /**
   * The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits,
   * the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading
   * stops, and what was not read is lost when its file is rotated away.
   *
   * @default 4096
   */
  readonly bufferMiB?: number | undefined;

  /**
   * What the budget must be enough for.
   *
   * @default - nobody has said: the budget is as it is written
   */
  readonly load?: ForwardingLoadInput | undefined;
}

/**
 * An aggregator over HTTPS, by a mutual TLS: it proves who it is by an authority of its own, and so does every
 * machine. On your own machines the certificates lie in `/etc/portcullis/forwarder/` before the first start, as `ca.crt`, `tls.crt`
 * and `tls.key`; they may be replaced at any time, and are read again within the hour.
 */
interface OverHttps extends Waiting {
  /** An https URL of a host and a port, without a path: `https://logs.example.com:4318`. */
  readonly endpoint: string;

  /**
   * The lowest version of TLS that is spoken with the aggregator.
   *
   * @default "1.3"
   */
  readonly minimumTlsVersion?: "1.2" | "1.3" | undefined;

  /**
   * The pods that forward. On the cloud profile, where they must be; elsewhere a service of the machine forwards.
   *
   * @default - a service of the machine
   */
  readonly pods?: ForwarderPodsInput | undefined;
}

/**
 * An aggregator that takes OTLP over HTTPS, by a mutual TLS.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export interface OtlpTargetInput extends OverHttps {
  readonly to: "otlp";
}

/**
 * Loki, which takes OTLP at a path of its own, `/otlp/v1/logs`, by a mutual TLS.
 *
 * @see https://grafana.com/docs/loki/latest/send-data/otel/
 */
export interface LokiTargetInput extends OverHttps {
  readonly to: "loki";

  /**
   * The tenant of Loki to which the records belong: 1 to 64 letters, digits, _ and -, beginning with a letter or digit. It is a name and
   * no secret: certificates say who may write.
   *
   * @default - Loki without tenants, or one whose proxy names the tenant
   */
  readonly tenant?: string | undefined;
}

/**
 * The HTTP Event Collector of Splunk, by a mutual TLS and a token, which on your own machines lies in
 * `/etc/portcullis/forwarder/splunk-token` and on Amazon EKS under the key `splunk-token` of the Secret: no description holds it.
 *
 * @see https://docs.splunk.com/Documentation/Splunk/latest/Data/UsetheHTTPEventCollector
 */
export interface SplunkTargetInput extends OverHttps {
  readonly to: "splunk";

  /**
   * The index into which the records go: 1 to 80 of a-z, 0-9, _ and -, beginning with a letter or digit.
   *
   * @default - the index of the token
   */
  readonly index?: string | undefined;
}

/**
 * CloudWatch Logs, from your own machines. Who the machine is to AWS says `/etc/portcullis/forwarder/aws-config`, as files of AWS do, or
 * the machine itself: no description holds a key.
 *
 * @see https://docs.aws.amazon.com/rolesanywhere/latest/userguide/credential-helper.html
 */
export interface CloudWatchTargetInput extends Waiting {
  readonly to: "cloudwatch";
  /** The region of the log group, such as `eu-central-1`. */
  readonly region: string;
  /** The log group, which is there and keeps records long enough: 1 to 512 letters, digits and _ . / # -. Each machine has streams of its own in it. */
  readonly logGroup: string;
}

/**
 * S3, from your own machines: a bucket that holds its objects against everybody, such as `LockedBucket` of `portcullis/aws` makes. Who the
 * machine is to AWS is said as for CloudWatch Logs.
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export interface S3TargetInput extends Waiting {
  readonly to: "s3";
  /** The region of the bucket, such as `eu-central-1`. */
  readonly region: string;
  /** The bucket, by its name: 3 to 63 of a-z, 0-9 and -, beginning and ending with a letter or digit. */
  readonly bucket: string;
}

/** Where records go. */
export type LogTargetInput =
  | OtlpTargetInput
  | LokiTargetInput
  | SplunkTargetInput
  | CloudWatchTargetInput
  | S3TargetInput;

/** With version and budget filled in. */
type Filled<Target> = Target extends OverHttps
  ? Omit<Target, "minimumTlsVersion" | "bufferMiB"> & {
      readonly minimumTlsVersion: "1.2" | "1.3";
      readonly bufferMiB: number;
    }
  : Omit<Target, "bufferMiB"> & { readonly bufferMiB: number };

/** A checked aggregator: version and budget filled in. */
export type LogTargetSpec = Filled<LogTargetInput>;
