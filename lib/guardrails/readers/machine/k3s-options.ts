import { isObject } from "../fields";

/**
 * Options of k3s that nothing else has. One of them makes a file without `kind` a configuration of k3s.
 *
 * @see https://docs.k3s.io/cli/server
 */
const K3S_OPTIONS = new Set([
  ...[
    "agent-token",
    "cluster-cidr",
    "cluster-dns",
    "cluster-domain",
    "cluster-init",
    "cluster-reset",
    "datastore-endpoint",
  ],
  ...["disable-agent", "disable-apiserver", "disable-cloud-controller", "disable-controller-manager"],
  ...["disable-default-registry-endpoint", "disable-etcd", "disable-helm-controller", "disable-kube-proxy"],
  ...["disable-network-policy", "disable-scheduler", "egress-selector-mode", "embedded-registry", "etcd-arg"],
  ...["etcd-expose-metrics", "flannel-backend", "flannel-iface", "kube-apiserver-arg", "kube-controller-manager-arg"],
  ...["kube-proxy-arg", "kube-scheduler-arg", "kubelet-arg", "node-external-ip", "node-label", "node-taint"],
  ...["protect-kernel-defaults", "secrets-encryption", "secrets-encryption-provider", "service-node-port-range"],
  ...["servicelb-namespace", "tls-san", "tls-san-security", "write-kubeconfig", "write-kubeconfig-group"],
  ...["write-kubeconfig-mode"],
]);

/** Whether a parsed text is a configuration of k3s, by the names in it; `name+` adds to a list of that name. */
export function isK3sConfiguration(value: unknown): boolean {
  return isObject(value) && Object.keys(value).some((name) => K3S_OPTIONS.has(name.replace(/\+$/, "")));
}
