import type { ComponentFlag } from "../../plan/component-flag";

/**
 * Bootstrap tokens are Secrets that let their bearer ask for a machine's certificate. k3s believes them by default; a cluster of
 * one machine has nobody to join.
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
      why: "no machine is to join",
    },
  ];
}
