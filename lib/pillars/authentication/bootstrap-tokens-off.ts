import type { ComponentFlag } from "../../plan/component-flag";

/**
 * Bootstrap tokens are Secrets that let their bearer ask for a certificate of any machine's name, a control plane's among them. kubeadm and
 * k3s believe them by default; machines join here by a credential of their own name, or not at all.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/bootstrap-tokens/
 */
export function bootstrapTokensOff(): readonly ComponentFlag[] {
  return [
    {
      pillar: "authentication",
      fields: [],
      component: "kube-apiserver",
      name: "enable-bootstrap-token-auth",
      value: "false",
      why: "no machine joins by a token",
    },
  ];
}
