import type { LogForwarderFact } from "../facts/log-forwarder";
import { forwarder, type ForwarderChange, forwardingMachine } from "../fixtures/log-forwarder";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const MIB = 1_048_576;
const LEAST_QUEUE = 32 * MIB;
const MOST_QUEUE = 1_048_576 * MIB;

/** Folders that are still there after a start of the machine. */
const LASTING = /^\/var\/lib\/[A-Za-z0-9._-]+(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/** What happens to records while the aggregator is away. */
export const RECORDS_FORWARDED_WITHOUT_LOSS: Rule<"log-forwarder"> = {
  id: "records-forwarded-without-loss",
  title:
    "What the aggregator has not confirmed waits on disk within a stated budget, is sent again without end, and stops the reading when the budget is used up.",
  why: "The defaults of a Collector forget after five minutes, on the first start, and whatever does not fit: an attacker waits for an outage, or makes one.",
  fix: "Give receivers start_at: beginning, a storage and retry_on_failure without end; exporters max_elapsed_time: 0s and a sending_queue with storage, sizer: bytes, queue_size and block_on_overflow.",
  controls: ["NIST-800-53r5 AU-4", "NIST-800-53r5 AU-5", "PCI-DSS-4.0.1 10.3.3"],
  judges: "log-forwarder",
  reach: "ours",
  judge(forwarding) {
    return failOn([
      ...forwarding.receivers.flatMap(judgeReceiver),
      ...forwarding.exporters.flatMap(judgeExporter),
      ...forwarding.storages.flatMap(({ folder, synced }) => [
        ...(LASTING.test(folder)
          ? []
          : [{ at: "extensions", got: folder, message: "this folder may be gone after the next start" }]),
        ...(synced
          ? []
          : [{ at: "extensions", got: folder, message: "without fsync a loss of power loses what was taken over" }]),
      ]),
      ...(forwarding.saysEverything
        ? []
        : [
            {
              at: "service.telemetry.logs.sampling",
              got: "sampling",
              message: "what the aggregator refused and was thrown away is not counted: sampling leaves messages out",
            },
          ]),
      ...judgePipelines(forwarding),
      ...forwarding.missing.map((name) => ({
        at: "service",
        got: name,
        message: "there is no such part, and the Collector does not start",
      })),
    ]);
  },
  fixtures: () => ({
    pass: [{ name: "queues on disk that block", documents: changed({}) }],
    fail: [
      { name: "a queue in memory", documents: changed({ queue: { storage: undefined } }) },
      { name: "no queue", documents: changed({ queue: { enabled: false } }) },
      {
        name: "a storage that is not switched on",
        documents: changed({ service: { extensions: ["file_storage/offsets"] } }),
      },
      { name: "what does not fit is thrown away", documents: changed({ queue: { block_on_overflow: false } }) },
      {
        name: "a number of batches instead of bytes",
        documents: changed({ queue: { sizer: "requests", queue_size: 1000 } }),
      },
      { name: "a queue of nothing", documents: changed({ queue: { queue_size: 1000 } }) },
      { name: "a queue without bounds", documents: changed({ queue: { queue_size: 9e15 } }) },
      { name: "giving up after five minutes", documents: changed({ retry: { max_elapsed_time: undefined } }) },
      { name: "no second try", documents: changed({ retry: { enabled: false } }) },
      { name: "beginning at the end", documents: changed({ audit: { start_at: undefined } }) },
      { name: "forgetting how far was read", documents: changed({ audit: { storage: undefined } }) },
      { name: "reading on when nothing is taken", documents: changed({ audit: { retry_on_failure: undefined } }) },
      { name: "records without their place", documents: changed({ audit: { include_file_record_offset: undefined } }) },
      { name: "a folder of every start", documents: changed({ queueStorage: { directory: "/tmp/queue" } }) },
      {
        name: "losses that are not all said",
        documents: changed({ service: { telemetry: { metrics: { level: "none" } } } }),
      },
      { name: "no fsync", documents: changed({ queueStorage: { fsync: false } }) },
      { name: "a receiver that goes nowhere", documents: changed({ pipeline: { receivers: ["filelog/pods"] } }) },
      { name: "certificates that are read once", documents: changed({ tls: { reload_interval: undefined } }) },
      { name: "records of nobody knows which cluster", documents: changed({ audit: { resource: undefined } }) },
      {
        name: "a part that is not there",
        documents: changed({ pipeline: { exporters: ["otlphttp", "otlphttp/other"] } }),
      },
      { name: "S3 with a queue in memory", documents: changed({ s3: {}, queue: { storage: undefined } }) },
      { name: "no bound on memory", documents: changed({ pipeline: { processors: [] } }) },
    ],
  }),
};

function judgeReceiver(receiver: LogForwarderFact["receivers"][number]): readonly Fault[] {
  const { name, cluster, fromBeginning, remembersIn, retriesForEver, namesPlace } = receiver;
  const at = `receivers.${name}`;
  return [
    ...(fromBeginning
      ? []
      : [{ at: `${at}.start_at`, got: "end", message: "what was written before the first start is never read" }]),
    ...(remembersIn === undefined
      ? [{ at: `${at}.storage`, got: "nothing", message: "after a start it does not know how far it has read" }]
      : []),
    ...(retriesForEver
      ? []
      : [
          {
            at: `${at}.retry_on_failure`,
            got: "some minutes",
            message: "what is not taken is dropped and reading goes on",
          },
        ]),
    ...(cluster === undefined
      ? [
          {
            at: `${at}.resource`,
            got: "nothing",
            message: "records must say by k8s.cluster.name from which cluster they are",
          },
        ]
      : []),
    ...(namesPlace === false
      ? [{ at, got: "no place", message: "without file and offset nobody can tell order and gaps" }]
      : []),
  ];
}

function judgeExporter(exporter: LogForwarderFact["exporters"][number]): readonly Fault[] {
  const { name, retriesForEver, waitsIn, queueBytes, blocks, readsCertificatesAgain } = exporter;
  const at = `exporters.${name}`;
  return [
    ...(readsCertificatesAgain
      ? []
      : [
          {
            at: `${at}.tls.reload_interval`,
            got: "never",
            message: "a renewed certificate is not read, and with the old one sending ends",
          },
        ]),
    ...(retriesForEver
      ? []
      : [
          {
            at: `${at}.retry_on_failure`,
            got: "some minutes",
            message: "an outage longer than this loses what waits, on disk or not",
          },
        ]),
    ...(waitsIn === undefined
      ? [{ at: `${at}.sending_queue.storage`, got: "memory", message: "what waits is lost when the forwarder stops" }]
      : []),
    ...(queueBytes === undefined || queueBytes < LEAST_QUEUE || queueBytes > MOST_QUEUE
      ? [
          {
            at: `${at}.sending_queue.queue_size`,
            got: queueBytes === undefined ? "no number of bytes" : String(queueBytes),
            message: "the budget must be said in bytes, from 32 MiB to 1 TiB",
          },
        ]
      : []),
    ...(blocks
      ? []
      : [{ at: `${at}.sending_queue.block_on_overflow`, got: "false", message: "what does not fit is thrown away" }]),
  ];
}

function judgePipelines({ receivers, exporters, pipelines }: LogForwarderFact): readonly Fault[] {
  const known = new Set(exporters.map(({ name }) => name));
  const flowing = new Set(
    pipelines
      .filter((pipeline) => pipeline.exporters.some((name) => known.has(name)))
      .flatMap((pipeline) => pipeline.receivers),
  );
  return [
    ...receivers
      .filter(({ name }) => !flowing.has(name))
      .map(({ name }) => ({ at: `receivers.${name}`, got: "no pipeline", message: "what it reads goes nowhere" })),
    ...pipelines
      .filter(({ processors }) => processors.join() !== "memory_limiter")
      .map(({ name, processors }) => ({
        at: `service.pipelines.${name}`,
        got: processors.join(", ") || "nothing",
        message:
          "memory_limiter must stand alone before the queue: without it memory runs out, and others drop or acknowledge early",
      })),
  ];
}

function changed(change: ForwarderChange) {
  return forwardingMachine({ config: forwarder(change) });
}
