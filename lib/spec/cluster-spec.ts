import type {
  AccessInput,
  CertificateGroupInput,
  CertificateUserInput,
  IamRoleInput,
  OidcGroupInput,
  OidcUserInput,
  OwnPersonaReference,
  Persona,
  ProxyGroupInput,
  ServiceAccountInput,
  SubjectInput,
} from "./access-spec";
import type { AbacGrantInput } from "./abac-spec";
import type { AdmissionInput, AdmissionSpec } from "./admission-spec";
import type { ApiServerInput } from "./api-server-spec";
import type { AttributeRuleInput } from "./attribute-rule-spec";
import type {
  AuthenticatingProxyMethodInput,
  AuthenticationInput,
  AuthenticationMethodInput,
  AwsIamMethodInput,
  ClientCertificateMethodInput,
  MfaProofInput,
  OidcMethodInput,
  ServiceAccountTokensMethodInput,
} from "./authentication-spec";
import type { AutoModeNodePool } from "./auto-mode-spec";
import type { BreakGlassInput, BreakGlassSpec } from "./break-glass-spec";
import type {
  AwsServiceInput,
  CloudEgressInput,
  CloudNetworkInput,
  CloudProfileInput,
  DestinationInput,
} from "./cloud-profile-spec";
import type { DataCenterProfileInput, PodNetwork, TlsVersion, WorkerNodeInput } from "./data-center-profile-spec";
import type { DeliveryInput } from "./delivery-spec";
import type { EdgeProfileInput } from "./edge-profile-spec";
import type { KubernetesVersion } from "./kubernetes-version";
import type { LogsInput, LogsSpec } from "./logs-spec";
import type { LogArchiveInput } from "./log-archive-spec";
import type { NodeGroupInput } from "./node-group-spec";
import type { OwnPersonaInput } from "./own-persona-spec";
import type { PatchInput } from "./patch-spec";
import type { PodIdentityInput } from "./pod-identity-spec";
import type { SourceInput } from "./source-spec";
import type { TagInput } from "./tag-spec";
import type { TenantInput } from "./tenant-spec";

interface ClusterInputOf<Profile, Method extends AuthenticationMethodInput, Subject extends SubjectInput> {
  /** The cluster's name: an RFC 1123 label of at most 40 characters. Names and addresses of everything derive from it. */
  readonly name: string;

  /**
   * The edition of the hardened defaults. A default changes only in a new edition, so that an upgrade of this library
   * changes no running cluster.
   */
  readonly baseline: 1;

  readonly kubernetesVersion: KubernetesVersion;
  readonly profile: Profile;
  readonly apiServer: ApiServerInput;
  readonly authentication: AuthenticationInput<Method>;

  /** Who may do what. Nobody else holds anything. */
  readonly access: readonly AccessInput<Subject>[];

  /**
   * Personas of your own, where none of the library's fits. Each is held by somebody in `access`.
   *
   * @default - no persona of your own
   */
  readonly personas?: readonly OwnPersonaInput[] | undefined;

  /**
   * The teams' namespaces.
   *
   * @default - no tenant
   */
  readonly tenants?: readonly TenantInput[] | undefined;

  /**
   * What is kept of what happened.
   *
   * @default - the defaults of its fields
   */
  readonly logs?: LogsInput | undefined;

  /**
   * What admission policies let through.
   *
   * @default - the defaults of its fields
   */
  readonly admission?: AdmissionInput | undefined;

  /**
   * How the tenants' manifests reach the cluster: pulled from inside.
   *
   * @default - nothing is pulled
   */
  readonly delivery?: DeliveryInput | undefined;

  /**
   * Who may be let in for at most an hour when everything else has failed.
   *
   * @default - nobody
   */
  readonly breakGlass?: BreakGlassInput | undefined;

  /**
   * What claims of the identity provider are asked for before somebody writes or enters pods. Not on the cloud profile.
   *
   * @default - no rule
   */
  readonly attributeRules?: readonly AttributeRuleInput[] | undefined;

  /**
   * Grants by an ABAC policy file, each with a warning: `access` is better. Not on the cloud profile.
   *
   * @default - no grant
   */
  readonly abac?: readonly AbacGrantInput[] | undefined;

  /**
   * Changes to manifests for which there is no field.
   *
   * @default - no patch
   */
  readonly patches?: readonly PatchInput[] | undefined;
}

/** What one writes to describe a cluster on Amazon EKS. */
export type CloudClusterInput = ClusterInputOf<
  CloudProfileInput,
  OidcMethodInput | AwsIamMethodInput | ServiceAccountTokensMethodInput,
  OidcGroupInput | OidcUserInput | IamRoleInput | ServiceAccountInput
>;

/** The ways in where the library configures the API server itself. */
type MachineMethodInput =
  | OidcMethodInput
  | ClientCertificateMethodInput
  | ServiceAccountTokensMethodInput
  | AuthenticatingProxyMethodInput;

/** Who logs in by one of these. */
type MachineSubjectInput =
  | OidcGroupInput
  | OidcUserInput
  | CertificateGroupInput
  | CertificateUserInput
  | ServiceAccountInput
  | ProxyGroupInput;

/** What one writes to describe a cluster on one's own machines. */
export type DataCenterClusterInput = ClusterInputOf<DataCenterProfileInput, MachineMethodInput, MachineSubjectInput>;

/** What one writes to describe a cluster on one small machine at the edge. */
export type EdgeClusterInput = ClusterInputOf<EdgeProfileInput, MachineMethodInput, MachineSubjectInput>;

/** What one writes to describe a cluster. The profile narrows which methods and subjects exist. */
export type ClusterInput = CloudClusterInput | DataCenterClusterInput | EdgeClusterInput;

declare const parsed: unique symbol;

/** Marks a value that came through `parseCluster`: every field present, every check passed. */
interface Parsed {
  readonly [parsed]: true;
}

/** A checked login with OpenID Connect: claims filled in. */
export interface OidcMethodSpec {
  readonly method: "oidc";
  /** @default - the provider of subjects that name none */
  readonly name?: string | undefined;
  readonly issuer: string;
  readonly clientId: string;
  readonly mfa: MfaProofInput;
  /** @default - not asked */
  readonly loginWithinHours?: number | undefined;
  readonly usernameClaim: string;
  readonly groupsClaim: string;
}

/** A checked way in. */
export type AuthenticationMethodSpec =
  | OidcMethodSpec
  | AwsIamMethodInput
  | ClientCertificateMethodInput
  | ServiceAccountTokensMethodInput
  | AuthenticatingProxyMethodInput;

/** A checked grant: the namespaces are empty for a persona of the whole cluster. */
export interface AccessSpec {
  readonly who: SubjectInput;
  readonly persona: Persona | OwnPersonaReference;
  readonly namespaces: readonly string[];
  /** @default - the grant holds as long as it stands in the description */
  readonly until?: string | undefined;
}

/** A checked new VPC: services filled in. */
export interface CloudNetworkSpec extends Omit<CloudNetworkInput, "awsServices" | "egress"> {
  readonly awsServices: readonly AwsServiceInput[];
  readonly egress: CloudEgressSpec;
}

/** A checked destination: its protocol filled in. */
export interface DestinationSpec extends Omit<DestinationInput, "protocol"> {
  readonly protocol: "https" | "http";
}

/** A checked way out. */
export type CloudEgressSpec =
  | Exclude<CloudEgressInput, { readonly mode: "firewall" }>
  | { readonly mode: "firewall"; readonly destinations: readonly DestinationSpec[] };

/** A checked cloud profile: nodes filled in. */
export interface CloudProfileSpec
  extends Omit<CloudProfileInput, "network" | "nodes" | "logArchive" | "autoMode" | "podIdentities" | "tags"> {
  /** @default - no VPC is made */
  readonly network?: CloudNetworkSpec | undefined;
  readonly nodes: readonly NodeGroupInput[];
  readonly podIdentities: readonly PodIdentityInput[];
  readonly tags: readonly TagInput[];
  /** @default - off */
  readonly autoMode?: AutoModeSpec | undefined;
  /** @default - no copy */
  readonly logArchive?: LogArchiveSpec | undefined;
}

/** A checked Auto Mode: pools and range filled in. */
export interface AutoModeSpec {
  readonly nodePools: readonly AutoModeNodePool[];
  readonly serviceRange: string;
}

/** A checked archive: readers filled in. */
export interface LogArchiveSpec extends Omit<LogArchiveInput, "readableBy"> {
  readonly readableBy: readonly string[];
}

/** A checked data-center profile: ranges and versions filled in. */
export interface DataCenterProfileSpec
  extends Omit<
    DataCenterProfileInput,
    "minimumTlsVersion" | "podNetwork" | "podRange" | "serviceRange" | "sshReachableFrom" | "workers"
  > {
  readonly podNetwork: PodNetwork;
  readonly minimumTlsVersion: TlsVersion;
  readonly workers: readonly WorkerNodeInput[];
  readonly podRange: string;
  readonly serviceRange: string;
  readonly sshReachableFrom: readonly SourceInput[];
}

/** A checked edge profile: ranges and the disk budget filled in. */
export interface EdgeProfileSpec
  extends Required<
    Omit<EdgeProfileInput, "minimumTlsVersion" | "podRange" | "serviceRange" | "sshReachableFrom" | "auditDiskMiB">
  > {
  readonly minimumTlsVersion: TlsVersion;
  readonly podRange: string;
  readonly serviceRange: string;
  readonly sshReachableFrom: readonly SourceInput[];
  readonly auditDiskMiB: number;
}

interface ClusterSpecOf<Profile> {
  readonly name: string;
  readonly baseline: 1;
  readonly kubernetesVersion: KubernetesVersion;
  readonly profile: Profile;
  readonly apiServer: ApiServerInput;
  readonly authentication: { readonly methods: readonly AuthenticationMethodSpec[] };
  readonly access: readonly AccessSpec[];
  readonly personas: readonly OwnPersonaInput[];
  readonly tenants: readonly TenantInput[];
  readonly logs: LogsSpec;
  readonly admission: AdmissionSpec;
  /** @default - nothing is pulled */
  readonly delivery?: DeliveryInput | undefined;
  /** @default - nobody may be let in this way */
  readonly breakGlass?: BreakGlassSpec | undefined;
  readonly attributeRules: readonly AttributeRuleInput[];
  readonly abac: readonly AbacGrantInput[];
  readonly patches: readonly PatchInput[];
}

/** The plain data of a checked cloud cluster. */
export type CloudClusterData = ClusterSpecOf<CloudProfileSpec>;
/** The plain data of a checked data-center cluster. */
export type DataCenterClusterData = ClusterSpecOf<DataCenterProfileSpec>;
/** The plain data of a checked edge cluster. */
export type EdgeClusterData = ClusterSpecOf<EdgeProfileSpec>;
/** The plain data of a checked cluster, before it is branded. */
export type ClusterData = CloudClusterData | DataCenterClusterData | EdgeClusterData;

/** A checked cluster on Amazon EKS. Made by `defineCluster` and `parseCluster` alone. */
export type CloudClusterSpec = CloudClusterData & Parsed;
/** A checked cluster on one's own machines. Made by `defineCluster` and `parseCluster` alone. */
export type DataCenterClusterSpec = DataCenterClusterData & Parsed;
/** A checked cluster on one small machine at the edge. Made by `defineCluster` and `parseCluster` alone. */
export type EdgeClusterSpec = EdgeClusterData & Parsed;
/** A checked cluster: deeply readonly, every default filled in. Made by `defineCluster` and `parseCluster` alone. */
export type ClusterSpec = CloudClusterSpec | DataCenterClusterSpec | EdgeClusterSpec;
