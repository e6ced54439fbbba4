import type { ComponentFlag } from "../../plan/component-flag";

/**
 * etcd answers nobody without a certificate of its own authority. kubeadm sets the same; given so that it stands in what
 * is judged, and no later default loosens it.
 *
 * @see https://etcd.io/docs/v3.6/op-guide/security/
 */
export function etcdClientCertificates(): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string): ComponentFlag => ({
    pillar: "encryption",
    fields: [],
    component: "etcd",
    name,
    value,
    why,
  });
  return [
    flag("auto-tls", "false", "certificates that etcd makes itself prove nothing"),
    flag("client-cert-auth", "true", "who reads etcd reads every secret"),
    flag("peer-auto-tls", "false", "certificates that etcd makes itself prove nothing"),
    flag("peer-client-cert-auth", "true", "a false member would receive everything"),
  ];
}
