/** Manifests: constructs for cdk8s. Loads neither cdktf nor the AWS provider. */
export { AdmissionPolicies, type AdmissionPoliciesProps } from "./admission-policies";
export type { BoundPolicy } from "./bound-policy";
export { AuditAlertRules, type AuditAlertRulesProps } from "./audit-alert-rules";
export { AutoModeNetwork, type AutoModeNetworkProps } from "./auto-mode-network";
export { BreakGlassAccess } from "./break-glass-access";
export { CertificateApproval, type CertificateApprovalProps } from "./certificate-approval";
export { ClusterChart, type ClusterChartProps } from "./cluster-chart";
export { ClusterManifests, type ClusterManifestsProps } from "./cluster-manifests";
export { type Delivered, GitOpsHandOver, type GitOpsHandOverProps } from "./gitops-hand-over";
export { ImagesByDigest, type ImagesByDigestProps } from "./images-by-digest";
export { OwnPersonaRole, type OwnPersonaRoleProps } from "./own-persona-role";
export { KubeletClientAccess } from "./kubelet-client-access";
export { LogForwarder, type LogForwarderProps } from "./log-forwarder";
export { PersonaBindings, type PersonaBindingsProps } from "./persona-bindings";
export { PersonaRole, type PersonaRoleProps } from "./persona-role";
export { TenantApiServer, type TenantApiServerProps } from "./tenant-api-server";
export { TenantNamespace, type TenantNamespaceProps } from "./tenant-namespace";
export { TenantPodIdentity, type TenantPodIdentityProps } from "./tenant-pod-identity";
