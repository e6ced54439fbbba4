import type { ComponentFlag } from "../../plan/component-flag";
import type { DataCenterClusterSpec, EdgeClusterSpec } from "../../spec/cluster-spec";
import { serviceAccountIssuer } from "../../spec/derived";

/** Without a word of the description. */
const LONGEST_HOURS = 24;

/** What k3s believes beside the audience of the API server itself: its own programs ask for tokens with it. */
const AUDIENCE_OF_K3S = "k3s";

/**
 * Tokens of workloads: short-lived, and of this cluster alone.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/service-accounts-admin/
 */
export function serviceAccountTokens(spec: DataCenterClusterSpec | EdgeClusterSpec): readonly ComponentFlag[] {
  const method = spec.authentication.methods.find((one) => one.method === "service-account");
  const audiences = (own: string) => (spec.profile.kind === "edge" ? `${own},${AUDIENCE_OF_K3S}` : own);
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
    flag(
      "service-account-max-token-expiration",
      `${method?.maximumLifeHours ?? LONGEST_HOURS}h0m0s`,
      "nobody can ask for a longer one",
      method?.maximumLifeHours === undefined ? [] : ["authentication.methods"],
    ),
    ...(method?.audience === undefined
      ? []
      : [
          flag("api-audiences", audiences(method.audience), "for another service it is no token", [
            "authentication.methods",
          ]),
        ]),
  ];
}
