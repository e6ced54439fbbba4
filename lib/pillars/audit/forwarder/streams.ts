import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { Json } from "../../../plan/manifest";

/** What is read of a machine: the API server's records, what pods write, and what the machine's own services say. */
export type LogStream = "audit" | "containers" | "journal";

/** Which part of the budget waits in the queue of a stream, in quarters: records of the API server are worth the most. */
export const QUARTERS: Readonly<Record<LogStream, number>> = { audit: 2, containers: 1, journal: 1 };

/** The receiver of a stream, by the name of its kind that old and new Collectors know. */
export const RECEIVER_KIND: Readonly<Record<LogStream, string>> = {
  audit: "filelog",
  containers: "filelog",
  journal: "journald",
};

/** Where the receivers of a stream note how far they have read. */
export const OFFSETS = "file_storage/offsets";

/** What says what happened to the machine: the kernel (dropped packets among it), whoever entered it, and what carries the cluster. */
const UNITS = [
  "containerd",
  "k3s",
  "keepalived",
  "kubelet",
  "portcullis-first-start",
  "portcullis-firewall",
  // It says what the aggregator refused for good and was thrown away, with the count.
  "portcullis-forwarder",
  "portcullis-renew-certificates",
];

function journalMatches(others: readonly string[] = []): readonly Json[] {
  return [
    { _TRANSPORT: "kernel" },
    ...[...UNITS, ...others].map((unit) => ({ _SYSTEMD_UNIT: `${unit}.service` })),
    ...["sshd", "sshd-session", "sudo"].map((program) => ({ SYSLOG_IDENTIFIER: program })),
  ];
}

/** Where a stream comes from: every record names it. */
export interface Origin {
  readonly cluster: string;
  /** The machine's name; undefined where the record's own path tells. */
  readonly machine?: string | undefined;
  /** Services of the machine beside those that every one may have, by name: their journal is read too. */
  readonly units?: readonly string[];
}

/**
 * How a stream is read: from its beginning, with the place remembered on disk, and without end when what comes after does not take
 * it. Records stay as they were written, byte for byte, with their file and place in it, so that the order can be told again.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/tree/main/receiver/filelogreceiver
 */
export function receiverOf(stream: LogStream, origin: Origin): { readonly [field: string]: Json } {
  const always = {
    start_at: "beginning",
    storage: OFFSETS,
    retry_on_failure: { enabled: true, max_elapsed_time: "0s" },
    resource: {
      "k8s.cluster.name": origin.cluster,
      ...(origin.machine === undefined ? {} : { "host.name": origin.machine }),
    },
    attributes: { "portcullis.stream": stream },
  };
  const file = { include_file_path: true, include_file_record_offset: true };
  switch (stream) {
    case "audit":
      return {
        include: [`${MACHINE_PATHS.auditFolder}/*.log`],
        // An answer that lists many objects is longer than the default of 1 MiB.
        max_log_size: "4MiB",
        ...file,
        ...always,
      };
    case "containers":
      // Namespace, pod and container stand in the path; long lines come in parts and are put together.
      return {
        include: [`${MACHINE_PATHS.podLogs}/*/*/*.log`],
        exclude: [`${MACHINE_PATHS.podLogs}/${FORWARDER_NAMESPACE}_*/*/*.log`],
        ...file,
        ...always,
        operators: [{ type: "container", format: "containerd" }],
      };
    case "journal":
      return { directory: MACHINE_PATHS.journal, priority: "info", matches: journalMatches(origin.units), ...always };
  }
}

/** The namespace of the pods that forward. What they write themselves is not forwarded, or each line would make another. */
export const FORWARDER_NAMESPACE = "portcullis-logs";
