import type { KubeletField } from "../plan/kubelet-field";
import { nested } from "./nested-fields";
import { yamlText } from "./yaml-text";

const BOUNDARY = "portcullis-node-config";

/**
 * User data of a managed node on Amazon Linux 2023: a NodeConfig as the one part of a MIME document, to which Amazon EKS adds
 * the part that names the cluster. The kubelet reads the fields after those of the image.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html#launch-template-user-data
 * @see https://awslabs.github.io/amazon-eks-ami/nodeadm/doc/api/
 */
export function nodeConfigUserData(fields: readonly KubeletField[]): string {
  const config = yamlText({
    apiVersion: "node.eks.aws/v1alpha1",
    kind: "NodeConfig",
    spec: { kubelet: { config: nested(fields) } },
  });
  return [
    "MIME-Version: 1.0",
    `Content-Type: multipart/mixed; boundary="${BOUNDARY}"`,
    "",
    `--${BOUNDARY}`,
    "Content-Type: application/node.eks.aws",
    "",
    `${config}--${BOUNDARY}--`,
    "",
  ].join("\n");
}
