import { kubeletPodLimits } from "../../../pillars/admission/kubelet-pod-limits";
import {
  kubeletAuthentication,
  kubeletCertificateRotation,
  kubeletServingCertificate,
} from "../../../pillars/authentication/kubelet-authentication";
import { kubeletAuthorization } from "../../../pillars/authorization/kubelet-authorization";
import { kubeletTls } from "../../../pillars/encryption/kubelet-tls";
import type { KubeletField } from "../../../plan/kubelet-field";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";

/** Every field of the kubelet's configuration. */
export function kubeletFields(spec: DataCenterClusterSpec): readonly KubeletField[] {
  return [
    ...kubeletAuthentication(),
    ...kubeletAuthorization(),
    ...kubeletCertificateRotation(),
    ...kubeletServingCertificate(),
    ...kubeletPodLimits(spec),
    ...kubeletTls(spec.profile.minimumTlsVersion),
  ];
}
