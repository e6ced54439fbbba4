import { execFileSync, spawnSync } from "node:child_process";
import { generateKeyPairSync, X509Certificate } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { App, LocalBackend, TerraformStack } from "cdktf";
import { SshDelivery, WorkerNode } from "../../lib/constructs/machines";
import { parse, stringify } from "yaml";
import { nftablesRuleset } from "../../lib/formats/nftables/ruleset";
import { structuredAuthentication } from "../../lib/pillars/authentication/structured-authentication";
import { controlPlaneTls } from "../../lib/pillars/encryption/control-plane-tls";
import { DataCenterClusterStack } from "../../lib/profiles/data-center";
import { authenticatingProxy, type OidcMethodSpec, type PodNetwork, proxyGroup } from "../../lib";
import { KUBERNETES_VERSIONS, type KubernetesVersion } from "../../lib/spec/kubernetes-version";
import { plantCluster, plantInput, plantOfThree } from "../plant-cluster";
import { controlPlaneUserData } from "../../lib/constructs/machines/control-plane/control-plane-user-data";
import { workerUserData } from "../../lib/constructs/machines/worker/worker-user-data";
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

/** The user data of one machine of several. */
function machinesOfThree(name: string, podNetwork: PodNetwork = "flannel-vxlan"): string {
  const spec = plantOfThree({ podNetwork });
  const node = spec.profile.controlPlaneNodes.find((each) => each.name === name);
  const worker = spec.profile.workers.find((each) => each.name === name);
  if (node !== undefined) return controlPlaneUserData(spec, node);
  if (worker !== undefined) return workerUserData(spec, worker);
  throw new Error(`no machine is called ${name}`);
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

  testUnless(
    withoutKubeadm,
    "makes, as the hand-over does, a credential with which others join, and accepts their configurations",
    () => {
      const pki = join(folder, "pki");
      const init = cutOut(machinesOfThree("cp-1"), "kubeadm.yaml").replace(
        "clusterName:",
        `certificatesDir: ${pki}\nclusterName:`,
      );
      const path = onDisk("first.yaml", init);
      expect(run(kubeadm, ["init", "phase", "certs", "ca", "--config", path])).toMatchObject({ status: 0 });
      const command = /kubeadm (kubeconfig user .*) > /.exec(
        cutOut(machinesOfThree("cp-1"), "portcullis-hand-over"),
      )?.[1];
      const made = spawnSync(
        kubeadm ?? "",
        (command ?? "")
          .replace('"system:node:$name"', "system:node:worker-1")
          .split(" ")
          .map((word) => (word.startsWith("/") ? path : word)),
        { encoding: "utf8", timeout: 30_000 },
      );
      const kubeconfig = parse(made.stdout) as { users: readonly { user: Record<string, string> }[] };
      const certificate = new X509Certificate(
        Buffer.from(kubeconfig.users[0]?.user["client-certificate-data"] ?? "", "base64"),
      );
      expect(certificate.subject.split("\n").sort()).toEqual(["CN=system:node:worker-1", "O=system:nodes"]);
      const minutes = (Date.parse(certificate.validTo) - Date.parse(certificate.validFrom)) / 60_000;
      expect(minutes).toBeGreaterThanOrEqual(15);
      expect(minutes).toBeLessThanOrEqual(30);

      const discovery = onDisk("discovery.conf", made.stdout);
      for (const machine of ["cp-2", "worker-1"]) {
        const text = cutOut(machinesOfThree(machine), "kubeadm.yaml");
        const right = onDisk(
          `join-${machine}.yaml`,
          text.replace(/kubeConfigPath: .*/, `kubeConfigPath: ${discovery}`),
        );
        expect(run(kubeadm, ["config", "validate", "--config", right])).toMatchObject({ status: 0 });
        const wrong = onDisk(
          `wrong-${machine}.yaml`,
          readFileSync(right, "utf8").replace("nodeRegistration:", "node:"),
        );
        expect(run(kubeadm, ["config", "validate", "--config", wrong]).status).not.toBe(0);
      }
    },
  );

  testUnless(
    withoutKubeadm,
    "starts the API server with one list of believed proxies, ours in place of its own",
    () => {
      const { access, authentication } = plantInput();
      const proxy = authenticatingProxy({ clientName: "login-proxy.example.com" });
      const spec = plantCluster({
        kubernetesVersion: kubeadmVersion || "1.35",
        authentication: { methods: [...authentication.methods, proxy] },
        access: [...access, { who: proxyGroup("oncall"), persona: "recovery" }],
      });
      const [node] = spec.profile.controlPlaneNodes;
      if (node === undefined) throw new Error("there is no machine");
      const path = onDisk("proxied.yaml", cutOut(controlPlaneUserData(spec, node), "kubeadm.yaml"));
      // A rehearsal: the pod's manifest goes into the folder, and nothing else is touched.
      const { status } = spawnSync(
        kubeadm ?? "",
        ["init", "phase", "control-plane", "apiserver", "--dry-run", "--config", path],
        { env: { ...process.env, KUBEADM_INIT_DRYRUN_DIR: folder }, timeout: 30_000 },
      );
      expect(status).toBe(0);
      const manifest = readFileSync(join(folder, "kube-apiserver.yaml"), "utf8");
      expect([...manifest.matchAll(/--(requestheader-\S+)/g)].map(([, flag]) => flag).sort()).toEqual([
        "requestheader-allowed-names=front-proxy-client,login-proxy.example.com",
        "requestheader-client-ca-file=/etc/kubernetes/pki/front-proxy-ca.crt",
        "requestheader-extra-headers-prefix=X-Remote-Extra-",
        "requestheader-group-headers=X-Remote-Group",
        "requestheader-username-headers=X-Remote-User",
      ]);
    },
  );

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

const apiServer = programPath("kube-apiserver");
const withoutApiServer = apiServer === undefined ? "kube-apiserver is not on the PATH" : undefined;

describe("kube-apiserver", () => {
  /**
   * What it says last when it is started with some flags. After those of TLS it reads a file that is not there, so that it
   * ends at once: a complaint about that file means that TLS was understood.
   */
  function lastWords(flags: readonly string[], end = "--tracing-config-file=/not-there"): string {
    const key = join(folder, "service-account.key");
    if (!existsSync(key)) {
      const { privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
      writeFileSync(key, privateKey.export({ type: "pkcs8", format: "pem" }));
    }
    const { output } = run(apiServer, [
      `--cert-dir=${join(folder, "api-server")}`,
      "--bind-address=127.0.0.1",
      "--etcd-servers=http://127.0.0.1:1",
      "--service-account-issuer=https://plant.example.com",
      `--service-account-key-file=${key}`,
      `--service-account-signing-key-file=${key}`,
      end,
      ...flags,
    ]);
    return output.trim().split("\n").slice(-1).join("");
  }

  const written = (version: "1.2" | "1.3") =>
    controlPlaneTls(version)
      .filter(({ component }) => component === "kube-apiserver")
      .map(({ name, value }) => `--${name}=${value}`);

  testUnless(withoutApiServer, "understands TLS 1.3, and 1.2 with the suites that are written", () => {
    for (const version of ["1.2", "1.3"] as const) {
      expect(lastWords(written(version))).toContain("failed to read tracing config");
    }
  });

  testUnless(
    withoutApiServer,
    "does not start with a suite or a version that it does not know, so its word counts",
    () => {
      const [version = "", suites = ""] = written("1.2");
      expect(lastWords([version, suites.replace("GCM", "CGM")])).toContain("not supported or doesn't exist");
      expect(lastWords([version.replace("12", "15"), suites])).toContain("unknown tls version");
    },
  );

  /** The configuration of a cluster with two providers of OpenID Connect, as a file, and what the API server makes of it. */
  function withProviders(change: Partial<OidcMethodSpec>): string {
    const spec = plantCluster();
    const [first] = spec.authentication.methods.filter((method) => method.method === "oidc");
    const second = { ...first, name: "partners", issuer: "https://partners.example.com", ...change } as OidcMethodSpec;
    const methods = [...spec.authentication.methods, second];
    const file = join(folder, "authentication.yaml");
    writeFileSync(file, stringify(structuredAuthentication({ ...spec, authentication: { methods } }).content));
    // The audit policy is read after authentication.
    return lastWords([`--authentication-config=${file}`], "--audit-policy-file=/not-there");
  }

  testUnless(withoutApiServer, "takes two providers of OpenID Connect, and refuses two of one issuer", () => {
    expect(withProviders({})).toContain("loading audit policy file");
    expect(withProviders({ issuer: "https://login.example.com" })).toContain("Duplicate value");
  });
});

describe("nft", () => {
  testUnless(withoutNft, "accepts the ruleset that was written", () => {
    const path = onDisk("host-firewall.nft", cutOut(writtenUserData("1.35"), "host-firewall.nft"));
    expect(run(nft, ["-c", "-f", path])).toEqual({ status: 0, output: "" });
  });

  testUnless(withoutNft, "accepts the rulesets of several machines, with VRRP and each overlay", () => {
    for (const podNetwork of ["calico-vxlan", "cilium-vxlan", "flannel-vxlan", "flannel-wireguard"] as const) {
      for (const machine of ["cp-1", "worker-1"]) {
        const path = onDisk("several.nft", cutOut(machinesOfThree(machine, podNetwork), "host-firewall.nft"));
        expect(run(nft, ["-c", "-f", path])).toEqual({ status: 0, output: "" });
      }
    }
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

  testUnless(withoutCloudInit, "accepts the user data of machines that join", () => {
    for (const machine of ["cp-2", "worker-1"]) {
      const path = onDisk(`user-data-${machine}.yaml`, machinesOfThree(machine));
      expect(run(cloudInit, ["schema", "--config-file", path])).toMatchObject({ status: 0 });
    }
  });

  testUnless(withoutCloudInit, "refuses user data whose files have no path, so its word counts", () => {
    const path = onDisk("no-path.yaml", writtenUserData("1.35").replaceAll("- path:", "- where:"));
    expect(run(cloudInit, ["schema", "--config-file", path]).status).not.toBe(0);
  });
});

// OpenTofu reads the same files, and can be built where there is no terraform to be had.
const terraform = programPath("terraform") ?? programPath("tofu");
const withoutTerraform = terraform === undefined ? "neither terraform nor tofu is on the PATH" : undefined;

describe("terraform", () => {
  testUnless(withoutTerraform, "accepts a delivery over SSH, without any provider", () => {
    const outdir = join(folder, "delivery");
    const app = new App({ outdir });
    const stack = new TerraformStack(app, "team");
    new LocalBackend(stack, { path: "state" });
    const worker = { name: "worker-1", address: "10.40.0.21" };
    const machine = new WorkerNode(stack, "worker", { spec: plantOfThree(), worker });
    const hostKey = `ssh-ed25519 ${"A".repeat(68)}`;
    new SshDelivery(stack, "delivery", { machine, user: "ops", hostKey });
    app.synth();
    const at = [`-chdir=${join(outdir, "stacks", "team")}`];
    expect(run(terraform, [...at, "init", "-backend=false", "-no-color"])).toMatchObject({ status: 0 });
    expect(run(terraform, [...at, "validate", "-no-color"])).toMatchObject({ status: 0 });
  });
});

describe("the renewal of certificates", () => {
  /**
   * Runs the script in a folder, with stand-ins for kubeadm, curl, sleep and openssl that write down what they were asked.
   *
   * @param served the port that shows the certificate of before
   */
  function renew(ready: string, before: (machine: string) => void = () => undefined, served = "none") {
    const machine = mkdtempSync(join(folder, "machine-"));
    const [bin, manifests] = [join(machine, "bin"), join(machine, "etc/kubernetes/manifests")];
    mkdirSync(bin);
    mkdirSync(manifests, { recursive: true });
    const log = join(machine, "log");
    const standIns = {
      kubeadm: `echo "kubeadm $*" >> ${log}`,
      sleep: `echo "aside: $(ls ${machine}/etc/kubernetes/portcullis/renewal)" >> ${log}`,
      curl: `case "$*" in ${ready}) exit 0;; *) exit 22;; esac`,
      openssl: `case "$*" in s_client*:${served}) echo serial=before;; s_client*|x509*-in*) echo serial=renewed;; *) cat;; esac`,
    };
    for (const [name, body] of Object.entries(standIns)) {
      writeFileSync(join(bin, name), `#!/bin/sh\n${body}\n`, { mode: 0o755 });
    }
    const components = ["etcd", "kube-apiserver", "kube-controller-manager", "kube-scheduler"];
    for (const component of components) writeFileSync(join(manifests, `${component}.yaml`), component);
    mkdirSync(join(machine, "etc/kubernetes/portcullis"));
    before(machine);
    const script = join(machine, "script");
    writeFileSync(
      script,
      cutOut(machinesOfThree("cp-2"), "portcullis-renew-certificates").replaceAll("=/etc/", `=${machine}/etc/`),
    );
    const { status, stderr } = spawnSync("sh", [script], {
      encoding: "utf8",
      timeout: 30_000,
      env: { PATH: `${bin}:${process.env.PATH}` },
    });
    return {
      status,
      stderr,
      log: existsSync(log) ? readFileSync(log, "utf8").trim().split("\n") : [],
      manifests: readdirSync(manifests),
    };
  }
  const ALL = ["etcd.yaml", "kube-apiserver.yaml", "kube-controller-manager.yaml", "kube-scheduler.yaml"];

  test("renews, then takes each manifest away and back, the API server last", () => {
    const { status, log, manifests } = renew("*");
    expect({ status, manifests }).toEqual({ status: 0, manifests: ALL });
    expect(log.filter((line) => line !== "aside:" && line !== "aside: ")).toEqual([
      "kubeadm certs renew all",
      "aside: kube-scheduler.yaml",
      "aside: kube-controller-manager.yaml",
      "aside: etcd.yaml",
      "aside: kube-apiserver.yaml",
    ]);
  });

  test.each([
    ["6443", "the API server still serves the certificate of before"],
    ["2379", "etcd still serves the certificate of before"],
  ])("has failed while port %s shows the certificate of before", (port, words) => {
    const { status, stderr } = renew("*", () => undefined, port);
    expect({ status, stderr }).toEqual({ status: 1, stderr: `${words}\n` });
  });

  test("refuses to begin while another control plane is not ready", () => {
    const { status, stderr, log, manifests } = renew("*10.40.0.11:6443*|*10.40.0.12:6443*");
    expect({ status, log, manifests }).toEqual({ status: 1, log: [], manifests: ALL });
    expect(stderr).toContain("the API server of 10.40.0.13 is not ready");
  });

  test("puts back first what an interrupted run left aside", () => {
    const { status, manifests } = renew("nothing", (machine) => {
      mkdirSync(join(machine, "etc/kubernetes/portcullis/renewal"));
      renameSync(
        join(machine, "etc/kubernetes/manifests/etcd.yaml"),
        join(machine, "etc/kubernetes/portcullis/renewal/etcd.yaml"),
      );
    });
    expect({ status, manifests }).toEqual({ status: 1, manifests: ALL });
  });
});

const keepalived = programPath("keepalived");
const withoutKeepalived = keepalived === undefined ? "keepalived is not on the PATH" : undefined;

describe("keepalived", () => {
  // It also looks for the interface, which this machine need not have.
  const complaints = (text: string) =>
    run(keepalived, ["-t", "-f", onDisk("keepalived.conf", text)]).output.match(/Unknown keyword.*|Unexpected.*/g) ??
    [];

  testUnless(withoutKeepalived, "knows every word of its configuration", () => {
    for (const machine of ["cp-1", "cp-2"])
      expect(complaints(cutOut(machinesOfThree(machine), "keepalived.conf"))).toEqual([]);
  });

  testUnless(withoutKeepalived, "does not know a word that is misspelt, so its word counts", () => {
    const text = cutOut(machinesOfThree("cp-1"), "keepalived.conf").replace("unicast_peer", "unicast_pear");
    expect(complaints(text)).not.toEqual([]);
  });
});

const containerd = programPath("containerd");
const withoutContainerd = containerd === undefined ? "containerd is not on the PATH" : undefined;

describe("containerd", () => {
  const effective = (text: string) =>
    run(containerd, ["--config", onDisk("config.toml", text), "config", "dump"]).output.replaceAll(/ +/g, " ");

  testUnless(withoutContainerd, "takes the settings that were written, and keeps no insecure registry", () => {
    const settings = effective(cutOut(machinesOfThree("worker-1"), "config.toml"));
    expect(settings).toContain("SystemdCgroup = true");
    expect(settings).toMatch(/sandbox(_image)? = ['"]registry\.k8s\.io\/pause:3\.10\.1['"]/);
    expect(settings).not.toContain("insecure_skip_verify = true");
    expect(settings).not.toMatch(/tcp_address = ['"][^'"]/);
  });
});
