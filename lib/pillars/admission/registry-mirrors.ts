import type { ConfigDocument } from "../../plan/config-document";
import type { K3sSetting } from "../../plan/k3s-setting";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { EdgeProfileSpec } from "../../spec/cluster-spec";

/**
 * Where every image comes from, whatever registry its name says. The wildcard is the only entry: with one for a single
 * registry, all others would still be asked on the internet.
 *
 * @see https://docs.k3s.io/installation/private-registry#wildcard-support
 */
export function registryMirrors(profile: EdgeProfileSpec): ConfigDocument {
  return {
    pillar: "admission",
    fields: ["profile.registryMirrors"],
    path: MACHINE_PATHS.k3sRegistries,
    content: { mirrors: { "*": { endpoint: profile.registryMirrors } } },
  };
}

/** Without it, a registry that does not answer is passed over for the one that the image names. */
export function noDefaultRegistry(): readonly K3sSetting[] {
  return [
    {
      pillar: "admission",
      fields: ["profile.registryMirrors"],
      name: "disable-default-registry-endpoint",
      value: true,
      why: "no image comes from elsewhere while the mirrors are down",
    },
  ];
}
