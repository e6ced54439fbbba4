import type { Place } from "../place";
import type { AccessEntryFact } from "./access-entry";
import type { AdmissionConfigurationFact } from "./admission-configuration";
import type { AdmissionPolicyFact } from "./admission-policy";
import type { AuditPolicyFact } from "./audit-policy";
import type { AuthenticationConfigurationFact } from "./authentication-configuration";
import type { ComponentFlagsFact } from "./component-flags";
import type { EksClusterFact } from "./eks-cluster";
import type { EncryptionConfigurationFact } from "./encryption-configuration";
import type { EncryptionKeyFact } from "./encryption-key";
import type { IdentityProviderFact } from "./identity-provider";
import type { InboundFact } from "./inbound";
import type { KubeletConfigurationFact } from "./kubelet-configuration";
import type { NamespaceFact } from "./namespace";
import type { NetworkPathFact } from "./network-path";
import type { ResourcePolicyFact } from "./resource-policy";
import type { RoleFact } from "./role";
import type { RoleBindingFact } from "./role-binding";
import type { ServiceFact } from "./service";
import type { UnknownShapeFact } from "./unknown-shape";
import type { WorkloadFact } from "./workload";

/** What every fact carries. */
export interface FactBase {
  /** Where it was read. */
  readonly place: Place;
  /**
   * Whether it was made by a construct of this library, or is part of what one made. Rules of the reach
   * `ours` judge nothing else; rules of the reach `exposure` judge all.
   */
  readonly ours: boolean;
}

/** Everything that readers can say of written documents. */
export type Fact =
  | AccessEntryFact
  | AdmissionConfigurationFact
  | AdmissionPolicyFact
  | AuditPolicyFact
  | AuthenticationConfigurationFact
  | ComponentFlagsFact
  | EksClusterFact
  | EncryptionConfigurationFact
  | EncryptionKeyFact
  | IdentityProviderFact
  | InboundFact
  | KubeletConfigurationFact
  | NamespaceFact
  | NetworkPathFact
  | ResourcePolicyFact
  | RoleFact
  | RoleBindingFact
  | ServiceFact
  | UnknownShapeFact
  | WorkloadFact;

/** The names of the kinds of facts. */
export type FactKind = Fact["kind"];

/** The fact of one kind. */
export type FactOf<Kind extends FactKind> = Extract<Fact, { readonly kind: Kind }>;
