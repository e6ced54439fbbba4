import type { ComponentFlag } from "../../plan/component-flag";

/**
 * Who may do what on the API server: kubelets what their own pods need, everybody else what a role binding says. Given
 * as a flag although kubeadm has the same default, so that it stands in what is judged.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/
 */
export function apiServerAuthorization(): readonly ComponentFlag[] {
  return [
    {
      pillar: "authorization",
      fields: [],
      component: "kube-apiserver",
      name: "authorization-mode",
      value: "Node,RBAC",
      why: "nothing is allowed that no role says",
    },
    {
      pillar: "authorization",
      fields: [],
      component: "kube-controller-manager",
      name: "use-service-account-credentials",
      value: "true",
      why: "each controller holds its own rights only",
    },
  ];
}
