import { defineCluster, InvalidCluster, otlp } from "portcullis";
import { parse } from "yaml";
import { edgeFiles } from "../../../lib/constructs/machines/edge/edge-files";
import { edgeUserData } from "../../../lib/constructs/machines/edge/edge-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { storeCluster, storeInput } from "../../store-cluster";

const forwardTo = otlp({ endpoint: "https://logs.example.com:4318" });
const quota = { cpu: "1", memory: "1Gi", pods: 10 };
const logSink = { endpoint: "https://logs.tills.example.com", bufferMiB: 256 };
const tenants = [
  { name: "tills", quota: { cpu: "4", memory: "8Gi", pods: 40 }, logSink },
  { name: "tills-fork", quota },
];
const spec = storeCluster({ logs: { forwardTo }, tenants });
const written = parse(edgeFiles(spec).find(({ path }) => path.endsWith("/forwarder.yaml"))?.content ?? "");

test("a tenant's sink gets files of its namespace, by certificates, a queue and a pipeline of its own", () => {
  expect(written.receivers["filelog/tenant-tills"].include).toEqual(["/var/log/pods/tills_*/*/*.log"]);
  expect(written.exporters["otlphttp/tenant-tills"]).toMatchObject({
    endpoint: "https://logs.tills.example.com",
    tls: {
      ca_file: "/etc/portcullis/forwarder/tills.ca.crt",
      cert_file: "/etc/portcullis/forwarder/tills.tls.crt",
      key_file: "/etc/portcullis/forwarder/tills.tls.key",
      min_version: "1.3",
    },
    sending_queue: { queue_size: 89_478_485, block_on_overflow: true, storage: "file_storage/queue" },
  });
  expect(written.service.pipelines["logs/tenant-tills"]).toEqual({
    receivers: ["filelog/tenant-tills"],
    processors: ["memory_limiter"],
    exporters: ["otlphttp/tenant-tills"],
  });
});

test("a tenant without a sink has no parts, and the central aggregator gets what everybody writes", () => {
  expect(JSON.stringify(written)).not.toContain("tenant-tills-fork");
  expect(written.receivers["filelog/containers"].include).toEqual(["/var/log/pods/*/*/*.log"]);
});

test("the machine is judged closed as written, and refused once the sink gets another's files", () => {
  const content = edgeUserData(spec);
  const rules = (text: string) =>
    judge([{ kind: "machine", name: "machine", content: text }]).findings.map(({ rule }) => rule);
  expect(rules(content)).toEqual([]);
  expect(rules(content.replace("/var/log/pods/tills_*/", "/var/log/pods/tills-fork_*/"))).toContain(
    "tenant-logs-apart",
  );
});

test("refuses a sink where nothing is forwarded to the central aggregator", () => {
  const refused = () => defineCluster({ ...storeInput(), tenants });
  expect(refused).toThrow(InvalidCluster);
  expect(refused).toThrow(/tenants\[0\]\.logSink[\s\S]*write logs\.forwardTo/);
});
