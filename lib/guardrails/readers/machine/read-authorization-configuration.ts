import type { Fields } from "../fields";

/**
 * Reads the chain of authorizers, which has no rule of its own: kubelets and roles, in this order, and nobody else.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/#apiserver-config-k8s-io-v1-AuthorizationConfiguration
 */
export function readAuthorizationConfiguration(document: Fields): void {
  document.only("apiVersion", "kind", "authorizers");
  const types = document.list("authorizers").map((authorizer) => authorizer.only("type", "name").text("type") ?? "");
  if (types.join(",") !== "Node,RBAC")
    document.complain("authorizers", `are ${types.join(", ")}; only Node and RBAC are read`);
}
