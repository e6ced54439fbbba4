import type { Capabilities } from "../control";

/**
 * What Amazon EKS does for each control. `refused` is not an oversight: the platform cannot do it, nothing makes up
 * for it, and whoever needs it takes another profile.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/security.html
 */
export const CLOUD_CAPABILITIES: Capabilities = {
  "private-endpoint": { kind: "native" },
  "closed-inbound": { kind: "native" },
  "host-firewall": {
    kind: "compensated",
    how: "security groups filter in front of every network interface, where root on a node cannot change them",
  },
  "tls-minimum-version": {
    kind: "compensated",
    how: "Amazon EKS sets the TLS of its API server (1.2 or newer, suites with forward secrecy) and Bottlerocket that of its kubelet (1.2 or newer, six strong suites); kubelets of AL2023 speak 1.3 alone",
  },
  "oidc-mfa": { kind: "native" },
  "second-method": { kind: "native" },
  "structured-authentication": {
    kind: "compensated",
    how: "an OIDC association demands exact text claims; it has no CEL and cannot match inside lists, so such proofs are refused in the description",
  },
  "service-account-tokens": {
    kind: "compensated",
    how: "an admission policy refuses tokens in Secrets; how long the others live and for whom they are is Amazon's, so the fields for it are refused in the description",
  },
  "workload-roles": { kind: "native" },
  "authenticating-proxy": {
    kind: "refused",
    why: "Amazon EKS takes no flags of its API server, and so believes request headers from nobody's proxy; put a broker that speaks OpenID Connect before LDAP, SAML or Kerberos",
  },
  "no-standing-admin": { kind: "native" },
  "break-glass": { kind: "native" },
  "attribute-rules": {
    kind: "refused",
    why: "Amazon EKS takes user and groups from tokens and carries no other claim; attributeRules are refused in the description",
  },
  abac: {
    kind: "refused",
    why: "Amazon EKS takes no policy file and no other authorization mode for its API server; abac is refused in the description",
  },
  "access-that-ends": {
    kind: "refused",
    why: "Amazon EKS has no machine of yours on which a timer could take a grant away; until is refused in the description, and breakGlass lets in for an hour",
  },
  "persona-bindings": { kind: "native" },
  "secrets-encryption": { kind: "native" },
  "audit-policy": {
    kind: "compensated",
    how: "Amazon EKS records by a policy of its own that cannot be changed; all five log types are on, so nothing it offers is left out",
  },
  "control-plane-logs": { kind: "native" },
  "log-archive": { kind: "native" },
  "egress-destinations": {
    kind: "compensated",
    how: "AWS Network Firewall compares the names that clients say and opens no TLS; names are asked for past it, at the VPC's resolver",
  },
  "log-forwarding": {
    kind: "compensated",
    how: "with logs.forwardTo, pods on every node forward what pods write, with a queue on the node's disk; journals of managed nodes stay there, for no image of a Collector reads them",
  },
  "admission-plugins": {
    kind: "compensated",
    how: "Amazon EKS fixes the list of plugins: validating admission policies refuse external addresses and namespaces of nobody's, and Pod Security stands in labels; limits of events and AlwaysPullImages are not to be had",
  },
  "namespace-hardening": { kind: "native" },
  "delivery-by-pull": {
    kind: "compensated",
    how: "sources, accounts and rights as on one's own machines; the addresses of Amazon EKS's API server are not known beforehand, so the controllers reach the subnets that the description names, on port 443 alone",
  },
  "admission-policies": { kind: "native" },
  "policies-on-disk": {
    kind: "refused",
    why: "Amazon EKS reads no files of yours into its API server; who may delete policies there is RBAC's matter alone",
  },
  "kubelet-hardening": {
    kind: "compensated",
    how: "managed nodes on Amazon Linux 2023 get every hardened field but client-certificate rotation, for kubelets of EKS log in by the machine's role; Bottlerocket fixes authentication, authorization and TLS in its image and takes the pod limits; nodes that somebody else adds are judged, not configured; in Auto Mode AWS alone chooses the kubelet's settings, the image and the key of the disks",
  },
};
