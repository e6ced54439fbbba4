import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { parse } from "yaml";
import { EdgeClusterStack } from "../../lib/profiles/edge";
import { storeCluster } from "../store-cluster";
import { programPath, testUnless } from "./programs";

// Real programs read what was written: the document on disk, cut open as the machine would open it.
let folder: string;
let userData: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-"));
  const app = new App({ outdir: folder });
  new EdgeClusterStack(app, "store", { spec: storeCluster() });
  app.synth();
  const document = JSON.parse(readFileSync(join(folder, "stacks", "store", "cdk.tf.json"), "utf8"));
  const [resource] = Object.values<{ input: { user_data: string } }>(document.resource.terraform_data);
  userData = (resource?.input.user_data ?? "").replaceAll("$${", "${").replaceAll("%%{", "%{");
});
afterAll(() => rmSync(folder, { recursive: true }));

function run(program: string | undefined, args: readonly string[]) {
  const { status, stdout, stderr } = spawnSync(program ?? "", args, { encoding: "utf8", timeout: 30_000 });
  return { status, output: `${stdout}${stderr}` };
}

function onDisk(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function ruleset(): string {
  const { write_files } = parse(userData, { version: "1.1" }) as {
    write_files: readonly { path: string; content: string }[];
  };
  return write_files.find(({ path }) => path.endsWith("/host-firewall.nft"))?.content ?? "";
}

const nft = programPath("nft");
const withoutNft =
  nft === undefined
    ? "nft is not on the PATH"
    : process.getuid?.() === 0
      ? undefined
      : "nft checks rulesets for root only";
const cloudInit = programPath("cloud-init");
const withoutCloudInit = cloudInit === undefined ? "cloud-init is not on the PATH" : undefined;

describe("the machine of an edge cluster", () => {
  testUnless(withoutNft, "nft accepts the ruleset that was written", () => {
    expect(ruleset()).toContain("policy drop");
    expect(run(nft, ["-c", "-f", onDisk("host-firewall.nft", ruleset())])).toEqual({ status: 0, output: "" });
  });

  testUnless(withoutNft, "nft refuses a ruleset with a policy that does not exist, so its word counts", () => {
    const text = ruleset().replace("policy drop", "policy dorp");
    expect(run(nft, ["-c", "-f", onDisk("misspelt.nft", text)]).status).not.toBe(0);
  });

  testUnless(withoutCloudInit, "cloud-init accepts the user data that was written", () => {
    expect(run(cloudInit, ["schema", "--config-file", onDisk("user-data.yaml", userData)])).toMatchObject({
      status: 0,
    });
  });

  testUnless(withoutCloudInit, "cloud-init refuses user data whose commands are numbers, so its word counts", () => {
    const path = onDisk("numbers.yaml", userData.replace("  - - systemctl\n    - daemon-reload", "  - 7"));
    expect(run(cloudInit, ["schema", "--config-file", path]).status).not.toBe(0);
  });
});
