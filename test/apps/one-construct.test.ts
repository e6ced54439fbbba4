import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const ROOT = join(__dirname, "..", "..");
const EXAMPLES = join(ROOT, "apps", "one-construct");
const names = readdirSync(EXAMPLES).map((file) => file.replace(/\.ts$/, ""));

let folder: string;

// Every example writes into a folder of its own; one process runs them one after the other, for loading costs most.
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-examples-"));
  const script = `
    for (const name of ${JSON.stringify(names)}) {
      process.env.CDKTF_OUTDIR = process.env.CDK8S_OUTDIR = require("node:path").join(${JSON.stringify(folder)}, name);
      require(require("node:path").join(${JSON.stringify(EXAMPLES)}, name + ".ts"));
    }`;
  const hook = join(ROOT, "scripts", "from-source.cjs");
  execFileSync(process.execPath, ["--require", hook, "--eval", script], { cwd: ROOT, encoding: "utf8", stdio: "pipe" });
}, 60_000);

afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** What an example wrote, by the kinds of what is in it. */
function kindsOf(name: string): readonly string[] {
  const files = readdirSync(join(folder, name), { recursive: true }).map(String);
  const stack = files.find((file) => file.endsWith("cdk.tf.json"));
  if (stack !== undefined) return Object.keys(JSON.parse(readFileSync(join(folder, name, stack), "utf8")).resource);
  const chart = files.find((file) => file.endsWith(".k8s.yaml"));
  if (chart === undefined) return [];
  return [...readFileSync(join(folder, name, chart), "utf8").matchAll(/^kind: (\w+)$/gm)].map(([, kind]) => kind ?? "");
}

test.each([
  ["admission-policies", "ValidatingAdmissionPolicy"],
  ["audit-alarms", "aws_cloudwatch_metric_alarm"],
  ["audit-alert-rules", "ConfigMap"],
  ["auto-mode-by-hand", "aws_eks_cluster"],
  ["auto-mode-network", "ConfigMap"],
  ["closed-security-group", "aws_vpc_security_group_ingress_rule"],
  ["edge-node", "terraform_data"],
  ["eks-cluster-by-hand", "aws_eks_node_group"],
  ["encryption-key", "aws_kms_key"],
  ["gitops-hand-over", "Kustomization"],
  ["guards-of-a-network", "aws_flow_log"],
  ["host-firewall", "terraform_data"],
  ["log-forwarder", "DaemonSet"],
  ["login-proxy", "terraform_data"],
  ["log-archive", "aws_s3_bucket"],
  ["named-hosts", "aws_networkfirewall_firewall"],
  ["log-group", "aws_cloudwatch_log_group"],
  ["personas", "ClusterRole"],
  ["pod-identity", "aws_eks_pod_identity_association"],
  ["private-network", "aws_vpc"],
  ["records-bucket", "aws_s3_bucket_object_lock_configuration"],
  ["tenant-namespace", "Namespace"],
  ["three-control-planes", "terraform_data"],
  ["worker-by-ssh", "terraform_data"],
])("%s runs alone and writes its %s", (name, kind) => {
  expect(kindsOf(name)).toContain(kind);
});

test("every example is run above, and stands in the index of apps/", () => {
  const index = readFileSync(join(ROOT, "apps", "README.md"), "utf8");
  expect(names.filter((name) => kindsOf(name).length === 0)).toEqual([]);
  expect(names.filter((name) => !index.includes(`one-construct/${name}.ts`))).toEqual([]);
});

test("every construct that this library publishes is made in some example", () => {
  const sources = readdirSync(join(ROOT, "apps"), { recursive: true })
    .map(String)
    .filter((file) => file.endsWith(".ts"))
    .map((file) => readFileSync(join(ROOT, "apps", file), "utf8"))
    .join("\n");
  const published = ["aws", "kubernetes", "machines"].flatMap((room) => {
    const lib = join(ROOT, "lib", "constructs", room);
    const exported = readFileSync(join(lib, "index.ts"), "utf8");
    return readdirSync(lib, { withFileTypes: true })
      .filter((entry) => entry.isFile())
      .flatMap((entry) => [
        ...readFileSync(join(lib, entry.name), "utf8").matchAll(/export class (\w+) extends (?:Construct|Chart)\b/g),
      ])
      .map(([, name]) => name ?? "")
      .filter((name) => new RegExp(`\\b${name}\\b`).test(exported));
  });
  expect(published.length).toBeGreaterThan(20);
  expect(published.filter((name) => !sources.includes(`new ${name}(`) && !sources.includes(`${name}.of(`))).toEqual([]);
});
