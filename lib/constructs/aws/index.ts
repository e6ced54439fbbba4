export { AccessEntry, type AccessEntryProps } from "./access-entry";
export { AuditAlarms, type AuditAlarmsProps } from "./audit-alarms";
export { AutoModeNodeRole, type AutoModeNodeRoleProps } from "./auto-mode-node-role";
export { BreakGlassRole, type BreakGlassRoleProps } from "./break-glass-role";
export { ClosedSecurityGroup, type ClosedSecurityGroupProps, type InboundSourceProps } from "./closed-security-group";
export type { ClusterNetwork } from "./cluster-network";
export { ClusterAddOn, type ClusterAddOnName, type ClusterAddOnProps } from "./cluster-add-on";
export { ClusterRole, type ClusterRoleProps } from "./cluster-role";
export {
  ControlPlaneLogGroup,
  type ControlPlaneLogGroupProps,
  controlPlaneLogGroupName,
} from "./control-plane-log-group";
export {
  type EndpointDecision,
  PRIVATE_CLUSTER_ENDPOINTS,
  type PrivateClusterEndpoint,
} from "./decisions/endpoint-set";
export type { EncryptedLogGroup } from "./decisions/key-policy";
export { EncryptionKey, type EncryptionKeyProps } from "./encryption-key";
export { ExistingNetwork, type ExistingNetworkIds } from "./existing-network";
export { FlowLogs, type FlowLogsProps } from "./flow-logs";
export { InspectedEgress, type InspectedEgressProps } from "./inspected-egress";
export { LockedBucket, type LockedBucketProps } from "./locked-bucket";
export { LogArchive, type LogArchiveProps } from "./log-archive";
export { ManagedNodeGroup, type ManagedNodeGroupProps } from "./managed-node-group";
export { NodeRole, type NodeRoleProps } from "./node-role";
export { OidcAssociation, type OidcAssociationProps } from "./oidc-association";
export { OutboundGateway, type OutboundGatewayProps } from "./outbound-gateway";
export { PodIdentity, type PodIdentityProps } from "./pod-identity";
export { PodIdentityRole, type PodIdentityRoleProps } from "./pod-identity-role";
export { PrivateEksCluster, type PrivateEksClusterProps } from "./private-eks-cluster";
export { PrivateEndpoints, type PrivateEndpointsProps } from "./private-endpoints";
export { PrivateNetwork, type PrivateNetworkProps } from "./private-network";
export { type Tags, tagResources } from "./resource-tags";
export { ThisAccount } from "./this-account";
