import { cloudWatch, type LogTargetInput, loki, otlp, s3, splunk } from "portcullis";
import { parse } from "yaml";
import { edgeFiles } from "../../../lib/constructs/machines/edge/edge-files";
import { edgeUserData } from "../../../lib/constructs/machines/edge/edge-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { storeCluster } from "../../store-cluster";

const AGGREGATORS: readonly (readonly [string, LogTargetInput, object])[] = [
  ["otlphttp/audit", otlp({ endpoint: "https://logs.example.com" }), { endpoint: "https://logs.example.com" }],
  [
    "otlphttp/audit",
    loki({ endpoint: "https://loki.example.com", tenant: "plant" }),
    { endpoint: "https://loki.example.com/otlp", headers: { "X-Scope-OrgID": "plant" } },
  ],
  [
    "splunk_hec/audit",
    splunk({ endpoint: "https://splunk.example.com:8088", index: "kubernetes" }),
    {
      endpoint: "https://splunk.example.com:8088/services/collector",
      token: "${file:/etc/portcullis/forwarder/splunk-token}",
      index: "kubernetes",
    },
  ],
  [
    "awscloudwatchlogs/audit",
    cloudWatch({ region: "eu-central-1", logGroup: "/store/records" }),
    { region: "eu-central-1", log_group_name: "/store/records", log_stream_name: "store-lyon/store-1/audit" },
  ],
  [
    "awss3/audit",
    s3({ region: "eu-central-1", bucket: "store-records" }),
    { s3uploader: expect.objectContaining({ s3_bucket: "store-records", s3_prefix: "store-lyon/store-1/audit" }) },
  ],
];

const fileOf = (forwardTo: LogTargetInput, ending: string) =>
  edgeFiles(storeCluster({ logs: { forwardTo } })).find(({ path }) => path.endsWith(ending))?.content ?? "";

describe.each(AGGREGATORS)("records for %s", (name, forwardTo, expected) => {
  test("wait on disk and are tried again without end", () => {
    const exporter = parse(fileOf(forwardTo, "/forwarder.yaml")).exporters[name];
    expect(exporter).toMatchObject({
      ...expected,
      retry_on_failure: { enabled: true, max_elapsed_time: "0s" },
      sending_queue: { storage: "file_storage/queue", sizer: "bytes", block_on_overflow: true },
    });
  });

  test("leave a machine that is judged closed as written", () => {
    const content = edgeUserData(storeCluster({ logs: { forwardTo } }));
    expect(judge([{ kind: "machine", name: "machine", content }]).findings).toEqual([]);
  });
});

test("the service says where AWS finds who the machine is, and only where AWS is asked", () => {
  const [, , , cloudWatchRow, s3Row] = AGGREGATORS;
  for (const [, forwardTo] of AGGREGATORS) {
    const unit = fileOf(forwardTo, "/portcullis-forwarder.service");
    const asksAws = forwardTo === cloudWatchRow?.[1] || forwardTo === s3Row?.[1];
    expect(unit.includes("Environment=AWS_CONFIG_FILE=/etc/portcullis/forwarder/aws-config\n")).toBe(asksAws);
  }
});

test("refuses a key of AWS in the environment of the service", () => {
  const key = "Environment=AWS_SECRET_ACCESS_KEY=wJalrXUtnFEMI";
  const content = edgeUserData(storeCluster({ logs: { forwardTo: AGGREGATORS[3]?.[1] } })).replace(
    "Environment=AWS_CONFIG_FILE=/etc/portcullis/forwarder/aws-config",
    key,
  );
  expect(content).toContain(key);
  expect(judge([{ kind: "machine", name: "machine", content }]).findings).not.toEqual([]);
});
