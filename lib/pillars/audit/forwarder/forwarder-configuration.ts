import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { Json } from "../../../plan/manifest";
import type { LogTargetSpec } from "../../../spec/log-target-spec";
import { type ExporterWaiting, exporterName, exporterOf } from "./exporters";
import { sinkExporter, sinkParts, sinkQueueBytes, sinkReceiver, type TenantSink } from "./tenant-sinks";
import { type LogStream, OFFSETS, type Origin, QUARTERS, RECEIVER_KIND, receiverOf } from "./streams";

/** What is read here, and from where the certificates come. */
export interface ForwarderPlace extends Origin {
  readonly streams: readonly LogStream[];
  /** The folder with `ca.crt`, `tls.crt` and `tls.key`. */
  readonly certificates: string;
  /** Where what pods write goes as well. */
  readonly sinks?: readonly TenantSink[];
}

/**
 * The argument without which a Collector notes records as read up to 100 ms before they are in the queue: whoever kills it then
 * has lost them.
 *
 * @see https://github.com/open-telemetry/opentelemetry-collector-contrib/issues/35456
 */
export const SYNCHRONOUS = "--feature-gates=stanza.synchronousLogEmitter";

const QUEUE = "file_storage/queue";
const MIB = 1_048_576;

/**
 * The bytes that wait in the queue of a stream. A third of the budget in all: a database file is up to half as large again as what
 * is in it, and is copied when it is compacted.
 */
export function queueBytes({ bufferMiB }: Pick<LogTargetSpec, "bufferMiB">, stream: LogStream): number {
  return Math.floor((bufferMiB * MIB * QUARTERS[stream]) / 12);
}

/**
 * The configuration of an OpenTelemetry Collector that forwards. What the aggregator has not confirmed lies on disk, is sent again
 * without end, and stops the reading when the budget is used up; each stream waits by itself, so that a pod that floods
 * holds up no record of the API server. Nothing listens: metrics of the Collector's own are off.
 *
 * The names of components are those that old and new Collectors know.
 *
 * @see https://opentelemetry.io/docs/collector/configuration/
 */
export function forwarderConfiguration(target: LogTargetSpec, place: ForwarderPlace): Json {
  const { streams, sinks = [] } = place;
  const limited = ["memory_limiter"];
  return {
    extensions: { [OFFSETS]: storage("offsets"), [QUEUE]: storage("queue") },
    receivers: Object.fromEntries([
      ...streams.map((stream) => [receiverName(stream), receiverOf(stream, place)]),
      ...sinks.map((sink) => [sinkParts(sink).receiver, sinkReceiver(sink, place)]),
    ]),
    processors: { memory_limiter: { check_interval: "1s", limit_mib: 256, spike_limit_mib: 64 } },
    exporters: Object.fromEntries([
      ...streams.map((stream) => [
        exporterName(target, stream),
        exporterOf(target, stream, place, waiting(queueBytes(target, stream), stream)),
      ]),
      ...sinks.map((sink) => [
        sinkParts(sink).exporter,
        sinkExporter(sink, place.certificates, waiting(sinkQueueBytes(sink), "containers")),
      ]),
    ]),
    service: {
      extensions: [OFFSETS, QUEUE],
      // What was thrown away is said with its count, which sampling would leave out.
      telemetry: { logs: { sampling: { enabled: false } }, metrics: { level: "none" } },
      pipelines: Object.fromEntries([
        ...streams.map((stream) => [
          `logs/${stream}`,
          { receivers: [receiverName(stream)], processors: limited, exporters: [exporterName(target, stream)] },
        ]),
        ...sinks
          .map(sinkParts)
          .map(({ pipeline, receiver, exporter }) => [
            pipeline,
            { receivers: [receiver], processors: limited, exporters: [exporter] },
          ]),
      ]),
    },
  };
}

const receiverName = (stream: LogStream) => `${RECEIVER_KIND[stream]}/${stream}`;

function storage(name: string): Json {
  const directory = `${MACHINE_PATHS.forwarderState}/${name}`;
  return {
    directory,
    create_directory: true,
    directory_permissions: "0700",
    // What was taken over is on disk before it counts as read.
    fsync: true,
    compaction: { on_start: true, on_rebound: true, directory, cleanup_on_start: true },
  };
}

/** How what was not confirmed waits, whoever takes it. */
function waiting(bytes: number, stream: LogStream): ExporterWaiting {
  return {
    // The default gives up after five minutes and drops what waits, on disk or not.
    retry_on_failure: { enabled: true, initial_interval: "5s", max_interval: "1m", max_elapsed_time: "0s" },
    sending_queue: {
      enabled: true,
      storage: QUEUE,
      sizer: "bytes",
      queue_size: bytes,
      // The default throws away what does not fit.
      block_on_overflow: true,
      // One after the other keeps the order of records.
      num_consumers: stream === "audit" ? 1 : 4,
      batch: { flush_timeout: "5s", sizer: "bytes", min_size: MIB, max_size: 4 * MIB },
    },
  };
}
