import type { K3sSetting } from "../../plan/k3s-setting";
import type { EdgeProfileSpec } from "../../spec/cluster-spec";

/**
 * The names in the API server's certificate: the declared one beside the machine's own. Without the second setting, k3s adds
 * whatever name a client asks for.
 *
 * @see https://docs.k3s.io/cli/server#listeners
 */
export function k3sServingCertificate(profile: EdgeProfileSpec): readonly K3sSetting[] {
  return [
    {
      pillar: "encryption",
      fields: ["profile.apiServerName"],
      name: "tls-san",
      value: [profile.apiServerName],
      why: "clients know the API server by this name",
    },
    {
      pillar: "encryption",
      fields: [],
      name: "tls-san-security",
      value: true,
      why: "no client puts a name of its own into the certificate",
    },
  ];
}
