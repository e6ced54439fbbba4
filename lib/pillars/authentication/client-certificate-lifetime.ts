import type { ComponentFlag } from "../../plan/component-flag";

/**
 * The longest life of a certificate that the cluster signs: of people who log in with one, and of kubelets, which renew
 * theirs by themselves. A certificate cannot be revoked, only outlived.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
 */
export function clientCertificateLifetime(): readonly ComponentFlag[] {
  return [
    {
      pillar: "authentication",
      fields: [],
      component: "kube-controller-manager",
      name: "cluster-signing-duration",
      value: "720h0m0s",
      why: "a certificate cannot be revoked, only outlived",
    },
  ];
}
