import type { Capabilities } from "../control";

/**
 * What k3s on one small machine does for each control, and what it does not do yet.
 *
 * @see https://docs.k3s.io/security/hardening-guide
 */
export const EDGE_CAPABILITIES: Capabilities = {
  "private-endpoint": {
    kind: "compensated",
    how: "the machine has a private address behind the site's router; the host firewall admits the declared sources only, and the gate refuses large routable ones",
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
    why: "a machine behind somebody else's router stands in no cloud whose rights it could hand out; let workloads prove themselves elsewhere by tokens of their service account",
  },
  "authenticating-proxy": { kind: "native" },
  "no-standing-admin": {
    kind: "compensated",
    how: "k3s always keeps a kubeconfig in system:masters on the machine; its file is for root alone, and whoever is root there is administrator in any case",
  },
  "break-glass": {
    kind: "compensated",
    how: "everything but the command that closes a session and undoes what it left: delete its one binding, which ends it, and read the record",
  },
  "attribute-rules": { kind: "native" },
  abac: { kind: "native" },
  "access-that-ends": {
    kind: "refused",
    why: "nothing on the machine takes a grant away; until is refused in the description, and breakGlass lets in for minutes",
  },
  "persona-bindings": { kind: "native" },
  "secrets-encryption": {
    kind: "compensated",
    how: "k3s makes the key on the machine and keeps it on its disk: it protects backups of the store, not a machine that was taken away; Secrets alone are encrypted",
  },
  "audit-policy": { kind: "native" },
  "control-plane-logs": {
    kind: "compensated",
    how: "with logs.forwardTo, a service of the machine forwards audit records, which wait on disk while the site is cut off; without it they stay on the machine until the disk budget is used up",
  },
  "log-archive": {
    kind: "refused",
    why: "one small machine keeps its own records: forward them to an aggregator that holds them",
  },
  "egress-destinations": {
    kind: "refused",
    why: "the host firewall says who comes in; which hosts are reached is for the site's router to say",
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
    kind: "compensated",
    how: "everything but rotation while it runs: k3s renews the kubelet's certificates when it starts, so it must be restarted within their year",
  },
};
