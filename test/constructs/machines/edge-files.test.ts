import { parse } from "yaml";
import { type EdgeClusterInput, type EdgeClusterSpec, otlp } from "../../../lib";
import { edgeFiles } from "../../../lib/constructs/machines/edge/edge-files";
import { edgeUserData } from "../../../lib/constructs/machines/edge/edge-user-data";
import { k3sConfiguration } from "../../../lib/formats/k3s";
import { judge } from "../../../lib/guardrails/judge";
import { auditDiskBudget } from "../../../lib/pillars/audit/audit-disk-budget";
import { edgeInbound } from "../../../lib/pillars/network/edge-inbound";
import { MACHINE_PATHS } from "../../../lib/plan/machine-paths";
import {
  KUBERNETES_VERSIONS,
  type KubernetesVersion,
  readsPoliciesFromDisk,
} from "../../../lib/spec/kubernetes-version";
import { expectGolden } from "../../golden";
import { storeCluster, storeInput, storeWithProfile } from "../../store-cluster";

const contentOf = (spec: EdgeClusterSpec, path: string) => {
  const found = edgeFiles(spec).find((file) => file.path.endsWith(path));
  if (found === undefined) throw new Error(`no file ends with ${path}`);
  return found.content;
};
const k3sOf = (spec: EdgeClusterSpec) =>
  parse(contentOf(spec, "/k3s/config.yaml"), { version: "1.1" }) as Readonly<Record<string, unknown>>;
const flagsOf = (spec: EdgeClusterSpec, component: string) => k3sOf(spec)[`${component}-arg`] as readonly string[];

describe("the files of an edge cluster's machine", () => {
  const spec = storeCluster();

  test.each([
    ["/api-server/authentication.yaml", "authentication.yaml"],
    ["/host-firewall.nft", "host-firewall.nft"],
    ["/k3s/config.yaml", "k3s-config.yaml"],
    ["/k3s/registries.yaml", "registries.yaml"],
    ["/90-portcullis.conf", "kubelet-drop-in.conf", "/kubelet.conf.d/"],
    ["/20-portcullis.conf", "k3s-drop-in.conf"],
    ["/modules-load.d/portcullis.conf", "kernel-modules.conf"],
  ])("%s is as the golden says", (path, golden, folder = "") => {
    const found = edgeFiles(spec).filter((file) => file.path.endsWith(path) && file.path.includes(folder));
    expect(found).toHaveLength(1);
    expectGolden(`edge/${golden}`, found[0]?.content ?? "");
  });

  test("the whole of the user data is as the outline says", () => {
    const { write_files, runcmd } = parse(edgeUserData(spec), { version: "1.1" }) as {
      write_files: readonly { path: string; owner: string; permissions: string }[];
      runcmd: readonly (readonly string[])[];
    };
    const files = write_files.map(({ permissions, owner, path }) => `${permissions} ${owner} ${path}`);
    expectGolden(
      "edge/user-data-outline.txt",
      `${[...files, "", ...runcmd.map((command) => command.join(" "))].join("\n")}\n`,
    );
  });

  test("every file belongs to root, and only what holds nothing of the cluster is readable by others", () => {
    for (const { path, mode, owner } of edgeFiles(spec)) {
      expect(owner).toBe("root:root");
      const open = /^\/etc\/(systemd|sysctl\.d|modules-load\.d)\//.test(path);
      const program = path.startsWith("/usr/local/sbin/");
      expect([path, mode]).toEqual([path, open ? "0644" : program ? "0700" : "0600"]);
    }
  });

  test("no file holds a key, a token or a password", () => {
    const text = edgeFiles(spec)
      .map(({ content }) => content)
      .join("\n");
    expect(text).not.toMatch(/PRIVATE KEY|BEGIN |^(agent-)?token|K10[0-9a-f]|password|datastore-endpoint/m);
  });

  test.each(KUBERNETES_VERSIONS)(
    "%s changes nothing but the version that Pod Security is pinned to, and the policies on disk",
    (version) => {
      const filesOf = (kubernetesVersion: KubernetesVersion) =>
        new Map(edgeFiles(storeCluster({ kubernetesVersion })).map(({ path, content }) => [path, content]));
      const [before, after] = [filesOf("1.35"), filesOf(version)];
      const differing = [...new Set([...before.keys(), ...after.keys()])].filter(
        (path) => before.get(path)?.replaceAll("v1.35", `v${version}`) !== after.get(path),
      );
      const onDisk = [MACHINE_PATHS.admission, MACHINE_PATHS.policies];
      expect(differing).toEqual(readsPoliciesFromDisk(version) ? onDisk : []);
    },
  );
});

test("a machine that forwards reads audit records, pods and its journal, and forwards before k3s starts", () => {
  const spec = storeCluster({ logs: { forwardTo: otlp({ endpoint: "https://logs.example.com:4318" }) } });
  const text = edgeFiles(spec).find(({ path }) => path.endsWith("/forwarder.yaml"))?.content ?? "";
  const { receivers } = parse(text) as { receivers: object };
  expect(Object.keys(receivers)).toEqual(["filelog/audit", "filelog/containers", "journald/journal"]);
  const { runcmd } = parse(edgeUserData(spec), { version: "1.1" }) as { runcmd: readonly (readonly string[])[] };
  expect(runcmd.slice(-3).map((command) => command.at(-1))).toEqual([
    "portcullis-forwarder.service",
    "portcullis-approve-certificates.timer",
    "k3s.service",
  ]);
});

describe("k3s's configuration", () => {
  const spec = storeCluster();

  test("never leaves anonymous requests to the flag that k3s drops beside an authentication file", () => {
    expect(flagsOf(spec, "kube-apiserver").some((flag) => flag.startsWith("anonymous-auth"))).toBe(false);
    const authentication = parse(contentOf(spec, "/authentication.yaml")) as { anonymous: unknown };
    expect(authentication.anonymous).toEqual({ enabled: false });
  });

  test("says again what k3s sets by itself, where a value of ours replaces the whole flag", () => {
    const plugins = flagsOf(spec, "kube-apiserver").find((flag) => flag.startsWith("enable-admission-plugins="));
    expect(plugins).toContain("NodeRestriction");
    expect(flagsOf(spec, "kube-apiserver")).toContain("authorization-mode=Node,RBAC,ABAC");
  });

  test("every flag stands once, and replaces rather than adds", () => {
    for (const component of ["kube-apiserver", "kube-controller-manager", "kube-scheduler", "kube-proxy"]) {
      const names = flagsOf(spec, component).map((flag) => flag.slice(0, flag.indexOf("=")));
      expect(names.length).toBeGreaterThan(1);
      expect(new Set(names).size).toBe(names.length);
      expect(names.filter((name) => /[+-]$/.test(name))).toEqual([]);
    }
  });

  test("every file that a flag names is written", () => {
    const named = flagsOf(spec, "kube-apiserver").flatMap((flag) => /=(\/.*\.yaml)$/.exec(flag)?.[1] ?? []);
    expect(named).toHaveLength(3);
    const written = edgeFiles(spec).map(({ path }) => path);
    expect(named.filter((path) => !written.includes(path))).toEqual([]);
  });

  test("gives the kubelet no flags, which would win over its file", () => {
    expect(Object.keys(k3sOf(spec)).filter((key) => key.startsWith("kubelet"))).toEqual([]);
  });

  test("takes its ranges, names and registries from the description", () => {
    const other = storeWithProfile({
      apiServerName: "k3s.example.net",
      node: { name: "till", address: "172.16.4.5" },
      registryMirrors: ["https://b.example.net", "https://a.example.net"],
      podRange: "10.60.0.0/16",
      serviceRange: "10.61.0.0/16",
    });
    expect(k3sOf(other)).toMatchObject({
      "cluster-cidr": "10.60.0.0/16",
      "service-cidr": "10.61.0.0/16",
      "node-name": "till",
      "node-ip": "172.16.4.5",
      "tls-san": ["k3s.example.net"],
    });
    // In the order given: it is the order in which they are tried.
    expect(parse(contentOf(other, "/registries.yaml"))).toEqual({
      mirrors: { "*": { endpoint: ["https://b.example.net", "https://a.example.net"] } },
    });
    expect(contentOf(other, ".nft")).toContain("ip saddr 10.60.0.0/16 tcp dport 6443");
  });

  test("refuses a key, a flag or a program that k3s would not know what to do with", () => {
    const setting = { pillar: "network", fields: [], name: "disable", value: [], why: "x" } as const;
    const flag = {
      pillar: "network",
      fields: [],
      component: "kube-apiserver",
      name: "x",
      value: "1",
      why: "x",
    } as const;
    expect(() => k3sConfiguration({ settings: [setting, setting], flags: [] })).toThrow(/disable twice/);
    expect(() => k3sConfiguration({ settings: [], flags: [flag, flag] })).toThrow(/x twice/);
    expect(() => k3sConfiguration({ settings: [], flags: [{ ...flag, component: "etcd" }] })).toThrow(/no etcd/);
  });
});

describe("TLS 1.2, where a platform needs it", () => {
  const spec = storeWithProfile({ minimumTlsVersion: "1.2" });

  test("comes with the same strong suites for every program inside k3s", () => {
    const [suites, ...others] = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].map((component) => {
      expect(flagsOf(spec, component)).toContain("tls-min-version=VersionTLS12");
      return flagsOf(spec, component).find((flag) => flag.startsWith("tls-cipher-suites="));
    });
    expect(others).toEqual([suites, suites]);
    expect(suites?.split(",")).toHaveLength(6);
    expect(suites).not.toMatch(/_CBC_|_RC4_|3DES|TLS_RSA_/);
    const kubelet = parse(edgeFiles(spec).find(({ path }) => path.includes("/kubelet.conf.d/"))?.content ?? "");
    expect(kubelet).toMatchObject({
      tlsMinVersion: "VersionTLS12",
      tlsCipherSuites: suites?.replace("tls-cipher-suites=", "").split(","),
    });
  });

  test("is judged closed as written", () => {
    expect(judge([{ kind: "machine", name: "machine", content: edgeUserData(spec) }]).findings).toEqual([]);
  });

  test("is not there unless it was asked for", () => {
    expect(flagsOf(storeCluster(), "kube-apiserver").filter((flag) => flag.startsWith("tls-"))).toEqual([
      "tls-min-version=VersionTLS13",
    ]);
  });
});

describe("the disk budget of the audit records", () => {
  test.each([
    [1200, 10],
    [2048, 18],
    [4096, 38],
    [1_048_576, 10_483],
  ])("%d MiB keeps %d rotated files", (auditDiskMiB, files) => {
    expect(auditDiskBudget({ auditDiskMiB })).toEqual({ compress: false, files });
    expect(flagsOf(storeWithProfile({ auditDiskMiB }), "kube-apiserver")).toEqual(
      expect.arrayContaining([`audit-log-maxbackup=${files}`, "audit-log-maxsize=100", "audit-log-compress=false"]),
    );
  });

  test("is never exceeded: the files kept, the one written and the one just rotated fit into it", () => {
    for (let auditDiskMiB = 1200; auditDiskMiB <= 20_000; auditDiskMiB += 93) {
      const { files } = auditDiskBudget({ auditDiskMiB });
      expect((files + 2) * 100).toBeLessThanOrEqual(auditDiskMiB);
      expect(files).toBeGreaterThanOrEqual(10);
    }
  });

  test("leaves the declared days as the age at which a file goes in any case", () => {
    expect(flagsOf(storeCluster({ logs: { retentionDays: 500 } }), "kube-apiserver")).toContain("audit-log-maxage=500");
  });
});

describe("what the machine answers on", () => {
  const { profile } = storeCluster();
  const sourcesOf = (name: string) => edgeInbound(profile).find((rule) => rule.name === name)?.sources;

  test("the tunnel of the pods' network answers nobody, for there is no other machine", () => {
    expect(sourcesOf("flannel-wireguard")).toEqual([]);
  });

  test("the kubelet answers pods alone", () => {
    expect(sourcesOf("kubelet")).toMatchObject([{ kind: "cluster", members: "pods" }]);
  });

  test("SSH answers the declared ranges alone, and nobody when none is declared", () => {
    expect(sourcesOf("ssh")).toEqual([{ kind: "range", cidr: "10.9.0.0/28", why: "support tunnel" }]);
    expect(contentOf(storeWithProfile({ sshReachableFrom: [] }), ".nft")).toContain("# ssh (tcp dport 22): nobody");
  });

  test("with nobody declared, every line that accepts a new connection is for pods on a pod interface", () => {
    const closed = storeCluster({
      profile: { ...storeInput().profile, sshReachableFrom: [] },
      apiServer: { reachableFrom: [] },
    });
    const accepting = contentOf(closed, ".nft")
      .split("\n")
      .filter((line) => /dport \d+ accept/.test(line));
    expect(accepting).toHaveLength(2);
    for (const line of accepting) expect(line).toContain('iifname { "cni*", "flannel*" } ip saddr 10.42.0.0/16');
  });
});

describe("order and odd characters", () => {
  const turned = <T>(list: readonly T[] | undefined): readonly T[] => [...(list ?? [])].reverse();

  test("turning every list but that of the registries around changes no byte", () => {
    const input = storeInput();
    const profile: EdgeClusterInput["profile"] = {
      ...input.profile,
      sshReachableFrom: [
        { cidr: "10.9.0.0/28", why: "support tunnel" },
        { cidr: "10.9.1.0/28", why: "other tunnel" },
      ],
    };
    const reachableFrom = [...input.apiServer.reachableFrom, { cidr: "10.8.0.0/16", why: "corporate VPN" }];
    const straight = storeCluster({ profile, apiServer: { reachableFrom } });
    const reversed = storeCluster({
      profile: { ...profile, sshReachableFrom: turned(profile.sshReachableFrom) },
      apiServer: { reachableFrom: turned(reachableFrom) },
      authentication: { methods: turned(input.authentication.methods) },
      access: turned(input.access),
      tenants: turned(input.tenants),
    });
    expect(edgeUserData(reversed)).toBe(edgeUserData(straight));
  });

  test("a reason with braces, hashes and semicolons stays a comment of one line, through every layer", () => {
    const why = "$x #}; { accept; } : - [*] & = $(y)";
    const text = edgeUserData(storeCluster({ apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why }] } }));
    const { write_files } = parse(text, { version: "1.1" }) as {
      write_files: readonly { path: string; content: string }[];
    };
    const ruleset = write_files.find(({ path }) => path.endsWith(".nft"))?.content;
    expect(ruleset?.split("\n").filter((line) => line.includes(why))).toEqual([
      `\t\tip saddr 10.8.0.0/16 tcp dport 6443 accept comment "api-server: ${why}"`,
    ]);
  });
});
