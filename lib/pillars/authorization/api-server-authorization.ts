import type { ComponentFlag } from "../../plan/component-flag";
import type { AbacGrantInput } from "../../spec/abac-spec";

/**
 * Who may do what on the API server: kubelets what their own pods need, everybody else what a role binding says. Given
 * as a flag although kubeadm has the same default, so that it stands in what is judged. ABAC comes last, where the description
 * grants by it.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authorization/
 */
export function apiServerAuthorization(abac: readonly AbacGrantInput[] = []): readonly ComponentFlag[] {
  return [
    {
      pillar: "authorization",
      fields: ["abac"],
      component: "kube-apiserver",
      name: "authorization-mode",
      value: abac.length === 0 ? "Node,RBAC" : "Node,RBAC,ABAC",
      why: "nothing is allowed that no role says, and no line of the description",
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
