import { spawnSync } from "node:child_process";
import { randomUUID } from "node:crypto";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { ApiObject, App, Chart } from "cdk8s";
import { cloudWatch, defineCluster, type LogTargetInput, loki, otlp, s3, splunk } from "portcullis";
import { ClusterManifests } from "../../lib/constructs/kubernetes";
import { controlPlaneFiles } from "../../lib/constructs/machines/control-plane/control-plane-files";
import { edgeFiles } from "../../lib/constructs/machines/edge/edge-files";
import type { ConfigFile } from "../../lib/plan/config-file";
import { paymentsInput } from "../example-clusters";
import { plantCluster } from "../plant-cluster";
import { storeCluster } from "../store-cluster";
import { programPath, testUnless } from "./programs";

// The real Collector reads what was written for it.
const program = programPath("otelcol-contrib");
const missing = program === undefined ? "otelcol-contrib is not on the PATH" : undefined;

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

const target = { endpoint: "https://logs.example.com:4318" };
const forwardTo = otlp(target);
const ofFiles = (files: readonly ConfigFile[]) =>
  files.find(({ path }) => path.endsWith("/forwarder.yaml"))?.content ?? "";

function ofPods(): string {
  const image = `registry.example.com/otel/collector@sha256:${"0123456789abcdef".repeat(4)}`;
  const chart = new Chart(new App(), "cluster");
  const logs = { forwardTo: otlp({ ...target, pods: { image, reachedAt: ["10.30.4.0/28"] } }) };
  new ClusterManifests(chart, "manifests", { spec: defineCluster({ ...paymentsInput(), logs }) });
  const objects = chart.node
    .findAll()
    .filter(ApiObject.isApiObject)
    .map((object) => object.toJson());
  return objects.find(({ kind }) => kind === "ConfigMap")?.data["forwarder.yaml"] ?? "";
}

const plant = plantCluster({ logs: { forwardTo } });
const WRITTEN: readonly (readonly [string, () => string])[] = [
  ["a control plane", () => ofFiles(controlPlaneFiles(plant, { name: "cp-1", address: "10.40.0.11" }))],
  ["a machine at the edge", () => ofFiles(edgeFiles(storeCluster({ logs: { forwardTo } })))],
  ["pods on Amazon EKS", ofPods],
  ["Loki", () => ofTarget(loki({ ...target, tenant: "plant" }))],
];

/** What no Collector has validated here: the exporter is not to be had as a module at the version that is built. */
const NOT_VALIDATED: readonly (readonly [string, LogTargetInput])[] = [
  ["splunk_hec", splunk({ endpoint: "https://splunk.example.com:8088", index: "kubernetes" })],
  ["awscloudwatchlogs", cloudWatch({ region: "eu-central-1", logGroup: "/plant/records" })],
  ["awss3", s3({ region: "eu-central-1", bucket: "plant-records" })],
];

function ofTarget(to: LogTargetInput): string {
  const cluster = plantCluster({ logs: { forwardTo: to } });
  return ofFiles(controlPlaneFiles(cluster, { name: "cp-1", address: "10.40.0.11" }));
}

function validate(text: string) {
  const path = join(folder, "forwarder.yaml");
  writeFileSync(path, text);
  return spawnSync(program ?? "", ["validate", `--config=file:${path}`], {
    encoding: "utf8",
    timeout: 30_000,
    env: { ...process.env, NODE_NAME: "node-1" },
  });
}

describe("the OpenTelemetry Collector", () => {
  testUnless(missing, "takes what is written for machines and pods", () => {
    for (const [name, written] of WRITTEN) {
      const { status, stderr } = validate(written());
      expect({ name, status, stderr }).toEqual({ name, status: 0, stderr: "" });
    }
  });

  testUnless(missing, "knows everything of the others but the exporter, which is thereby NOT validated", () => {
    for (const [exporter, to] of NOT_VALIDATED) {
      const token = join(folder, "splunk-token");
      writeFileSync(token, randomUUID());
      const text = ofTarget(to).replaceAll("/etc/portcullis/forwarder/splunk-token", token);
      const { status, stderr } = validate(text);
      expect({ exporter, status }).toEqual({ exporter, status: 1 });
      expect(stderr).toContain(`unknown type: "${exporter}"`);
      process.stdout.write(`not validated by a Collector: ${exporter}\n`);
    }
  });

  testUnless(missing, "refuses a misspelt setting and a storage that is not there, so its word counts", () => {
    const text = WRITTEN[1]?.[1]() ?? "";
    expect(validate(text.replace("block_on_overflow", "block_on_overflows")).status).not.toBe(0);
    expect(validate(text.replace("- file_storage/queue", "- file_storage/other")).status).not.toBe(0);
  });
});
