import type { ComponentFlagsFact } from "../../facts/component-flags";
import type { Fields } from "../fields";
import { isLoopback } from "./read-kube-proxy";

type Flags = Readonly<Record<string, readonly string[]>>;
type Component = Exclude<ComponentFlagsFact["component"], "etcd">;

/** Where k3s itself writes the configuration of encryption, with a key that it makes. */
export const K3S_ENCRYPTION = "/var/lib/rancher/k3s/server/cred/encryption-config.json";

/**
 * What k3s sets by itself, as far as a rule asks for it. What a rule demands and k3s's documentation does not promise is left
 * out, and must be written.
 *
 * @see https://docs.k3s.io/security/hardening-guide
 */
const DEFAULTS: Readonly<Record<Component, Readonly<Record<string, string>>>> = {
  "kube-apiserver": {
    "anonymous-auth": "false",
    "authorization-mode": "Node,RBAC",
    "enable-admission-plugins": "NodeRestriction",
    "enable-bootstrap-token-auth": "true",
    "kubelet-certificate-authority": "/var/lib/rancher/k3s/server/tls/server-ca.crt",
    profiling: "false",
  },
  "kube-controller-manager": {
    "bind-address": "127.0.0.1",
    profiling: "false",
    "use-service-account-credentials": "true",
  },
  "kube-scheduler": { "bind-address": "127.0.0.1", profiling: "false" },
};

/** With the first flag, k3s no longer sets the second, and the program's own default counts. */
const DROPPED = [
  ["authentication-config", "anonymous-auth"],
  ["authorization-config", "authorization-mode"],
] as const;

/** The flags with which k3s starts one of the programs inside it: what is written, over its own. */
export function effectiveFlags(config: Fields, component: Component, encrypted: boolean): Flags {
  const written = readK3sArguments(config, `${component}-arg`);
  const own = new Map(Object.entries(DEFAULTS[component]).map(([name, value]) => [name, [value]] as const));
  if (component === "kube-apiserver") {
    for (const [given, dropped] of DROPPED) if (Object.hasOwn(written, given)) own.delete(dropped);
    if (encrypted) {
      own.set("encryption-provider-config", [K3S_ENCRYPTION]);
      own.set("encryption-provider-config-automatic-reload", ["true"]);
    }
  }
  return { ...Object.fromEntries(own), ...written };
}

/** kube-proxy's flags have no rule of their own: health and metrics must not answer beyond the machine, and no others are read. */
export function readKubeProxyArguments(config: Fields): void {
  for (const [name, values] of Object.entries(readK3sArguments(config, "kube-proxy-arg"))) {
    const holds =
      name === "proxy-mode"
        ? (value: string) => value === "iptables" || value === "nftables"
        : name === "healthz-bind-address" || name === "metrics-bind-address"
          ? isLoopback
          : () => false;
    if (values.length !== 1 || !values.every(holds))
      config.complain("kube-proxy-arg", `sets ${name}=${values.join(", ")}, which no rule reads`);
  }
}

/** `name=value` replaces what k3s sets. `name+=value` and `name-=value` would add to it, which is not read. */
function readK3sArguments(config: Fields, key: string): Flags {
  const flags = new Map<string, string[]>();
  for (const argument of config.texts(key)) {
    const [, name, value] = /^([a-z][a-z0-9]*(?:-[a-z0-9]+)*)=(.*)$/.exec(argument) ?? [];
    if (name === undefined || value === undefined)
      config.complain(key, `holds ${JSON.stringify(argument)}, not name=value`);
    else flags.set(name, [...(flags.get(name) ?? []), value]);
  }
  return Object.fromEntries(flags);
}
