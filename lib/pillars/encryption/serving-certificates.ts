import type { KubeletField } from "../../plan/kubelet-field";
import type { NodeSetting } from "../../plan/node-setting";

const WHY = "Amazon EKS signs the kubelet's serving certificate, so the API server can check whom it talks to";
const ABOUT = { pillar: "encryption", fields: ["profile.nodes"], value: true, why: WHY } as const;

/** The kubelet of a managed node asks the cluster for its serving certificate, and for the next one before it ends. */
export function servingCertificateField(): KubeletField {
  return { ...ABOUT, name: "serverTLSBootstrap" };
}

/** The same for Bottlerocket. */
export function servingCertificateSetting(): NodeSetting {
  return { ...ABOUT, name: "settings.kubernetes.server-tls-bootstrap" };
}
