import type { Fields } from "../fields";

/**
 * Reads the chain of authorizers, which has no rule of its own: kubelets and roles, in this order, and nobody else.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-config.v1/#apiserver-config-k8s-io-v1-AuthorizationConfiguration
 */
export function readAuthorizationConfiguration(document: Fields): void {
  document.only("apiVersion", "kind", "authorizers");
  const authorizers = document.list("authorizers").map((authorizer) => authorizer.only("type", "name"));
  const types = authorizers.map((authorizer) => authorizer.text("type") ?? "");
  if (types.join(",") !== "Node,RBAC")
    document.complain("authorizers", `are ${types.join(", ")}; only Node and RBAC are read`);
  // With another name the API server does not start, and whoever mends that in a hurry reaches for AlwaysAllow.
  for (const [index, authorizer] of authorizers.entries()) {
    const name = authorizer.text("name");
    const type = types[index]?.toLowerCase();
    if (name !== type)
      document.complain("authorizers", `[${index}] is named ${name ?? "nothing"}; the API server wants ${type}`);
  }
}
