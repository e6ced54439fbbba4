import { parse, parseAllDocuments } from "yaml";
import { type DataCenterClusterInput, type DataCenterClusterSpec, otlp } from "../../../lib";
import { controlPlaneFiles } from "../../../lib/constructs/machines/control-plane/control-plane-files";
import { controlPlaneUserData } from "../../../lib/constructs/machines/control-plane/control-plane-user-data";
import { KUBERNETES_RELEASES } from "../../../lib/constructs/machines/control-plane/kubernetes-releases";
import { KUBERNETES_VERSIONS } from "../../../lib/spec/kubernetes-version";
import { expectGolden } from "../../golden";
import { plantCluster, plantInput } from "../../plant-cluster";

const node = { name: "cp-1", address: "10.40.0.11" };
const filesOf = (spec: DataCenterClusterSpec) => controlPlaneFiles(spec, node);
const contentOf = (spec: DataCenterClusterSpec, path: string) => {
  const found = filesOf(spec).find((file) => file.path.endsWith(path));
  if (found === undefined) throw new Error(`no file ends with ${path}`);
  return found.content;
};

interface Kubeadm {
  readonly kind: string;
  readonly kubernetesVersion?: string;
  readonly apiServer?: {
    readonly extraArgs: readonly Flag[];
    readonly extraVolumes: readonly { readonly hostPath: string }[];
  };
  readonly controllerManager?: { readonly extraArgs: readonly Flag[] };
  readonly scheduler?: { readonly extraArgs: readonly Flag[] };
  readonly etcd?: { readonly local: { readonly extraArgs: readonly Flag[] } };
  readonly [field: string]: unknown;
}
interface Flag {
  readonly name: string;
  readonly value: string;
}
const kubeadmOf = (spec: DataCenterClusterSpec, kind: string): Kubeadm => {
  const documents = parseAllDocuments(contentOf(spec, "/kubeadm.yaml"), { version: "1.1" }).map(
    (document) => document.toJS() as Kubeadm,
  );
  return documents.find((document) => document.kind === kind) ?? { kind: "" };
};

const forwarding = plantCluster({
  logs: {
    forwardTo: otlp({ endpoint: "https://logs.example.com:4318" }),
    audit: { webhook: { url: "https://audit.example.com/events" } },
  },
});

describe("the files of a control-plane machine", () => {
  const spec = plantCluster();

  test.each([
    ["/api-server/admission.yaml", "admission.yaml"],
    ["/api-server/audit-policy.yaml", "audit-policy.yaml"],
    ["/api-server/authentication.yaml", "authentication.yaml"],
    ["/encryption.template.yaml", "encryption.template.yaml"],
    ["/host-firewall.nft", "host-firewall.nft"],
    ["/portcullis-firewall.service", "portcullis-firewall.service"],
    ["/portcullis-first-start.service", "portcullis-first-start.service"],
    ["/20-portcullis.conf", "kubelet-drop-in.conf"],
    ["/90-portcullis.conf", "kernel-parameters.conf"],
    ["/modules-load.d/portcullis.conf", "kernel-modules.conf"],
    ["/portcullis-make-encryption-key", "make-encryption-key.sh"],
    ["/containerd/config.toml", "containerd.toml"],
    ["/sbin/portcullis-renew-certificates", "renew-certificates.sh"],
    ["/portcullis-renew-certificates.service", "portcullis-renew-certificates.service"],
    ["/portcullis-renew-certificates.timer", "portcullis-renew-certificates.timer"],
  ])("%s is as the golden says", (path, golden) => {
    expectGolden(`data-center/${golden}`, contentOf(spec, path));
  });

  test.each(KUBERNETES_VERSIONS)("kubeadm's file for %s is as the golden says", (kubernetesVersion) => {
    expectGolden(
      `data-center/kubeadm-${kubernetesVersion}.yaml`,
      contentOf(plantCluster({ kubernetesVersion }), "/kubeadm.yaml"),
    );
  });

  test("the user data's outline is as the golden says", () => {
    const { write_files, runcmd } = parse(controlPlaneUserData(spec, node), { version: "1.1" }) as {
      write_files: readonly Record<string, string>[];
      runcmd: readonly (readonly string[])[];
    };
    const files = write_files.map(({ permissions, owner, path }) => `${permissions} ${owner} ${path}`);
    expectGolden(
      "data-center/user-data-outline.txt",
      `${[...files, "", ...runcmd.map((command) => command.join(" "))].join("\n")}\n`,
    );
  });

  test.each([
    ["/forwarder/forwarder.yaml", "forwarder.yaml"],
    ["/portcullis-forwarder.service", "portcullis-forwarder.service"],
    ["/api-server/audit-webhook.yaml", "audit-webhook.yaml"],
  ])("with forwarding and a second backend, %s is as the golden says", (path, golden) => {
    expectGolden(`data-center/${golden}`, contentOf(forwarding, path));
  });

  test("with forwarding, the forwarder runs before the cluster does, and nothing else is started differently", () => {
    const commandsOf = (spec: DataCenterClusterSpec) =>
      (
        parse(controlPlaneUserData(spec, node), { version: "1.1" }) as { runcmd: readonly (readonly string[])[] }
      ).runcmd.map((one) => one.join(" "));
    const commands = commandsOf(forwarding);
    const start = "systemctl enable --now portcullis-forwarder.service";
    expect(commands.filter((one) => one !== start)).toEqual(commandsOf(spec));
    expect(commands.indexOf(start)).toBeLessThan(commands.findIndex((one) => one.includes("first-start")));
  });

  test("a second backend gets its flags, and its certificates are brought by the team", () => {
    const flags = kubeadmOf(forwarding, "ClusterConfiguration").apiServer?.extraArgs.filter(({ name }) =>
      name.startsWith("audit-webhook"),
    );
    expect(flags).toEqual([
      { name: "audit-webhook-batch-buffer-size", value: "10000" },
      { name: "audit-webhook-batch-max-size", value: "400" },
      { name: "audit-webhook-batch-max-wait", value: "5s" },
      { name: "audit-webhook-config-file", value: "/etc/kubernetes/portcullis/api-server/audit-webhook.yaml" },
      { name: "audit-webhook-mode", value: "batch" },
    ]);
    expect(filesOf(forwarding).some(({ path }) => /\.(crt|key)$/.test(path))).toBe(false);
  });

  test("every file belongs to root, nobody else writes it, and only what holds nothing of the cluster is readable", () => {
    for (const { path, mode, owner } of filesOf(spec)) {
      expect(owner).toBe("root:root");
      expect(["0600", "0644", "0700"]).toContain(mode);
      if (path.startsWith("/etc/kubernetes") || path.endsWith(".nft")) expect(mode).toBe("0600");
    }
  });

  test("every file says which pillar it belongs to, and no path is written twice", () => {
    const files = filesOf(spec);
    expect(files.every(({ pillar }) => pillar.length > 0)).toBe(true);
    expect(new Set(files.map(({ path }) => path)).size).toBe(files.length);
  });

  test("no file holds a key, a token or a password", () => {
    const text = filesOf(spec)
      .map(({ content }) => content)
      .join("\n");
    expect(text).not.toMatch(/PRIVATE KEY|BEGIN |[a-z0-9]{6}\.[a-z0-9]{16}\b|password/);
    expect(text).not.toMatch(/secret: [A-Za-z0-9+/]{43}=/);
  });
});

describe("kubeadm's file", () => {
  const spec = plantCluster();
  const cluster = kubeadmOf(spec, "ClusterConfiguration");
  const valuesOf = (flags: readonly Flag[] | undefined, name: string) =>
    flags?.filter((flag) => flag.name === name).map(({ value }) => value);

  test("names a release with its patch, so that kubeadm asks nobody", () => {
    for (const kubernetesVersion of KUBERNETES_VERSIONS) {
      const { kubernetesVersion: release } = kubeadmOf(plantCluster({ kubernetesVersion }), "ClusterConfiguration");
      expect(release).toBe(KUBERNETES_RELEASES[kubernetesVersion]);
      expect(release).toMatch(new RegExp(`^v${kubernetesVersion.replace(".", "\\.")}\\.\\d+$`));
    }
  });

  test("every flag stands once, with a string as its value", () => {
    for (const flags of [
      cluster.apiServer?.extraArgs,
      cluster.controllerManager?.extraArgs,
      cluster.scheduler?.extraArgs,
      cluster.etcd?.local.extraArgs,
    ]) {
      expect(flags?.length).toBeGreaterThan(0);
      expect(new Set(flags?.map(({ name }) => name)).size).toBe(flags?.length);
      expect(flags?.every(({ value }) => typeof value === "string")).toBe(true);
    }
  });

  test.each([["anonymous-auth"], ["token-auth-file"], ["oidc-issuer-url"], ["insecure-port"]])(
    "never gives the API server the flag %s",
    (name) => {
      expect(valuesOf(cluster.apiServer?.extraArgs, name)).toEqual([]);
    },
  );

  test("every file that a flag names lies in a folder that the API server's pod mounts", () => {
    const mounted = cluster.apiServer?.extraVolumes.map(({ hostPath }) => `${hostPath}/`) ?? [];
    // kubeadm mounts its own certificates.
    const paths =
      cluster.apiServer?.extraArgs
        .map(({ value }) => value)
        .filter((value) => value.startsWith("/") && !value.startsWith("/etc/kubernetes/pki/")) ?? [];
    expect(paths).toHaveLength(5);
    expect(paths.filter((path) => !mounted.some((folder) => path.startsWith(folder)))).toEqual([]);
  });

  test("every file that a flag names is written, or made by the script", () => {
    const written = filesOf(spec).map(({ path }) => path);
    const named =
      cluster.apiServer?.extraArgs.filter(({ value }) => value.endsWith(".yaml")).map(({ value }) => value) ?? [];
    expect(named.filter((path) => !written.includes(path))).toEqual([
      "/etc/kubernetes/portcullis/api-server/encryption.yaml",
    ]);
    expect(contentOf(spec, "/portcullis-make-encryption-key")).toContain(
      "target=/etc/kubernetes/portcullis/api-server/encryption.yaml",
    );
  });

  test("spells the TLS version as each program does", () => {
    expect(valuesOf(cluster.apiServer?.extraArgs, "tls-min-version")).toEqual(["VersionTLS13"]);
    expect(valuesOf(cluster.etcd?.local.extraArgs, "tls-min-version")).toEqual(["TLS1.3"]);
    expect(valuesOf(cluster.etcd?.local.extraArgs, "cipher-suites")).toEqual([]);
  });

  test("the kubelet takes nobody's word but the API server's", () => {
    expect(kubeadmOf(spec, "KubeletConfiguration")).toMatchObject({
      authentication: { anonymous: { enabled: false }, webhook: { enabled: true } },
      authorization: { mode: "Webhook" },
      readOnlyPort: 0,
      protectKernelDefaults: true,
    });
  });

  test("the kubelet proves to the API server which machine it is, by the cluster's authority", () => {
    expect(kubeadmOf(spec, "KubeletConfiguration").serverTLSBootstrap).toBe(true);
    expect(valuesOf(cluster.apiServer?.extraArgs, "kubelet-certificate-authority")).toEqual([
      "/etc/kubernetes/pki/ca.crt",
    ]);
  });
});

describe("order and odd characters", () => {
  const turned = <T>(list: readonly T[] | undefined): readonly T[] => [...(list ?? [])].reverse();

  test("turning every list of the description around changes no byte", () => {
    const input = plantInput();
    const profile: DataCenterClusterInput["profile"] = {
      ...input.profile,
      nodeRanges: ["10.40.0.0/24", "10.42.0.0/24"],
      sshReachableFrom: [
        { cidr: "10.41.9.0/28", why: "bastion" },
        { cidr: "10.41.8.0/28", why: "other bastion" },
      ],
    };
    const straight = plantCluster({ profile });
    const reversed = plantCluster({
      profile: {
        ...profile,
        nodeRanges: turned(profile.nodeRanges),
        sshReachableFrom: turned(profile.sshReachableFrom),
      },
      apiServer: { reachableFrom: turned(input.apiServer.reachableFrom) },
      authentication: { methods: turned(input.authentication.methods) },
      access: turned(input.access),
      tenants: turned(input.tenants),
    });
    expect(controlPlaneUserData(reversed, node)).toBe(controlPlaneUserData(straight, node));
  });

  test("a reason with braces, hashes and semicolons stays a comment of one line, through every layer", () => {
    const why = "$x #}; { accept; } : - [*] & = $(y)";
    const spec = plantCluster({ apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why }] } });
    const text = controlPlaneUserData(spec, node);
    const { write_files } = parse(text, { version: "1.1" }) as {
      write_files: readonly { path: string; content: string }[];
    };
    const ruleset = write_files.find(({ path }) => path.endsWith(".nft"))?.content;
    expect(ruleset?.split("\n").filter((line) => line.includes(why))).toEqual([
      `\t\tip saddr 10.8.0.0/16 tcp dport 6443 accept comment "api-server: ${why}"`,
    ]);
    expect(write_files).toHaveLength(25);
  });
});
