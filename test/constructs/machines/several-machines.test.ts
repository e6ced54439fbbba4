import { parse, parseAllDocuments } from "yaml";
import { type DataCenterClusterSpec, otlp } from "../../../lib";
import { controlPlaneFiles } from "../../../lib/constructs/machines/control-plane/control-plane-files";
import { controlPlaneUserData } from "../../../lib/constructs/machines/control-plane/control-plane-user-data";
import { workerFiles, workerUserData } from "../../../lib/constructs/machines/worker/worker-user-data";
import { judge } from "../../../lib/guardrails/judge";
import { joinSteps } from "../../../lib/profiles/data-center/join-steps";
import type { PodNetwork } from "../../../lib";
import { expectGolden } from "../../golden";
import { plantOfThree, profileOfThree, plantCluster } from "../../plant-cluster";

const spec = plantOfThree();
const named = <T extends { readonly name: string }>(machines: readonly T[], name: string): T => {
  const found = machines.find((machine) => machine.name === name);
  if (found === undefined) throw new Error(`no machine is called ${name}`);
  return found;
};
const filesOf = (of: DataCenterClusterSpec, name: string) =>
  name.startsWith("cp")
    ? controlPlaneFiles(of, named(of.profile.controlPlaneNodes, name))
    : workerFiles(of, named(of.profile.workers, name));
const userDataOf = (of: DataCenterClusterSpec, name: string) =>
  name.startsWith("cp")
    ? controlPlaneUserData(of, named(of.profile.controlPlaneNodes, name))
    : workerUserData(of, named(of.profile.workers, name));
const contentOf = (of: DataCenterClusterSpec, name: string, path: string) => {
  const found = filesOf(of, name).find((file) => file.path.endsWith(path));
  if (found === undefined) throw new Error(`no file of ${name} ends with ${path}`);
  return found.content;
};
const MACHINES = ["cp-1", "cp-2", "cp-3", "worker-1", "worker-2"];

describe("the files of several machines", () => {
  test.each([
    ["cp-1", "/keepalived.conf", "keepalived-first.conf"],
    ["cp-2", "/keepalived.conf", "keepalived.conf"],
    ["cp-2", "/host-firewall.nft", "host-firewall-of-three.nft"],
    ["worker-1", "/host-firewall.nft", "host-firewall-worker.nft"],
    ["cp-1", "/portcullis-hand-over", "hand-over.sh"],
    ["cp-2", "/portcullis-join", "join-control-plane.sh"],
    ["worker-1", "/portcullis-join", "join-worker.sh"],
    ["cp-2", "/portcullis-first-start.service", "first-start-joining-control-plane.service"],
    ["worker-1", "/portcullis-first-start.service", "first-start-worker.service"],
    ["cp-2", "/kubeadm.yaml", "kubeadm-join-control-plane.yaml"],
    ["worker-1", "/kubeadm.yaml", "kubeadm-join-worker.yaml"],
  ])("%s's %s is as the golden says", (name, path, golden) => {
    expectGolden(`data-center/${golden}`, contentOf(spec, name, path));
  });

  test.each(["cp-1", "cp-2", "worker-1"])("the user data's outline of %s is as the golden says", (name) => {
    const { write_files, runcmd } = parse(userDataOf(spec, name), { version: "1.1" }) as {
      write_files: readonly Record<string, string>[];
      runcmd: readonly (readonly string[])[];
    };
    const files = write_files.map(({ permissions, owner, path }) => `${permissions} ${owner} ${path}`);
    const lines = [...files, "", ...runcmd.map((command) => command.join(" "))];
    expectGolden(`data-center/user-data-outline-${name}.txt`, `${lines.join("\n")}\n`);
  });

  test("belong to root, are written once, say their pillar and hold no secret", () => {
    for (const name of MACHINES) {
      const files = filesOf(spec, name);
      expect(files.every(({ owner, pillar }) => owner === "root:root" && pillar.length > 0)).toBe(true);
      expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
      expect(files.map(({ content }) => content).join("\n")).not.toMatch(
        /PRIVATE KEY|BEGIN |[a-z0-9]{6}\.[a-z0-9]{16}\b|password|certificateKey|secret: [A-Za-z0-9+/]{43}=/,
      );
    }
  });

  test("are the same whatever the order of the description", () => {
    const { controlPlaneNodes, workers = [] } = profileOfThree();
    const turned = plantOfThree({
      controlPlaneNodes: [...controlPlaneNodes].reverse(),
      workers: [...workers].reverse(),
    });
    for (const name of MACHINES) expect(userDataOf(turned, name)).toBe(userDataOf(spec, name));
  });

  test("of one machine do not depend on how many workers there are, but for the script that lets the first in", () => {
    const more = plantOfThree({
      workers: [...(profileOfThree().workers ?? []), { name: "worker-3", address: "10.40.0.23" }],
    });
    for (const name of MACHINES) expect(userDataOf(more, name)).toBe(userDataOf(spec, name));
  });
});

describe("renewal of certificates", () => {
  const calendarOf = (name: string) =>
    /OnCalendar=(.*)/.exec(contentOf(spec, name, "/portcullis-renew-certificates.timer"))?.[1];

  test("has a day for each control plane, and none for workers, whose kubelets renew by themselves", () => {
    expect(["cp-1", "cp-2", "cp-3"].map(calendarOf)).toEqual(["*-*-03 03:00:00", "*-*-08 03:00:00", "*-*-13 03:00:00"]);
    expect(filesOf(spec, "worker-1").some(({ path }) => path.includes("renew"))).toBe(false);
  });

  test("begins only when every control plane is ready", () => {
    expect(contentOf(spec, "cp-2", "/portcullis-renew-certificates")).toContain(
      'own=10.40.0.12\nmachines="10.40.0.11 10.40.0.12 10.40.0.13"\n',
    );
  });
});

describe("joining", () => {
  test("only the machine that starts the cluster starts anything by itself, makes a key and hands over", () => {
    const own = ["/portcullis-make-encryption-key", "/encryption.template.yaml", "/portcullis-hand-over"];
    for (const name of MACHINES) {
      const paths = filesOf(spec, name).map(({ path }) => path);
      const has = own.filter((path) => paths.some((found) => found.endsWith(path)));
      expect(has).toEqual(name === "cp-1" ? own : []);
      expect(userDataOf(spec, name).includes("start\n    - portcullis-first-start.service")).toBe(name === "cp-1");
    }
  });

  test("another machine starts the cluster when the description says so", () => {
    const other = plantOfThree({ firstControlPlaneNode: "cp-2" });
    expect(contentOf(other, "cp-2", "/kubeadm.yaml")).toContain("kind: InitConfiguration");
    expect(contentOf(other, "cp-1", "/kubeadm.yaml")).toContain("kind: JoinConfiguration");
    expect(contentOf(other, "cp-2", "/keepalived.conf")).toContain("priority 100");
    expect(joinSteps(other.profile)[0]).toMatch(/^ssh 10\.40\.0\.12 .*\| ssh 10\.40\.0\.11 /);
  });

  test("a worker takes over nothing but the way to the cluster", () => {
    expect(contentOf(spec, "worker-1", "/portcullis-join")).not.toMatch(/pki|encryption/);
  });

  test("every step is named, control planes before workers, and holds no secret", () => {
    expect(joinSteps(spec.profile)).toEqual([
      "ssh 10.40.0.11 sudo portcullis-hand-over control-plane cp-2 | ssh 10.40.0.12 sudo portcullis-join",
      "ssh 10.40.0.11 sudo portcullis-hand-over control-plane cp-3 | ssh 10.40.0.13 sudo portcullis-join",
      "ssh 10.40.0.11 sudo portcullis-hand-over worker worker-1 | ssh 10.40.0.21 sudo portcullis-join",
      "ssh 10.40.0.11 sudo portcullis-hand-over worker worker-2 | ssh 10.40.0.22 sudo portcullis-join",
    ]);
    expect(joinSteps(plantCluster().profile)).toEqual([]);
  });
});

describe("ports between machines", () => {
  const accepted = (of: DataCenterClusterSpec, name: string, what: string) =>
    contentOf(of, name, "/host-firewall.nft")
      .split("\n")
      .filter((line) => line.includes(` ${what} accept`))
      .map((line) => /saddr (\S+)/.exec(line)?.[1]);

  test("VRRP and etcd answer the other control planes by address, and workers hear neither", () => {
    for (const what of ["meta l4proto 112", "tcp dport 2379", "tcp dport 2380"]) {
      expect(accepted(spec, "cp-2", what)).toEqual(["10.40.0.11/32", "10.40.0.13/32"]);
      expect(accepted(spec, "worker-1", what)).toEqual([]);
    }
  });

  test("a worker's kubelet answers the control planes alone, and its API server's port nobody", () => {
    expect(accepted(spec, "worker-1", "tcp dport 10250")).toEqual(["10.40.0.11/32", "10.40.0.12/32", "10.40.0.13/32"]);
    expect(accepted(spec, "worker-1", "tcp dport 6443")).toEqual([]);
  });

  test.each<[PodNetwork, readonly string[]]>([
    ["none", []],
    ["calico-vxlan", ["udp dport 4789"]],
    ["cilium-vxlan", ["tcp dport 4240", "udp dport 8472"]],
    ["flannel-vxlan", ["udp dport 8472"]],
    ["flannel-wireguard", ["udp dport 51820"]],
  ])("%s opens %j to the machines of the cluster, on each of them", (podNetwork, expected) => {
    const of = plantOfThree({ podNetwork });
    const all = ["udp dport 4789", "tcp dport 4240", "udp dport 8472", "udp dport 51820"];
    for (const name of ["cp-1", "cp-2", "worker-1"]) {
      expect(all.filter((what) => accepted(of, name, what).length > 0)).toEqual(
        all.filter((what) => expected.includes(what)),
      );
      for (const what of expected) expect(accepted(of, name, what)).toEqual(["10.40.0.0/24"]);
    }
  });
});

describe("TLS 1.2, where a platform needs it", () => {
  const documents = parseAllDocuments(contentOf(plantOfThree({ minimumTlsVersion: "1.2" }), "cp-1", "/kubeadm.yaml"), {
    version: "1.1",
  }).map((document) => document.toJS() as Record<string, never>);
  const [cluster] = documents as unknown as readonly Record<
    string,
    { extraArgs: readonly { name: string; value: string }[] }
  >[];
  const flag = (section: string, name: string) =>
    cluster?.[section]?.extraArgs.find((each) => each.name === name)?.value;

  test("comes with strong suites for every program, each in its own spelling", () => {
    const etcd = (cluster as unknown as { etcd: { local: { extraArgs: readonly { name: string; value: string }[] } } })
      .etcd.local.extraArgs;
    const suites = flag("apiServer", "tls-cipher-suites");
    expect(suites?.split(",")).toHaveLength(6);
    expect(suites).not.toMatch(/_CBC_|_RC4_|3DES|TLS_RSA_/);
    for (const section of ["apiServer", "controllerManager", "scheduler"]) {
      expect(flag(section, "tls-min-version")).toBe("VersionTLS12");
      expect(flag(section, "tls-cipher-suites")).toBe(suites);
    }
    expect(etcd.find(({ name }) => name === "tls-min-version")?.value).toBe("TLS1.2");
    expect(etcd.find(({ name }) => name === "cipher-suites")?.value).toBe(suites);
    const kubelet = documents.find((document) => document.kind === ("KubeletConfiguration" as never));
    expect(kubelet).toMatchObject({ tlsMinVersion: "VersionTLS12", tlsCipherSuites: suites?.split(",") });
  });
});

describe("machines that forward", () => {
  const logs = { forwardTo: otlp({ endpoint: "https://logs.example.com:4318" }) };
  const forwarding = plantCluster({ profile: profileOfThree(), logs });

  test.each([
    ["cp-2", ["filelog/audit", "filelog/containers", "journald/journal"]],
    ["worker-1", ["filelog/containers", "journald/journal"]],
  ])("%s reads what there is to read on it, and is judged by it", (name, receivers) => {
    const { receivers: written } = parse(contentOf(forwarding, name, "/forwarder.yaml")) as { receivers: object };
    expect(Object.keys(written)).toEqual(receivers);
    const findingsOf = (content: string) => judge([{ kind: "machine", name: "user data", content }]).findings;
    const content = userDataOf(forwarding, name);
    expect(findingsOf(content)).toEqual([]);
    const less = content.replace("/var/log/pods/*/*/*.log", "/var/log/others/*/*/*.log");
    expect(findingsOf(less).map(({ rule }) => rule)).toEqual(["records-leave-the-machine"]);
  });
});
