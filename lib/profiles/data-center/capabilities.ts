import type { Capabilities } from "../control";

/**
 * What kubeadm on one's own machines does for each control, and what it does not do yet.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/tools/kubeadm/
 */
export const DATA_CENTER_CAPABILITIES: Capabilities = {
  "private-endpoint": {
    kind: "compensated",
    how: "the machine's addresses are the team's; the host firewall admits small routable ranges only, and the gate refuses larger ones",
  },
  "closed-inbound": { kind: "native" },
  "host-firewall": { kind: "native" },
  "tls-minimum-version": { kind: "native" },
  "oidc-mfa": { kind: "native" },
  "second-method": { kind: "native" },
  "structured-authentication": { kind: "native" },
  "service-account-tokens": { kind: "native" },
  "workload-roles": {
    kind: "refused",
    why: "your own machines stand in no cloud whose rights they could hand out; let workloads prove themselves elsewhere by tokens of their service account",
  },
  "authenticating-proxy": { kind: "native" },
  "no-standing-admin": {
    kind: "compensated",
    how: "super-admin.conf is removed after the first start; admin.conf stays on the machine for root alone, in a group whose binding can be deleted",
  },
  "break-glass": { kind: "native" },
  "attribute-rules": { kind: "native" },
  abac: { kind: "native" },
  "access-that-ends": { kind: "native" },
  "persona-bindings": { kind: "native" },
  "secrets-encryption": {
    kind: "compensated",
    how: "the key is made on the machine and lies on its disk: it protects etcd's backups and media, not a machine that was taken over",
  },
  "audit-policy": { kind: "native" },
  "control-plane-logs": {
    kind: "compensated",
    how: "with logs.forwardTo, a service of each control plane forwards audit records, which wait on disk while the aggregator is away; without it they stay on the machine for the declared days or a thousand files",
  },
  "log-archive": {
    kind: "refused",
    why: "no storage of these machines holds records against who administers it: forward them to an aggregator that does",
  },
  "egress-destinations": {
    kind: "refused",
    why: "the host firewall says who comes in; which hosts are reached is for the site's own gateway to say",
  },
  "log-forwarding": { kind: "native" },
  "admission-plugins": { kind: "native" },
  "namespace-hardening": { kind: "native" },
  "delivery-by-pull": { kind: "native" },
  "admission-policies": { kind: "native" },
  "policies-on-disk": {
    kind: "compensated",
    how: "on Kubernetes 1.37, all policies but those on a tenant's own guards, which need a parameter, and those that only warn for a while; before 1.37 and for these, RBAC decides who may delete policies",
  },
  "kubelet-hardening": {
    kind: "native",
  },
};
