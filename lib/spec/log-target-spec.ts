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

/**
 * What comes on one machine, how long the aggregator may be away, and the line to it. The budget must hold the outage, and the line must
 * be faster than what comes: otherwise the description is refused, with the numbers that would do.
 */
export interface ForwardingLoadInput {
  /** Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with. */
  readonly auditEventsPerSecond: number;
  /** Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with. */
  readonly containerLinesPerSecond: number;
  /** The longest outage in which nothing is lost, in hours: 1 to 8760. */
  readonly outageHours: number;
  /** The line from one machine to the aggregator, in kilobits a second: 1 to 100000000. */
  readonly uplinkKilobitsPerSecond: number;
}

/**
 * An aggregator that takes OTLP over HTTPS, by a mutual TLS: it proves who it is by an authority of its own, and so does every
 * machine. On your own machines the certificates lie in `/etc/portcullis/forwarder/` before the first start, as `ca.crt`, `tls.crt`
 * and `tls.key`; they may be replaced at any time, and are read again within the hour.
 *
 * @see https://opentelemetry.io/docs/specs/otlp/#otlphttp
 */
export interface LogTargetInput {
  readonly to: "otlp";

  /** An https URL of a host and a port, without a path: `https://logs.example.com:4318`. */
  readonly endpoint: string;

  /**
   * The lowest version of TLS that is spoken with the aggregator.
   *
   * @default "1.3"
   */
  readonly minimumTlsVersion?: "1.2" | "1.3" | undefined;

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

  /**
   * The pods that forward. On the cloud profile, where they must be; elsewhere a service of the machine forwards.
   *
   * @default - a service of the machine
   */
  readonly pods?: ForwarderPodsInput | undefined;
}

/** A checked aggregator: version and budget filled in. */
export interface LogTargetSpec extends Omit<LogTargetInput, "minimumTlsVersion" | "bufferMiB"> {
  readonly minimumTlsVersion: "1.2" | "1.3";
  readonly bufferMiB: number;
}
