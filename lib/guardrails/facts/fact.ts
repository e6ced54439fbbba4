import type { AbacGrantFact } from "./abac-grant";
import type { AccessEntryFact } from "./access-entry";
import type { AdmissionConfigurationFact } from "./admission-configuration";
import type { AdmissionPolicyFact } from "./admission-policy";
import type { AuditBackendFact } from "./audit-backend";
import type { AuditPolicyFact } from "./audit-policy";
import type { AuthenticationConfigurationFact } from "./authentication-configuration";
import type { BreakGlassFact, BreakGlassRoleFact } from "./break-glass";
import type { ClusterNetworkPolicyFact } from "./cluster-network-policy";
import type { CertificateApprovalFact } from "./certificate-approval";
import type { CertificateRenewalFact } from "./certificate-renewal";
import type { ComponentFlagsFact } from "./component-flags";
import type { ContainerdConfigurationFact } from "./containerd-configuration";
import type { ControlPlaneMachineFact } from "./control-plane-machine";
import type { HiddenChangeFact } from "./hidden-change";
import type { ModuleCallFact } from "./module-call";
import type { PersonRoleTrustFact } from "./person-role-trust";
import type { TrafficRouteFact } from "./traffic-route";
import type { DeliveryFact } from "./delivery";
import type { DeliverySourceFact } from "./delivery-source";
import type { EgressFirewallFact } from "./egress-firewall";
import type { EksAutoModeFact } from "./eks-auto-mode";
import type { EksClusterFact } from "./eks-cluster";
import type { EksNodesFact } from "./eks-nodes";
import type { EncryptionConfigurationFact } from "./encryption-configuration";
import type { EndingAccessFact } from "./ending-access";
import type { ForwardingFact } from "./forwarding";
import type { IdentityProviderFact } from "./identity-provider";
import type { ImageRegistriesFact } from "./image-registries";
import type { InboundFact } from "./inbound";
import type { K3sServerFact } from "./k3s-server";
import type { JoiningNodeFact } from "./joining-node";
import type { KeptResourceFact } from "./kept-resource";
import type { KubeletConfigurationFact } from "./kubelet-configuration";
import type { KubeletClientFact } from "./kubelet-client";
import type { LogAgentFact } from "./log-agent";
import type { LogForwarderFact } from "./log-forwarder";
import type { LogForwardingFact } from "./log-forwarding";
import type { LogArchiveFact, LogSubscriptionFact } from "./log-archive";
import type { LoginProxyFact } from "./login-proxy";
import type { MachineStartFact } from "./machine-start";
import type { NamespaceFact } from "./namespace";
import type { NetworkExceptionFact } from "./network-exception";
import type { NetworkPathFact } from "./network-path";
import type { NodeSettingsFact } from "./node-settings";
import type { PodIdentityFact } from "./pod-identity";
import type { ResourceTagsFact } from "./resource-tags";
import type { ResourcePolicyFact } from "./resource-policy";
import type { RoleFact } from "./role";
import type { RoleBindingFact } from "./role-binding";
import type { ServiceFact } from "./service";
import type { ServiceRoleTrustFact } from "./service-role-trust";
import type { UnknownShapeFact } from "./unknown-shape";
import type { VpcFact } from "./vpc";
import type { SshDeliveryFact } from "./ssh-delivery";
import type { VirtualAddressFact } from "./virtual-address";
import type { WorkloadFact } from "./workload";

/** Everything that readers can say of written documents. */
export type Fact =
  | AbacGrantFact
  | AccessEntryFact
  | AdmissionConfigurationFact
  | AdmissionPolicyFact
  | AuditBackendFact
  | AuditPolicyFact
  | AuthenticationConfigurationFact
  | BreakGlassFact
  | BreakGlassRoleFact
  | ClusterNetworkPolicyFact
  | CertificateApprovalFact
  | CertificateRenewalFact
  | ComponentFlagsFact
  | ContainerdConfigurationFact
  | ControlPlaneMachineFact
  | HiddenChangeFact
  | ModuleCallFact
  | PersonRoleTrustFact
  | TrafficRouteFact
  | DeliveryFact
  | DeliverySourceFact
  | EgressFirewallFact
  | EksAutoModeFact
  | EksClusterFact
  | EksNodesFact
  | EncryptionConfigurationFact
  | EndingAccessFact
  | ForwardingFact
  | IdentityProviderFact
  | ImageRegistriesFact
  | InboundFact
  | K3sServerFact
  | JoiningNodeFact
  | KeptResourceFact
  | KubeletConfigurationFact
  | KubeletClientFact
  | LogAgentFact
  | LogForwarderFact
  | LogForwardingFact
  | LogArchiveFact
  | LogSubscriptionFact
  | LoginProxyFact
  | MachineStartFact
  | NamespaceFact
  | NetworkExceptionFact
  | NetworkPathFact
  | NodeSettingsFact
  | PodIdentityFact
  | ResourcePolicyFact
  | ResourceTagsFact
  | RoleFact
  | RoleBindingFact
  | ServiceFact
  | ServiceRoleTrustFact
  | UnknownShapeFact
  | VpcFact
  | SshDeliveryFact
  | VirtualAddressFact
  | WorkloadFact;

/** The names of the kinds of facts. */
export type FactKind = Fact["kind"];

/** The fact of one kind. */
export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>;
