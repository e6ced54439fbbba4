import { k3sShippedParts } from "../../../pillars/admission/k3s-shipped-parts";
import { noDefaultRegistry } from "../../../pillars/admission/registry-mirrors";
import { k3sIdentity } from "../../../pillars/authentication/k3s-identity";
import { k3sSecretsAtRest } from "../../../pillars/encryption/k3s-secrets-at-rest";
import { k3sServingCertificate } from "../../../pillars/encryption/k3s-serving-certificate";
import { k3sNetwork } from "../../../pillars/network/k3s-network";
import type { K3sSetting } from "../../../plan/k3s-setting";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";

/** Every setting of k3s itself. */
export function edgeSettings({ profile }: EdgeClusterSpec): readonly K3sSetting[] {
  return [
    ...k3sIdentity(profile),
    ...k3sNetwork(profile),
    ...k3sSecretsAtRest(),
    ...k3sServingCertificate(profile),
    ...k3sShippedParts(),
    ...noDefaultRegistry(),
  ];
}
