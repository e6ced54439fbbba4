import type { ComponentFlagsFact } from "../../facts/component-flags";
import type { Fact } from "../../facts/fact";
import type { K3sServerFact } from "../../facts/k3s-server";
import { Fields, isObject } from "../fields";
import { type MachineFile, notUnderstood } from "./machine-file";
import { effectiveFlags, K3S_ENCRYPTION, readKubeProxyArguments } from "./read-k3s-flags";
import { readK3sKubelet } from "./read-k3s-kubelet";
import { readK3sRegistries } from "./read-k3s-registries";
import { oneOf } from "./read-kubeadm-cluster";
import { parseStrictYaml } from "./strict-yaml";

/** What stands beside k3s's configuration on its machine. */
export interface K3sSurroundings {
  /** `registries.yaml`, if it is delivered. */
  readonly registries: MachineFile | undefined;
  /** The drop-ins over its kubelet's configuration. */
  readonly kubelet: readonly MachineFile[];
  /** What lies on the machine, by path, and what each file is read as. */
  readonly files: Readonly<Record<string, string>>;
  readonly behindFirewall: boolean;
}

const CREDENTIALS = ["agent-token", "datastore-endpoint", "etcd-s3-access-key", "etcd-s3-secret-key", "token"];
const WHO_AND_WHERE = ["cluster-cidr", "cluster-dns", "cluster-domain", "node-ip", "node-name", "service-cidr"];
const AUDIT_FOLDERS = /^\/var\/(log\/kubernetes|lib\/rancher\/k3s\/server\/logs)(\/[A-Za-z0-9_-][A-Za-z0-9._-]*)*$/;

/**
 * Reads k3s's `config.yaml` of a server with a store in a file, and what it makes of the programs inside it. Everything else that
 * k3s can be told (another data folder, other listeners, an embedded etcd, an agent alone, flags of the kubelet) is not read.
 *
 * @see https://docs.k3s.io/cli/server
 */
export function readK3s(file: MachineFile, around: K3sSurroundings): readonly Fact[] {
  const parsed = parseStrictYaml(file.content);
  const [content, ...others] = parsed.known ? parsed.value : [];
  if (!isObject(content) || others.length > 0) {
    return [notUnderstood(file, "k3s configuration", parsed.known ? "it is not one YAML object" : parsed.why)];
  }
  const complaints: string[] = [];
  const config = Fields.of(content, "", complaints);
  const server = readServer(config, file, around.behindFirewall);
  const flags = (component: Exclude<ComponentFlagsFact["component"], "etcd">): ComponentFlagsFact => {
    const found = effectiveFlags(config, component, server.secretsProvider !== undefined);
    return {
      kind: "component-flags",
      place: { ...file.place, path: `${file.place.path}: ${component}` },
      ours: file.ours,
      component,
      flags: found,
      files: component === "kube-apiserver" ? seenByApiServer(found, around.files) : {},
    };
  };
  const facts: readonly Fact[] = [
    server,
    flags("kube-apiserver"),
    flags("kube-controller-manager"),
    flags("kube-scheduler"),
    ...readK3sKubelet(around.kubelet, file, {
      protectKernelDefaults: config.flag("protect-kernel-defaults") ?? false,
      serviceLb: !server.disabled.includes("servicelb"),
    }),
    ...readK3sRegistries(around.registries, file, config.flag("disable-default-registry-endpoint") !== true),
  ];
  return [...facts, ...complaints.map((complaint) => notUnderstood(file, "k3s configuration", complaint))];
}

function readServer(config: Fields, file: MachineFile, behindFirewall: boolean): K3sServerFact {
  config.only(
    ...CREDENTIALS,
    ...WHO_AND_WHERE,
    ...["disable", "disable-default-registry-endpoint", "disable-helm-controller", "disable-network-policy"],
    ...["embedded-registry", "flannel-backend", "kube-apiserver-arg", "kube-controller-manager-arg"],
    ...["kube-proxy-arg", "kube-scheduler-arg", "protect-kernel-defaults", "secrets-encryption"],
    ...["secrets-encryption-provider", "selinux", "tls-san", "tls-san-security", "write-kubeconfig-mode"],
  );
  for (const name of WHO_AND_WHERE) config.text(name);
  config.texts("tls-san");
  config.flag("selinux");
  readKubeProxyArguments(config);
  oneOf(config, "secrets-encryption-provider", ["aescbc", "secretbox"]);
  const encrypted = config.flag("secrets-encryption") === true;
  return {
    kind: "k3s-server",
    place: file.place,
    ours: file.ours,
    kubeconfigMode: config.text("write-kubeconfig-mode"),
    credentials: CREDENTIALS.filter((name) => config.has(name)),
    datastore: config.text("datastore-endpoint")?.split("://")[0],
    secretsProvider: encrypted ? (config.text("secrets-encryption-provider") ?? "aescbc") : undefined,
    anyNameInCertificate: config.flag("tls-san-security") === false,
    disabled: config.texts("disable"),
    helmController: config.flag("disable-helm-controller") !== true,
    embeddedRegistry: config.flag("embedded-registry") === true,
    flannelBackend: config.text("flannel-backend") ?? "vxlan",
    networkPolicies: config.flag("disable-network-policy") !== true,
    behindFirewall,
  };
}

/** The API server runs in k3s's own process and sees every file of the machine, and the one that k3s writes. */
function seenByApiServer(
  flags: Readonly<Record<string, readonly string[]>>,
  files: Readonly<Record<string, string>>,
): Readonly<Record<string, string>> {
  const encryption = flags["encryption-provider-config"]?.includes(K3S_ENCRYPTION) ? "encryption-configuration" : "";
  const audit = (flags["audit-log-path"] ?? []).map((path) => path.slice(0, path.lastIndexOf("/")));
  return {
    ...files,
    ...(encryption === "" ? {} : { [K3S_ENCRYPTION]: encryption }),
    ...Object.fromEntries(audit.filter((folder) => AUDIT_FOLDERS.test(folder)).map((folder) => [folder, "folder"])),
  };
}
