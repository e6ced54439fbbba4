import { bottlerocketUserData } from "../../../formats/bottlerocket-settings";
import { nodeConfigUserData } from "../../../formats/node-config";
import { bottlerocketPodLimits } from "../../../pillars/admission/bottlerocket-pod-limits";
import { kubeletLimitsOfEveryPod } from "../../../pillars/admission/kubelet-pod-limits";
import { kubeletAuthentication } from "../../../pillars/authentication/kubelet-authentication";
import { bottlerocketHost } from "../../../pillars/authorization/bottlerocket-host";
import { kubeletAuthorization } from "../../../pillars/authorization/kubelet-authorization";
import { kubeletTls } from "../../../pillars/encryption/kubelet-tls";
import { servingCertificateField, servingCertificateSetting } from "../../../pillars/encryption/serving-certificates";
import type { NodeOs } from "../../../spec/node-group-spec";

/**
 * A node of Amazon EKS must not have it: its kubelet logs in with the role of the machine, and would wait for a client
 * certificate that EKS never signs.
 *
 * @see https://github.com/awslabs/amazon-eks-ami/issues/207
 */
const NOT_ON_EKS = "rotateCertificates";

/** What a managed node is told at its first start, as text. */
export function nodeUserData(os: NodeOs): string {
  switch (os) {
    case "al2023": {
      const fields = [
        ...kubeletAuthentication(),
        ...kubeletAuthorization(),
        ...kubeletLimitsOfEveryPod(),
        ...kubeletTls("1.3"),
        servingCertificateField(),
      ];
      return nodeConfigUserData(fields.filter(({ name }) => name !== NOT_ON_EKS));
    }
    case "bottlerocket":
      return bottlerocketUserData([...bottlerocketPodLimits(), ...bottlerocketHost(), servingCertificateSetting()]);
  }
}
