import { parse } from "yaml";

/** Where k3s keeps what it makes on the machine. */
export const K3S_TLS = "/var/lib/rancher/k3s/server/tls";
export const K3S_CREDENTIALS = "/var/lib/rancher/k3s/server/cred";

export interface K3sConfiguration {
  readonly "cluster-cidr": string;
  readonly "service-cidr": string;
  readonly "node-ip": string;
  readonly "secrets-encryption"?: boolean;
  readonly "kube-apiserver-arg": readonly string[];
  readonly "kube-controller-manager-arg": readonly string[];
}

export function readK3sConfiguration(text: string): K3sConfiguration {
  return parse(text) as K3sConfiguration;
}

/**
 * The flags that k3s's documentation says it gives kube-apiserver, and what that cannot start without.
 *
 * @see https://docs.k3s.io/security/self-assessment
 */
export function apiServerFlags(k3s: K3sConfiguration): readonly string[] {
  const defaults: Record<string, string> = {
    "advertise-address": k3s["node-ip"],
    "allow-privileged": "true",
    "anonymous-auth": "false",
    "authorization-mode": "Node,RBAC",
    "client-ca-file": `${K3S_TLS}/client-ca.crt`,
    "enable-admission-plugins": "NodeRestriction",
    "enable-bootstrap-token-auth": "true",
    "etcd-servers": "http://127.0.0.1:2379",
    "kubelet-certificate-authority": `${K3S_TLS}/server-ca.crt`,
    "kubelet-client-certificate": `${K3S_TLS}/client-kube-apiserver.crt`,
    "kubelet-client-key": `${K3S_TLS}/client-kube-apiserver.key`,
    profiling: "false",
    "proxy-client-cert-file": `${K3S_TLS}/client-auth-proxy.crt`,
    "proxy-client-key-file": `${K3S_TLS}/client-auth-proxy.key`,
    "requestheader-allowed-names": "system:auth-proxy",
    "requestheader-client-ca-file": `${K3S_TLS}/request-header-ca.crt`,
    "requestheader-extra-headers-prefix": "X-Remote-Extra-",
    "requestheader-group-headers": "X-Remote-Group",
    "requestheader-username-headers": "X-Remote-User",
    "secure-port": "6443",
    "service-account-issuer": "https://kubernetes.default.svc.cluster.local",
    "service-account-key-file": `${K3S_TLS}/service.key`,
    "service-account-signing-key-file": `${K3S_TLS}/service.key`,
    "service-cluster-ip-range": k3s["service-cidr"],
    "tls-cert-file": `${K3S_TLS}/serving-kube-apiserver.crt`,
    "tls-private-key-file": `${K3S_TLS}/serving-kube-apiserver.key`,
  };
  if (k3s["secrets-encryption"] === true) {
    defaults["encryption-provider-config"] = `${K3S_CREDENTIALS}/encryption-config.json`;
    defaults["encryption-provider-config-automatic-reload"] = "true";
  }
  const own = k3s["kube-apiserver-arg"];
  // k3s leaves its own word out where a file says the same.
  if (own.some((flag) => flag.startsWith("authentication-config="))) delete defaults["anonymous-auth"];
  if (own.some((flag) => flag.startsWith("authorization-config="))) delete defaults["authorization-mode"];
  return merged(defaults, own);
}

/** The same for kube-controller-manager. */
export function controllerManagerFlags(k3s: K3sConfiguration): readonly string[] {
  const kubeconfig = `${K3S_CREDENTIALS}/controller.kubeconfig`;
  const defaults: Record<string, string> = {
    "allocate-node-cidrs": "true",
    "authentication-kubeconfig": kubeconfig,
    "authorization-kubeconfig": kubeconfig,
    "bind-address": "127.0.0.1",
    "cluster-cidr": k3s["cluster-cidr"],
    kubeconfig,
    profiling: "false",
    "root-ca-file": `${K3S_TLS}/server-ca.crt`,
    "secure-port": "10257",
    "service-account-private-key-file": `${K3S_TLS}/service.key`,
    "use-service-account-credentials": "true",
  };
  for (const signer of ["kube-apiserver-client", "kubelet-client"]) {
    defaults[`cluster-signing-${signer}-cert-file`] = `${K3S_TLS}/client-ca.crt`;
    defaults[`cluster-signing-${signer}-key-file`] = `${K3S_TLS}/client-ca.key`;
  }
  defaults["cluster-signing-kubelet-serving-cert-file"] = `${K3S_TLS}/server-ca.crt`;
  defaults["cluster-signing-kubelet-serving-key-file"] = `${K3S_TLS}/server-ca.key`;
  return merged(defaults, k3s["kube-controller-manager-arg"]);
}

/** `name=value` takes the place of k3s's own flag of that name. */
function merged(defaults: Readonly<Record<string, string>>, own: readonly string[]): readonly string[] {
  const flags = new Map(Object.entries(defaults));
  for (const flag of own) {
    const [, name, value] = /^([a-z-]+)=(.*)$/.exec(flag) ?? [];
    if (name === undefined || value === undefined) throw new Error(`nobody here knows what k3s makes of ${flag}`);
    flags.set(name, value);
  }
  return [...flags].map(([name, value]) => `--${name}=${value}`);
}
