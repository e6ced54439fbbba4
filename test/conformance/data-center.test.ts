import { execFileSync, spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App } from "cdktf";
import { parse } from "yaml";
import { nftablesRuleset } from "../../lib/formats/nftables/ruleset";
import { DataCenterClusterStack } from "../../lib/profiles/data-center";
import { KUBERNETES_VERSIONS, type KubernetesVersion } from "../../lib/spec/kubernetes-version";
import { plantCluster } from "../plant-cluster";
import { programPath, testUnless } from "./programs";

// Real programs read what was written: the document on disk, cut open as the machine would open it.
let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-"));
});
afterAll(() => rmSync(folder, { recursive: true }));

function writtenUserData(kubernetesVersion: KubernetesVersion): string {
  const outdir = join(folder, kubernetesVersion);
  const app = new App({ outdir });
  new DataCenterClusterStack(app, "plant", { spec: plantCluster({ kubernetesVersion }) });
  app.synth();
  const document = JSON.parse(readFileSync(join(outdir, "stacks", "plant", "cdk.tf.json"), "utf8"));
  const [resource] = Object.values<{ input: { user_data: string } }>(document.resource.terraform_data);
  return (resource?.input.user_data ?? "").replaceAll("$${", "${").replaceAll("%%{", "%{");
}

function cutOut(userData: string, name: string): string {
  const { write_files } = parse(userData, { version: "1.1" }) as {
    write_files: readonly { path: string; content: string }[];
  };
  const found = write_files.filter(({ path }) => path.endsWith(`/${name}`));
  if (found.length !== 1) throw new Error(`${found.length} files are called ${name}`);
  return found[0]?.content ?? "";
}

function onDisk(name: string, content: string): string {
  const path = join(folder, name);
  writeFileSync(path, content);
  return path;
}

function run(
  program: string | undefined,
  args: readonly string[],
): { readonly status: number | null; readonly output: string } {
  const { status, stdout, stderr } = spawnSync(program ?? "", args, { encoding: "utf8", timeout: 30_000 });
  return { status, output: `${stdout}${stderr}` };
}

const kubeadm = programPath("kubeadm");
const kubeadmVersion =
  kubeadm &&
  KUBERNETES_VERSIONS.find((version) =>
    execFileSync(kubeadm, ["version", "-o", "short"], { encoding: "utf8" }).startsWith(`v${version}.`),
  );
const withoutKubeadm =
  kubeadm === undefined
    ? "kubeadm is not on the PATH"
    : kubeadmVersion === undefined
      ? "the kubeadm on the PATH is of another minor version"
      : undefined;

describe("kubeadm", () => {
  testUnless(withoutKubeadm, "accepts the configuration that was written for its version", () => {
    const path = onDisk("kubeadm.yaml", cutOut(writtenUserData(kubeadmVersion || "1.35"), "kubeadm.yaml"));
    expect(run(kubeadm, ["config", "validate", "--config", path])).toMatchObject({ status: 0 });
  });

  testUnless(withoutKubeadm, "refuses the configuration with one key misspelt, so its word counts", () => {
    const text = cutOut(writtenUserData(kubeadmVersion || "1.35"), "kubeadm.yaml");
    const path = onDisk("misspelt.yaml", text.replace("extraVolumes:", "extraVolume:"));
    expect(run(kubeadm, ["config", "validate", "--config", path]).status).not.toBe(0);
  });
});

const nft = programPath("nft");
const withoutNft =
  nft === undefined
    ? "nft is not on the PATH"
    : process.getuid?.() === 0
      ? undefined
      : "nft checks rulesets for root only";

describe("nft", () => {
  testUnless(withoutNft, "accepts the ruleset that was written", () => {
    const path = onDisk("host-firewall.nft", cutOut(writtenUserData("1.35"), "host-firewall.nft"));
    expect(run(nft, ["-c", "-f", path])).toEqual({ status: 0, output: "" });
  });

  testUnless(withoutNft, "accepts a ruleset whose reasons hold every printable character, at every length", () => {
    const alphabet = Array.from({ length: 95 }, (_, index) => String.fromCharCode(32 + index)).join("");
    const whys = Array.from({ length: 130 }, (_, length) =>
      alphabet.repeat(2).slice(length % 95, (length % 95) + length),
    );
    const sources = whys.map((why, index) => ({ kind: "range", cidr: `10.0.${index}.0/24`, why }) as const);
    const text = nftablesRuleset({
      inbound: [
        { name: "a-name-of-25-characters-x", protocol: "udp", port: 1, sources },
        { name: "six", protocol: "tcp", port: 65535, sources: [{ kind: "range", cidr: "fd00:8::/32", why: "IPv6" }] },
      ],
      nodeRanges: ["10.40.0.0/24"],
      podRange: "10.244.0.0/16",
      podInterfaces: ["cni*", "eth0"],
    });
    expect(run(nft, ["-c", "-f", onDisk("odd.nft", text)])).toEqual({ status: 0, output: "" });
  });

  testUnless(withoutNft, "refuses a ruleset with a policy that does not exist, so its word counts", () => {
    const text = cutOut(writtenUserData("1.35"), "host-firewall.nft").replace("policy drop", "policy dorp");
    expect(run(nft, ["-c", "-f", onDisk("misspelt.nft", text)]).status).not.toBe(0);
  });
});

const cloudInit = programPath("cloud-init");
const withoutCloudInit = cloudInit === undefined ? "cloud-init is not on the PATH" : undefined;

describe("cloud-init", () => {
  testUnless(withoutCloudInit, "accepts the user data that was written", () => {
    const path = onDisk("user-data.yaml", writtenUserData("1.35"));
    expect(run(cloudInit, ["schema", "--config-file", path])).toMatchObject({ status: 0 });
  });

  testUnless(withoutCloudInit, "refuses user data whose files have no path, so its word counts", () => {
    const path = onDisk("no-path.yaml", writtenUserData("1.35").replaceAll("- path:", "- where:"));
    expect(run(cloudInit, ["schema", "--config-file", path]).status).not.toBe(0);
  });
});
