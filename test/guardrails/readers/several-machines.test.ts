import { parse } from "yaml";
import { judge } from "../../../lib/guardrails/judge";
import { readMachineText } from "../../../lib/guardrails/readers/machine-text";
import { controlPlaneUserData } from "../../../lib/constructs/machines/control-plane/control-plane-user-data";
import { workerUserData } from "../../../lib/constructs/machines/worker/worker-user-data";
import { plantOfThree } from "../../plant-cluster";
import { testWhereProving } from "../../proving";

const spec = plantOfThree();
const USER_DATA: Readonly<Record<string, string>> = Object.fromEntries([
  ...spec.profile.controlPlaneNodes.map((node) => [node.name, controlPlaneUserData(spec, node)]),
  ...spec.profile.workers.map((worker) => [worker.name, workerUserData(spec, worker)]),
]);

function findings(text: string): readonly string[] {
  return judge([{ kind: "machine", name: "machine", content: text }]).findings.map(
    ({ rule, message, got }) => `${rule}: ${message} (${got})`,
  );
}

interface Written {
  write_files: { path: string; content: string; [field: string]: unknown }[];
  runcmd: unknown[];
}

function changed(machine: string, change: (config: Written) => void): string {
  const config = parse((USER_DATA[machine] ?? "").replace("#cloud-config\n", "")) as Written;
  const before = JSON.stringify(config);
  change(config);
  if (JSON.stringify(config) === before) throw new Error("the change changes nothing");
  return `#cloud-config\n${JSON.stringify(config)}`;
}

/** A machine's user data with one text of one file changed. */
function changedFile(machine: string, name: string, from: string, to: string): string {
  return changed(machine, (config) => {
    const file = config.write_files.find(({ path }) => path.endsWith(name));
    if (file === undefined || !file.content.includes(from)) throw new Error(`${name} does not hold ${from}`);
    file.content = file.content.replace(from, to);
  });
}

describe("machines that are several", () => {
  test.each(Object.keys(USER_DATA))("%s is understood to the end, and no rule finds anything", (machine) => {
    expect(findings(USER_DATA[machine] ?? "")).toEqual([]);
  });

  test("say with which role they join", () => {
    const roles = Object.values(USER_DATA).map((text) =>
      (readMachineText(text, { document: "x", path: "x" }, true) ?? []).flatMap((fact) =>
        fact.kind === "joining-node" ? [fact.role] : [],
      ),
    );
    expect(roles).toEqual([[], ["control-plane"], ["control-plane"], ["worker"], ["worker"]]);
  });

  test("stay understood with TLS 1.2 and its suites, and with every overlay", () => {
    for (const podNetwork of ["none", "calico-vxlan", "cilium-vxlan", "flannel-wireguard"] as const) {
      const other = plantOfThree({ minimumTlsVersion: "1.2", podNetwork });
      const [first, second] = other.profile.controlPlaneNodes;
      for (const node of [first, second]) {
        if (node !== undefined) expect(findings(controlPlaneUserData(other, node))).toEqual([]);
      }
    }
  });

  test.each<[string, string, string, string, string, RegExp]>([
    [
      "a join token",
      "worker-1",
      "kubeadm.yaml",
      "discovery:\n  file:\n    kubeConfigPath: /etc/kubernetes/portcullis/discovery.conf",
      "discovery:\n  bootstrapToken:\n    token: abcdef.0123456789abcdef\n    unsafeSkipCAVerification: true",
      /bootstrapToken is a field that no rule reads/,
    ],
    [
      "a token beside the file",
      "worker-1",
      "kubeadm.yaml",
      "discovery:\n",
      "discovery:\n  tlsBootstrapToken: abcdef.0123456789abcdef\n",
      /tlsBootstrapToken is a field that no rule reads/,
    ],
    [
      "a key of certificates",
      "cp-2",
      "kubeadm.yaml",
      "controlPlane:\n",
      `controlPlane:\n  certificateKey: ${"0".repeat(64)}\n`,
      /certificateKey is a field that no rule reads/,
    ],
    [
      "a discovery file from the internet",
      "worker-1",
      "kubeadm.yaml",
      "/etc/kubernetes/portcullis/discovery.conf",
      "https://example.com/discovery.conf",
      /^joins-without-secrets: nothing that was judged brings/,
    ],
    [
      "an argument of the kubelet",
      "worker-1",
      "kubeadm.yaml",
      "- name: node-ip",
      "- name: anonymous-auth\n      value: maybe\n    - name: node-ip",
      /would override the configuration/,
    ],
    [
      "patches",
      "cp-2",
      "kubeadm.yaml",
      "discovery:\n",
      "patches:\n  directory: /etc/patches\ndiscovery:\n",
      /patches is a field that no rule reads/,
    ],
    [
      "checks that are left out",
      "cp-2",
      "kubeadm.yaml",
      "discovery:\n",
      "skipPhases: [preflight]\ndiscovery:\n",
      /skipPhases is a field that no rule reads/,
    ],
    [
      "a worker that becomes a control plane",
      "worker-1",
      "kubeadm.yaml",
      "discovery:\n",
      "controlPlane: {localAPIEndpoint: {advertiseAddress: 10.40.0.21}}\ndiscovery:\n",
      /^joins-without-secrets: the machine lacks the admission-configuration/,
    ],
    [
      "a kubelet of its own beside joining",
      "worker-1",
      "kubeadm.yaml",
      "apiVersion: kubeadm",
      "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\n---\napiVersion: kubeadm",
      /takes everything else from the cluster/,
    ],
    [
      "a worker that takes the keys",
      "worker-1",
      "portcullis-join",
      "portcullis/discovery.conf",
      "portcullis/discovery.conf pki/ca.key",
      /a program that nobody has judged/,
    ],
    [
      "files that are taken as they come",
      "cp-2",
      "portcullis-join",
      " portcullis/discovery.conf",
      "",
      /a program that nobody has judged/,
    ],
    [
      "another folder to unpack into",
      "cp-2",
      "portcullis-join",
      "-C /etc/kubernetes",
      "-C /",
      /a program that nobody has judged/,
    ],
    [
      "a credential of a year",
      "cp-1",
      "portcullis-hand-over",
      "--validity-period 15m",
      "--validity-period 8760h",
      /a program that nobody has judged/,
    ],
    [
      "a master key as credential",
      "cp-1",
      "portcullis-hand-over",
      "--org system:nodes",
      "--org system:masters",
      /a program that nobody has judged/,
    ],
    [
      "a credential that asks for a machine of any name",
      "cp-1",
      "portcullis-hand-over",
      "--org system:nodes",
      "--org system:bootstrappers:kubeadm:default-node-token",
      /a program that nobody has judged/,
    ],
    [
      "a control plane's name for a worker",
      "cp-1",
      "portcullis-hand-over",
      'if [ "$controls" != false ]; then echo "$name is a control plane" >&2; exit 1; fi\n',
      "",
      /a program that nobody has judged/,
    ],
    [
      "secrets shown on a terminal",
      "cp-1",
      "portcullis-hand-over",
      "if [ -t 1 ]; then echo",
      "if [ -t 9 ]; then echo",
      /a program that nobody has judged/,
    ],
    [
      "secrets left behind",
      "cp-1",
      "portcullis-hand-over",
      `trap 'rm -rf "$work"' EXIT`,
      "trap - EXIT",
      /a program that nobody has judged/,
    ],
    [
      "another unit that removes keys",
      "cp-2",
      "first-start.service",
      "rm -f /etc/kubernetes/portcullis/discovery.conf",
      "rm -f /etc/kubernetes/pki/ca.key",
      /it removes something else/,
    ],
    [
      "joining by arguments",
      "worker-1",
      "first-start.service",
      "join --config /etc/kubernetes/portcullis/kubeadm.yaml",
      "join --discovery-token-unsafe-skip-ca-verification",
      /kubeadm does something else/,
    ],
    [
      "joining with the first machine's verb",
      "worker-1",
      "first-start.service",
      "kubeadm join",
      "kubeadm init",
      /kubeadm does something else/,
    ],
    [
      "VRRP for everybody in the segment",
      "cp-2",
      "host-firewall.nft",
      "ip saddr 10.40.0.11/32 meta",
      "ip saddr 10.40.0.0/24 meta",
      /^cluster-ports-stay-inside: VRRP/,
    ],
    [
      "etcd for everybody in the segment",
      "cp-2",
      "host-firewall.nft",
      "ip saddr 10.40.0.11/32 tcp dport 2379",
      "ip saddr 10.40.0.0/24 tcp dport 2379",
      /^cluster-ports-stay-inside: port 2379/,
    ],
    [
      "an overlay for a partner",
      "worker-1",
      "host-firewall.nft",
      "ip saddr 10.40.0.0/24 udp dport 8472",
      "ip saddr 9.9.9.0/24 udp dport 8472",
      /^cluster-ports-stay-inside: port 8472/,
    ],
    [
      "a worker whose firewall accepts the rest",
      "worker-1",
      "host-firewall.nft",
      "policy drop",
      "policy accept",
      /^closed-inbound: what no rule names is not dropped/,
    ],
    [
      "a program that keepalived runs",
      "cp-2",
      "keepalived.conf",
      "    state BACKUP",
      '    notify "/bin/sh -c true"\n    state BACKUP',
      /line 18, .* is not read/,
    ],
    [
      "another check",
      "cp-2",
      "keepalived.conf",
      "/usr/bin/curl --disable",
      "/usr/bin/curl --insecure --disable",
      /^virtual-address-between-machines: the check/,
    ],
    [
      "a multicast group",
      "cp-2",
      "keepalived.conf",
      "        10.40.0.11\n        10.40.0.13\n",
      "",
      /^virtual-address-between-machines: without peers/,
    ],
    [
      "a virtual server of keepalived's",
      "cp-2",
      "keepalived.conf",
      "vrrp_script",
      "virtual_server 10.40.0.10 6443 {\n}\nvrrp_script",
      /is not read/,
    ],
    [
      "an included file",
      "cp-2",
      "keepalived.conf",
      "global_defs",
      "include /etc/other.conf\nglobal_defs",
      /line 1, .* is not read/,
    ],
    [
      "a block that does not end",
      "cp-2",
      "keepalived.conf",
      "    track_script {\n        api_server\n    }\n}\n",
      "",
      /a closing brace is missing/,
    ],
  ])("refuses %s", (_, machine, file, from, to, message) => {
    expect(findings(changedFile(machine, file, from, to))).toContainEqual(expect.stringMatching(message));
  });

  test("refuses a discovery file that is delivered with the user data", () => {
    const text = changed("worker-1", ({ write_files }) =>
      write_files.push({
        path: "/etc/kubernetes/portcullis/discovery.conf",
        permissions: "0600",
        content: "apiVersion: v1\nkind: Config\n",
      }),
    );
    expect(findings(text)).toContainEqual(expect.stringMatching(/^joins-without-secrets: the file .* was delivered/));
  });

  test("refuses a worker without a firewall", () => {
    const text = changed("worker-1", (config) => {
      config.write_files = config.write_files.filter(({ path }) => !path.endsWith(".nft"));
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/^closed-inbound: what no rule names is not dropped/));
  });

  test("refuses to start keepalived with a configuration that was not judged", () => {
    const text = changed("cp-2", (config) => {
      config.write_files = config.write_files.filter(({ path }) => !path.endsWith("/keepalived.conf"));
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/the unit keepalived.service was not judged/));
  });

  testWhereProving(
    "refuses each machine without any one of its files, but for those that only order, tune or wait to be called",
    () => {
      const missed = ["cp-1", "cp-2", "worker-1"].flatMap((machine) => {
        const paths: string[] = [];
        changed(machine, (config) => {
          paths.push(...config.write_files.map(({ path }) => path));
          config.runcmd.push([]);
        });
        return paths
          .filter((gone) => {
            const text = changed(machine, (config) => {
              config.write_files = config.write_files.filter(({ path }) => path !== gone);
            });
            return findings(text).length === 0;
          })
          .map((path) => `${machine} ${path}`);
      });
      expect(missed.filter((path) => !/modules-load|sysctl\.d|service\.d/.test(path))).toEqual([
        // Without them nobody joins or is let in, and nothing is opened.
        "cp-1 /usr/local/sbin/portcullis-break-glass",
        "cp-1 /usr/local/sbin/portcullis-close-break-glass",
        "cp-1 /usr/local/sbin/portcullis-hand-over",
        "cp-2 /usr/local/sbin/portcullis-break-glass",
        "cp-2 /usr/local/sbin/portcullis-close-break-glass",
        "worker-1 /etc/systemd/system/portcullis-first-start.service",
        "worker-1 /usr/local/sbin/portcullis-join-again",
      ]);
    },
  );
});
