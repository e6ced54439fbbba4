import { parse, stringify } from "yaml";
import { edgeUserData } from "../../../lib/constructs/machines/edge/edge-user-data";
import type { Fact } from "../../../lib/guardrails/facts/fact";
import { judge } from "../../../lib/guardrails/judge";
import { readMachineText } from "../../../lib/guardrails/readers/machine-text";
import { storeCluster } from "../../store-cluster";

const USER_DATA = edgeUserData(storeCluster());
const CONFIG = "/etc/rancher/k3s/config.yaml";
const REGISTRIES = "/etc/rancher/k3s/registries.yaml";
const KUBELET = "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/90-portcullis.conf";
const DROP_IN = "/etc/systemd/system/k3s.service.d/20-portcullis.conf";

type Tree = { [key: string]: unknown };
interface Written {
  write_files: { path: string; content: string; [field: string]: unknown }[];
  runcmd: unknown[];
}

function read(text: string): readonly Fact[] {
  return readMachineText(text, { document: "stack", path: "machine.user_data" }, true) ?? [];
}

function findings(text: string): readonly string[] {
  return judge([{ kind: "machine", name: "machine", content: text }]).findings.map(
    ({ rule, message, got }) => `${rule}: ${message} (${got})`,
  );
}

/** The store's user data with something changed. */
function changed(change: (written: Written) => void): string {
  const written = parse(USER_DATA.replace("#cloud-config\n", "")) as Written;
  const before = JSON.stringify(written);
  change(written);
  if (JSON.stringify(written) === before) throw new Error("the change changes nothing");
  return `#cloud-config\n${JSON.stringify(written)}`;
}

/** The store's user data with one file's YAML changed. */
function changedYaml(path: string, change: (content: Tree) => void): string {
  return changed(({ write_files }) => {
    const file = write_files.find((candidate) => candidate.path === path);
    if (file === undefined) throw new Error(`there is no ${path}`);
    const content = parse(file.content, { version: "1.1" }) as Tree;
    change(content);
    file.content = stringify(content, { version: "1.1" });
  });
}

function withFile(path: string, content: string): string {
  return changed(({ write_files }) => write_files.push({ path, content, permissions: "0600" }));
}

function without(path: string): string {
  return changed((written) => {
    written.write_files = written.write_files.filter((file) => file.path !== path);
  });
}

/** The store's user data with one flag of a program changed; undefined takes it away. */
function withFlag(component: string, name: string, value: string | undefined): string {
  return changedYaml(CONFIG, (config) => {
    const key = `${component}-arg`;
    const others = (config[key] as string[]).filter((flag) => !flag.startsWith(`${name}=`));
    config[key] = [...others, ...(value === undefined ? [] : [`${name}=${value}`])];
  });
}

describe("the user data of the store's machine", () => {
  test("is understood to the end, and no rule finds anything", () => {
    expect(findings(USER_DATA)).toEqual([]);
    expect(new Set(read(USER_DATA).map(({ kind }) => kind))).toEqual(
      new Set([
        ...["abac-grant", "admission-configuration", "audit-policy", "authentication-configuration", "break-glass"],
        "certificate-approval",
        "component-flags",
        ...["forwarding", "image-registries", "inbound", "k3s-server", "kubelet-configuration", "machine-start"],
      ]),
    );
  });

  test("says what k3s sets by itself, beside what is written", () => {
    const flags = read(withFlag("kube-apiserver", "authorization-mode", undefined)).find(
      (fact) => fact.kind === "component-flags" && fact.component === "kube-apiserver",
    );
    expect(flags).toMatchObject({
      flags: {
        "authorization-mode": ["Node,RBAC"],
        "encryption-provider-config": ["/var/lib/rancher/k3s/server/cred/encryption-config.json"],
        "enable-bootstrap-token-auth": ["false"],
      },
    });
    // The authentication file makes k3s drop it, so it says nothing any more.
    expect(flags?.kind === "component-flags" && flags.flags["anonymous-auth"]).toBeUndefined();
  });

  test("says what the kubelet gets: the drop-in over k3s's own", () => {
    expect(read(USER_DATA).find((fact) => fact.kind === "kubelet-configuration")).toMatchObject({
      startedBy: "k3s",
      fields: { eventRecordQPS: 50, protectKernelDefaults: true, authentication: { webhook: { enabled: true } } },
    });
    expect(read(without(KUBELET)).find((fact) => fact.kind === "kubelet-configuration")).toMatchObject({
      fields: { eventRecordQPS: 0, authentication: { anonymous: { enabled: false } } },
    });
  });
});

describe("the file that says who is believed", () => {
  const AUTHENTICATION = "/etc/kubernetes/portcullis/api-server/authentication.yaml";

  test("refuses it without a word on anonymous requests, which k3s then no longer forbids", () => {
    const text = changedYaml(AUTHENTICATION, (content) => {
      delete content.anonymous;
    });
    expect(findings(text)).toEqual([expect.stringMatching(/^anonymous-only-for-health: without the block/)]);
  });

  test("refuses k3s without it", () => {
    expect(findings(withFlag("kube-apiserver", "authentication-config", undefined))).toEqual([
      expect.stringMatching(/^api-server-flags: authentication-config is missing/),
    ]);
  });
});

describe("what stands beside the configuration that was judged", () => {
  test.each([
    ["/etc/rancher/k3s/config.yaml.d/90-open.yaml", "write-kubeconfig-mode: '0644'\n"],
    ["/etc/rancher/k3s/other.yaml", "a: b\n"],
    ["/etc/rancher/node/password", "secret\n"],
    ["/var/lib/rancher/k3s/server/manifests/chart.yaml", "apiVersion: helm.cattle.io/v1\nkind: HelmChart\n"],
    ["/var/lib/rancher/k3s/agent/etc/containerd/config-v3.toml.tmpl", "version = 3\n"],
    ["/var/lib/rancher/k3s/server/token", "secret\n"],
    ["/etc/systemd/system/k3s.service.env", "K3S_TOKEN=secret\n"],
    ["/etc/systemd/system/k3s.service", "[Service]\nExecStart=/usr/local/bin/k3s server --disable-network-policy\n"],
    ["/etc/systemd/system/k3s.service.d/30-flags.conf", "[Service]\nExecStart=/usr/local/bin/k3s server\n"],
    ["/etc/default/k3s", "K3S_TOKEN=secret\n"],
    ["/usr/local/bin/k3s", "#!/bin/sh\n"],
  ])("refuses %s, which nobody reads", (path, content) => {
    expect(findings(withFile(path, content))).toContainEqual(expect.stringMatching(/^known-shapes: /));
  });

  test("refuses a second drop-in over the kubelet's configuration, and one that k3s's own file wins over", () => {
    const second = withFile(KUBELET.replace("90-portcullis", "95-open"), "apiVersion: x\n");
    expect(findings(second)).toContainEqual(expect.stringMatching(/second drop-in/));
    const early = changed(({ write_files }) => {
      for (const file of write_files) if (file.path === KUBELET) file.path = KUBELET.replace("90-", "00-");
    });
    expect(findings(early)).toContainEqual(expect.stringMatching(/k3s's own file may win/));
  });

  test("refuses registries and drop-ins of a k3s that is configured nowhere", () => {
    const files = findings(without(CONFIG)).filter((finding) => /no configuration of k3s/.test(finding));
    expect(files).toHaveLength(2);
  });

  test("refuses a unit that k3s requires and that loads no ruleset", () => {
    const text = changed(({ write_files }) => {
      for (const file of write_files)
        if (file.path === DROP_IN) file.content = file.content.replaceAll("portcullis-firewall", "k3s-other");
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/^k3s-closed-network: k3s also starts/));
  });

  test("refuses a machine without a firewall", () => {
    expect(findings(without("/etc/portcullis/host-firewall.nft"))).toContainEqual(
      expect.stringMatching(/^closed-inbound: what no rule names is not dropped/),
    );
  });
});

describe("keys of k3s", () => {
  test.each<[string, unknown]>([
    ["bind-address", "0.0.0.0"],
    ["cluster-init", true],
    ["config", "/etc/other.yaml"],
    ["data-dir", "/home/somebody"],
    ["disable+", ["coredns"]],
    ["disable-agent", true],
    ["docker", true],
    ["egress-selector-mode", "disabled"],
    ["etcd-expose-metrics", true],
    ["kube-apiserver-arg+", ["anonymous-auth=true"]],
    ["kube-cloud-controller-manager-arg", ["bind-address=0.0.0.0"]],
    ["kubelet-arg", ["anonymous-auth=true"]],
    ["rootless", true],
    ["server", "https://elsewhere.example.com:6443"],
    ["supervisor-metrics", true],
    ["vpn-auth", "name=tailscale,joinKey=secret"],
    ["Token", "secret"],
  ])("refuses %s, which no rule reads", (key, value) => {
    const text = changedYaml(CONFIG, (config) => {
      config[key] = value;
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/^known-shapes: .*is a field that no rule reads/));
  });

  test.each<[string, unknown]>([
    ["secrets-encryption", "true"],
    ["secrets-encryption-provider", "identity"],
    ["disable", "servicelb,traefik"],
    ["disable-network-policy", "true"],
    ["tls-san-security", "false"],
    ["embedded-registry", "true"],
    ["protect-kernel-defaults", 1],
    ["flannel-backend", ["wireguard-native"]],
    ["write-kubeconfig-mode", 420],
    ["kube-apiserver-arg", "anonymous-auth=true"],
    ["kube-apiserver-arg", [{ name: "anonymous-auth", value: "true" }]],
    ["kube-proxy-arg", ["metrics-bind-address=0.0.0.0:10249"]],
    ["kube-proxy-arg", ["nodeport-addresses=0.0.0.0/0"]],
    ["kube-proxy-arg", ["proxy-mode=ipvs"]],
  ])("refuses %s = %j", (key, value) => {
    const text = changedYaml(CONFIG, (config) => {
      config[key] = value;
    });
    expect(findings(text).length).toBeGreaterThan(0);
  });

  test.each([
    "profiling",
    "--profiling=false",
    "profiling =false",
    "enable-admission-plugins+=AlwaysAdmit",
    "profiling-=true",
  ])("refuses the flag %j, which is not name=value", (flag) => {
    const text = changedYaml(CONFIG, (config) => {
      config["kube-apiserver-arg"] = [...(config["kube-apiserver-arg"] as string[]), flag];
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/not name=value/));
  });

  test("refuses a mode without quotes, which YAML 1.1 and 1.2 read differently", () => {
    const text = changed(({ write_files }) => {
      for (const file of write_files) if (file.path === CONFIG) file.content = file.content.replace('"0600"', "0600");
    });
    expect(findings(text)).toContainEqual(expect.stringMatching(/YAML 1.1 and YAML 1.2/));
  });

  test("refuses a configuration that is a list, empty, or two documents", () => {
    for (const content of ["- a\n", "", "a: b\n---\nc: d\n"]) {
      const text = changed(({ write_files }) => {
        for (const file of write_files) if (file.path === CONFIG) file.content = content;
      });
      expect(findings(text)).toContainEqual(expect.stringMatching(/^known-shapes: it is not one YAML object/));
    }
  });
});

describe("each value that is taken away", () => {
  /** What k3s does in the same way by itself, or what only says who the machine is. */
  const HARMLESS: Readonly<Record<string, string>> = {
    "cluster-cidr": "k3s's own default; the firewall then knows pods by another range, and lets none of them in",
    "kube-proxy-arg": "k3s's own default: the loopback",
    "node-ip": "k3s takes the address of the default route",
    "node-name": "k3s takes the host name",
    "protect-kernel-defaults": "the drop-in over the kubelet's configuration says it too",
    "secrets-encryption-provider": "k3s's own default, aescbc, encrypts too",
    "service-cidr": "k3s's own default",
    "tls-san": "clients then do not believe the API server under its name",
    "tls-san-security": "k3s's own default: true",
  };
  const HARMLESS_FLAGS: Readonly<Record<string, string>> = {
    "kube-apiserver audit-log-compress": "the files kept are larger or smaller",
    "kube-apiserver audit-log-mode": "the API server's own default: blocking",
    "kube-apiserver authorization-mode": "k3s's own default: Node,RBAC",
    "kube-apiserver profiling": "k3s's own default: false",
    "kube-apiserver service-account-issuer": "k3s's own default",
    "kube-apiserver service-account-lookup": "the API server's own default: true",
    "kube-controller-manager bind-address": "k3s's own default: the loopback",
    "kube-controller-manager profiling": "k3s's own default: false",
    "kube-controller-manager use-service-account-credentials": "k3s's own default: true",
    "kube-scheduler bind-address": "k3s's own default: the loopback",
    "kube-scheduler profiling": "k3s's own default: false",
  };
  const config = parse((parse(USER_DATA) as Written).write_files.find(({ path }) => path === CONFIG)?.content ?? "", {
    version: "1.1",
  }) as Tree;

  test("is refused, or k3s does the same by itself", () => {
    const survivors = Object.keys(config).filter(
      (key) => findings(changedYaml(CONFIG, (content) => void delete content[key])).length === 0,
    );
    expect(survivors.sort()).toEqual(Object.keys(HARMLESS).sort());
  });

  test("is refused among the flags too, or the program does the same by itself", () => {
    const survivors = ["kube-apiserver", "kube-controller-manager", "kube-scheduler"].flatMap((component) =>
      (config[`${component}-arg`] as string[])
        .map((flag) => flag.slice(0, flag.indexOf("=")))
        .filter((name) => findings(withFlag(component, name, undefined)).length === 0)
        .map((name) => `${component} ${name}`),
    );
    expect(survivors.sort()).toEqual(Object.keys(HARMLESS_FLAGS).sort());
  });

  test.each([
    ["kube-apiserver", "AlwaysAllow"],
    ["kube-controller-manager", "0.0.0.0"],
    ["kube-scheduler", "0.0.0.0"],
  ])("is refused in %s when it becomes %s", (component, value) => {
    const survivors = (config[`${component}-arg`] as string[])
      .map((flag) => flag.slice(0, flag.indexOf("=")))
      .filter((name) => findings(withFlag(component, name, value)).length === 0);
    expect(survivors).toEqual([]);
  });
});

describe("registries", () => {
  test.each<[string, (content: Tree) => void]>([
    [
      "a rewrite of names",
      (content) => ((content.mirrors as Tree)["*"] = { endpoint: ["https://r.example.com"], rewrite: { "^": "x/" } }),
    ],
    ["a list in place of an object", (content) => (content.mirrors = [])],
    ["a key that no rule reads", (content) => (content.proxies = {})],
    [
      "a text that looks like true",
      (content) => (content.configs = { "registry.store-lyon.example.com": { tls: { insecure_skip_verify: "true" } } }),
    ],
  ])("refuses %s", (_, change) => {
    expect(findings(changedYaml(REGISTRIES, change)).length).toBeGreaterThan(0);
  });
});

describe("a configuration of k3s on its own", () => {
  const alone = (parse(USER_DATA) as Written).write_files.find(({ path }) => path === CONFIG)?.content ?? "";

  test("is recognized, and judged without the files that nobody has shown", () => {
    const rules = new Set(findings(alone).map((finding) => finding.split(":")[0]));
    expect([...rules].sort()).toEqual([
      "api-server-flags",
      "images-from-mirrors-only",
      "k3s-closed-network",
      "kubelet-hardened",
    ]);
  });

  test("is recognized by any of its own keys", () => {
    expect(findings("flannel-backend: vxlan\n").length).toBeGreaterThan(5);
    expect(readMachineText("name: something else\n", { document: "x", path: "x" }, true)).toBeUndefined();
  });
});
