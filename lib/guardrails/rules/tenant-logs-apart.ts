import type { LogForwarderFact } from "../facts/log-forwarder";
import { forwarderWithSinks, forwardingMachine, type SinkChange } from "../fixtures/log-forwarder";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const EVERYBODYS = "/var/log/pods/*/*/*.log";
const ONE_NAMESPACE = /^\/var\/log\/pods\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)_\*\/\*\/\*\.log$/;
/** Certificates for a tenant's sink are called by its namespace: no name of a namespace has a dot. */
const OF_A_TENANT = /\/([a-z0-9](?:[a-z0-9-]*[a-z0-9])?)\.(?:ca\.crt|tls\.crt|tls\.key)$/;

/** What a tenant's own sink gets. */
export const TENANT_LOGS_APART: Rule<"log-forwarder"> = {
  id: "tenant-logs-apart",
  title: "A tenant's own sink gets what pods of its namespace write, told by the path of the file, and nothing else.",
  why: "What pods write holds what a team lets nobody see; a pattern that is a little too wide hands it to another, and a pod chooses its lines and its name freely.",
  fix: "Give each sink a receiver of its own whose include is /var/log/pods/<namespace>_*/*/*.log, a pipeline of its own, and certificates that are called <namespace>.ca.crt, <namespace>.tls.crt and <namespace>.tls.key.",
  controls: ["NIST-800-53r5 AC-4", "NIST-800-53r5 AU-9"],
  judges: "log-forwarder",
  reach: "ours",
  judge(forwarder) {
    return failOn([
      ...forwarder.receivers.flatMap(({ name, files }) =>
        files
          .filter((file) => file.startsWith("/var/log/pods/") && sourceOf(file) === undefined)
          .map((file) => ({
            at: `receivers.${name}.include`,
            got: file,
            message: "it is neither everybody's nor one namespace's",
          })),
      ),
      ...forwarder.exporters.flatMap((exporter) => judgeExporter(exporter, forwarder)),
    ]);
  },
  fixtures: () => ({
    pass: [
      { name: "two sinks beside the aggregator", documents: changed({}) },
      { name: "no sink", documents: forwardingMachine() },
    ],
    fail: [
      { name: "namespaces that begin alike", documents: changed({ include: ["/var/log/pods/payments*_*/*/*.log"] }) },
      { name: "pods by their names", documents: changed({ include: ["/var/log/pods/*_payments-*/*/*.log"] }) },
      { name: "another tenant's files", documents: changed({ include: ["/var/log/pods/intruder_*/*/*.log"] }) },
      {
        name: "another tenant's files besides",
        documents: changed({ include: ["/var/log/pods/payments_*/*/*.log", "/var/log/pods/intruder_*/*/*.log"] }),
      },
      { name: "everybody's files", documents: changed({ include: [EVERYBODYS] }) },
      { name: "records of the API server", documents: changed({ pipeline: { receivers: ["filelog/audit"] } }) },
      {
        name: "the journal besides",
        documents: changed({ pipeline: { receivers: ["filelog/tenant-payments", "journald/machine"] } }),
      },
      {
        name: "another tenant's sink",
        documents: changed({ pipeline: { exporters: ["otlphttp/tenant-intruder"] } }),
      },
      {
        name: "certificates of another tenant",
        documents: changed({ exporter: { tls: { ca_file: "/etc/fixture/intruder.ca.crt" } } }),
      },
      {
        name: "certificates of the aggregator",
        documents: changed({ exporter: { tls: { key_file: "/etc/fixture/tls.key" } } }),
      },
    ],
  }),
};

/** Whose files a pattern means: a namespace's, or `*` for everybody's. */
function sourceOf(file: string): string | undefined {
  return file === EVERYBODYS ? "*" : ONE_NAMESPACE.exec(file)?.[1];
}

function judgeExporter(
  { name, authority, certificate, key }: LogForwarderFact["exporters"][number],
  { receivers, pipelines }: LogForwarderFact,
): readonly Fault[] {
  const reading = new Set(
    pipelines.filter(({ exporters }) => exporters.includes(name)).flatMap((pipeline) => pipeline.receivers),
  );
  const sources = receivers
    .filter((receiver) => reading.has(receiver.name))
    .flatMap(({ journal, files }) => [
      ...(journal === undefined ? [] : ["the journal"]),
      ...files.map((file) => (file.startsWith("/var/log/pods/") ? (sourceOf(file) ?? file) : file)),
    ]);
  const certificates = [authority, certificate, key];
  const owners = certificates.map((path) => OF_A_TENANT.exec(path ?? "")?.[1]);
  const namespaces = sources.filter((source) => /^[a-z0-9-]+$/.test(source));
  if (namespaces.length === 0 && owners.every((owner) => owner === undefined)) return [];
  const [only, ...others] = [...new Set(sources)];
  return [
    ...(others.length === 0 && only !== undefined && namespaces.includes(only)
      ? []
      : [
          {
            at: `exporters.${name}`,
            got: sources.join(", ") || "nothing",
            message: "a tenant's sink gets something else than one namespace's",
          },
        ]),
    ...certificates
      .filter((_, index) => owners[index] === undefined || owners[index] !== only)
      .map((path) => ({
        at: `exporters.${name}.tls`,
        got: path ?? "nothing",
        message: `it is not called by the namespace that is sent, ${only ?? "none"}: the sink may be another's`,
      })),
  ];
}

function changed(change: SinkChange) {
  return forwardingMachine({ config: forwarderWithSinks(change) });
}
