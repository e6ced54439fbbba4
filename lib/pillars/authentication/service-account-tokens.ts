import type { ComponentFlag } from "../../plan/component-flag";
import { serviceAccountIssuer } from "../../spec/derived";

/** A cluster whose API server has a name that the description gives. */
interface NamedCluster {
  readonly profile: { readonly apiServerName: string };
}

/**
 * Tokens of workloads: short-lived, and of this cluster alone.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
 */
export function serviceAccountTokens(spec: NamedCluster): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string, fields: readonly string[] = []): ComponentFlag => ({
    pillar: "authentication",
    fields,
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  return [
    flag("service-account-extend-token-expiration", "false", "a mounted token would live for a year otherwise"),
    flag(
      "service-account-issuer",
      serviceAccountIssuer(spec.profile.apiServerName),
      "the default issuer is the same in every cluster",
      ["profile.apiServerName"],
    ),
    flag("service-account-lookup", "true", "a token dies with its account"),
    flag("service-account-max-token-expiration", "24h0m0s", "nobody can ask for a longer one"),
  ];
}
