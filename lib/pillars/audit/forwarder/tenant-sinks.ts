import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { Json } from "../../../plan/manifest";
import type { LogSinkInput, TenantInput } from "../../../spec/tenant-spec";
import type { ExporterWaiting } from "./exporters";
import { type Origin, receiverOf } from "./streams";

/** A tenant's own sink, by its namespace. */
export interface TenantSink extends LogSinkInput {
  readonly namespace: string;
}

/** The sinks that tenants have. */
export function sinksOf(tenants: readonly TenantInput[]): readonly TenantSink[] {
  return tenants.flatMap(({ name, logSink }) => (logSink === undefined ? [] : [{ namespace: name, ...logSink }]));
}

/** The parts of a Collector that serve one sink: nothing is shared with others, so that one that is away holds up none. */
export interface SinkParts {
  readonly receiver: string;
  readonly exporter: string;
  readonly pipeline: string;
}

export function sinkParts({ namespace }: TenantSink): SinkParts {
  return {
    receiver: `filelog/tenant-${namespace}`,
    exporter: `otlphttp/tenant-${namespace}`,
    pipeline: `logs/tenant-${namespace}`,
  };
}

/**
 * What is read for a sink: files of one namespace. The kubelet names the folder `<namespace>_<pod>_<uid>`, and no name of Kubernetes has
 * an underscore, so that nothing that a pod writes, or is called, leads into another's.
 */
export function sinkReceiver({ namespace }: TenantSink, origin: Origin): Json {
  return { ...receiverOf("containers", origin), include: [`${MACHINE_PATHS.podLogs}/${namespace}_*/*/*.log`] };
}

const MIB = 1_048_576;

/** How a sink is sent to: by certificates of its own, whose names begin with its namespace. */
export function sinkExporter(sink: TenantSink, certificates: string, waiting: ExporterWaiting): Json {
  const file = (name: string) => `${certificates}/${sink.namespace}.${name}`;
  return {
    endpoint: sink.endpoint,
    compression: "gzip",
    timeout: "30s",
    tls: {
      ca_file: file("ca.crt"),
      cert_file: file("tls.crt"),
      key_file: file("tls.key"),
      min_version: "1.3",
      reload_interval: "1h",
    },
    ...waiting,
  };
}

/** The bytes that wait in the queue of a sink: a third of its budget, as for every queue. */
export const sinkQueueBytes = ({ bufferMiB }: TenantSink) => Math.floor((bufferMiB * MIB) / 3);
