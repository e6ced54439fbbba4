import { kubeletLimitsOfEveryPod } from "../../../pillars/admission/kubelet-pod-limits";
import { kubeletAuthentication } from "../../../pillars/authentication/kubelet-authentication";
import { kubeletAuthorization } from "../../../pillars/authorization/kubelet-authorization";
import { kubeletTls } from "../../../pillars/encryption/kubelet-tls";
import type { KubeletField } from "../../../plan/kubelet-field";
import { MACHINE_PATHS } from "../../../plan/machine-paths";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";

/** Every field that the drop-in over k3s's own kubelet configuration sets. */
export function edgeKubeletFields({ profile }: EdgeClusterSpec): readonly KubeletField[] {
  return [
    ...kubeletAuthentication(MACHINE_PATHS.k3sClientAuthority),
    ...kubeletAuthorization(),
    ...kubeletLimitsOfEveryPod(),
    ...kubeletTls(profile.minimumTlsVersion),
  ];
}
