import { Construct } from "constructs";
import {
  AccessEntry,
  AutoModeNodeRole,
  BreakGlassRole,
  ClosedSecurityGroup,
  type ClusterNetwork,
  ClusterRole,
  ControlPlaneLogGroup,
  controlPlaneLogGroupName,
  EncryptionKey,
  LogArchive,
  OidcAssociation,
  PrivateEksCluster,
  PrivateNetwork,
  tagResources,
} from "../../constructs/aws";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import { apiServerInbound } from "../../pillars/network/api-server-inbound";
import type { CloudClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";
import { BREAK_GLASS } from "../../spec/derived";
import { ClusterNodes } from "./cluster-nodes";
import { accessEntries } from "./decisions/access-entries";
import { networkSource } from "./decisions/network-source";
import { oidcAssociations } from "./decisions/oidc-association";
import { securityGroupInbound } from "./decisions/security-group-inbound";
import { tagsOf } from "./decisions/tags-of";
import { TenantPodIdentities } from "./tenant-pod-identities";

export interface CloudClusterProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: CloudClusterSpec;

  /**
   * The network that the cluster stands in, when it is there already. Cannot be combined with `profile.network` of the
   * description.
   *
   * @default - a new, isolated VPC as `profile.network` describes it
   */
  readonly network?: ClusterNetwork | undefined;
}

/** The port on which an EKS API server answers. */
const API_SERVER_PORT = 443;

/**
 * A closed cluster on Amazon EKS as its description asks for it, in anybody's stack. The stack's AWS provider must
 * stand in the region of the description.
 *
 * The handles are the resources as they are written: what `addOverride` changes on them is judged like everything else.
 */
export class CloudCluster extends Construct {
  /** The cluster. */
  readonly cluster: PrivateEksCluster;
  readonly network: ClusterNetwork;
  /** The network that was made for the cluster; undefined in an existing one. */
  readonly privateNetwork: PrivateNetwork | undefined;
  /** The group in front of the API server. */
  readonly securityGroup: ClosedSecurityGroup;
  readonly role: ClusterRole;
  /** The role of the nodes of EKS Auto Mode; undefined without it. */
  readonly autoNodeRole: AutoModeNodeRole | undefined;
  /** The key that encrypts secrets. */
  readonly secretsKey: EncryptionKey;
  /** The key that encrypts the log group; another one, so that who may read logs need not be able to read secrets. */
  readonly logKey: EncryptionKey;
  readonly logGroup: ControlPlaneLogGroup;
  /** The copy of all logs that nobody can delete; undefined when the description has none. */
  readonly logArchive: LogArchive | undefined;
  /** The entries of IAM roles, by ARN. */
  readonly accessEntries: Readonly<Record<string, AccessEntry>>;
  /** The role for emergencies, with its entry; undefined when the description lets nobody break glass. */
  readonly breakGlass: { readonly role: BreakGlassRole; readonly entry: AccessEntry } | undefined;
  /** The login with the provider of OpenID Connect that has no name; undefined when the description has none. */
  readonly oidc: OidcAssociation | undefined;
  /** All logins with providers of OpenID Connect, by the names of their associations: `oidc`, `oidc-<name>`. */
  readonly oidcAssociations: Readonly<Record<string, OidcAssociation>>;
  /** The nodes and their add-ons; undefined when the description has none. */
  readonly nodes: ClusterNodes | undefined;
  /** What tenants' workloads may do in AWS; undefined when the description grants nothing. */
  readonly podIdentities: TenantPodIdentities | undefined;

  constructor(scope: Construct, id: string, { spec, network }: CloudClusterProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "cloud");
    const { name } = spec;
    const { region, autoMode } = spec.profile;

    const source = networkSource(name, spec.profile.network, network);
    if (source.kind === "new") {
      this.privateNetwork = new PrivateNetwork(this, "network", {
        name,
        region,
        ...source.network,
        flowLogRetentionDays: spec.logs.retentionDays,
        internalLoadBalancers: spec.profile.autoMode !== undefined,
      });
      this.network = this.privateNetwork;
    } else {
      this.privateNetwork = undefined;
      this.network = source.network;
    }

    this.securityGroup = new ClosedSecurityGroup(this, "api-server", {
      vpcId: this.network.vpcId,
      name: `${name}-api-server`,
      description: `Kubernetes API server of ${name}`,
      inbound: securityGroupInbound(apiServerInbound(spec.apiServer, API_SERVER_PORT)),
    });
    this.role = new ClusterRole(this, "role", { clusterName: name, region, autoMode: autoMode !== undefined });
    this.autoNodeRole = autoMode && new AutoModeNodeRole(this, "auto-node-role", { clusterName: name });
    this.secretsKey = new EncryptionKey(this, "secrets-key", {
      alias: `${name}/secrets`,
      description: `Kubernetes API data of ${name}`,
    });
    this.logKey = new EncryptionKey(this, "log-key", {
      alias: `${name}/logs`,
      description: `Control-plane logs of ${name}`,
      logGroup: { name: controlPlaneLogGroupName(name), region },
    });
    this.logGroup = new ControlPlaneLogGroup(this, "logs", {
      clusterName: name,
      retentionDays: spec.logs.retentionDays,
      keyArn: this.logKey.keyArn,
    });
    const { logArchive } = spec.profile;
    this.logArchive =
      logArchive &&
      new LogArchive(this, "log-archive", {
        name,
        region,
        retentionDays: logArchive.retentionDays ?? spec.logs.retentionDays,
        readableBy: logArchive.readableBy,
        logGroups: {
          "control-plane": this.logGroup.logGroup.name,
          ...(this.privateNetwork && { "flow-logs": this.privateNetwork.flowLogs.logGroup.name }),
          ...(this.privateNetwork?.inspectedEgress && {
            egress: this.privateNetwork.inspectedEgress.firewall.logGroup.name,
          }),
        },
      });
    this.cluster = new PrivateEksCluster(this, "eks", {
      name,
      kubernetesVersion: spec.kubernetesVersion,
      roleArn: this.role.roleArn,
      subnetIds: this.network.privateSubnetIds,
      securityGroupIds: [this.securityGroup.securityGroupId],
      secretsKeyArn: this.secretsKey.keyArn,
      autoMode: autoMode && this.autoNodeRole && { ...autoMode, nodeRoleArn: this.autoNodeRole.roleArn },
      dependsOn: [
        this.logGroup.logGroup,
        this.role.policyAttachment,
        ...this.role.autoModePolicies,
        ...(this.autoNodeRole?.policyAttachments ?? []),
      ],
    });

    this.accessEntries = Object.fromEntries(
      accessEntries(spec.access).map(({ id: roleId, principalArn, kubernetesGroups }) => [
        principalArn,
        new AccessEntry(this, `access-${roleId}`, {
          clusterName: this.cluster.clusterName,
          principalArn,
          kubernetesGroups,
        }),
      ]),
    );
    this.breakGlass = spec.breakGlass && this.letPeopleBreakGlass(name, region, spec.breakGlass.people);
    this.oidcAssociations = this.associateProviders(spec.authentication.methods);
    this.oidc = this.oidcAssociations.oidc;
    this.nodes =
      spec.profile.nodes.length === 0
        ? undefined
        : new ClusterNodes(this, "nodes", { spec, cluster: this.cluster, network: this.network });
    this.podIdentities =
      spec.profile.podIdentities.length === 0
        ? undefined
        : new TenantPodIdentities(this, "pod-identities", { spec, cluster: this.cluster });
    tagResources(this, tagsOf(spec.profile));
  }

  /** One after the other, for each is an update of the whole cluster. */
  private associateProviders(methods: CloudClusterSpec["authentication"]["methods"]) {
    const associations: Record<string, OidcAssociation> = {};
    let before: OidcAssociation | undefined;
    for (const association of oidcAssociations(methods)) {
      before = new OidcAssociation(this, association.name, {
        clusterName: this.cluster.clusterName,
        ...association,
        dependsOn: before && [before.identityProviderConfig],
      });
      associations[association.name] = before;
    }
    return associations;
  }

  private letPeopleBreakGlass(clusterName: string, region: string, people: readonly string[]) {
    const role = new BreakGlassRole(this, "break-glass", { clusterName, region, people });
    const entry = new AccessEntry(this, "access-break-glass", {
      clusterName: this.cluster.clusterName,
      principalArn: role.roleArn,
      kubernetesGroups: [BREAK_GLASS],
    });
    return { role, entry };
  }

  /** The EKS cluster as a Terraform resource. */
  get eks(): PrivateEksCluster["eks"] {
    return this.cluster.eks;
  }

  /** The address of the API server, as a reference: a name that leads to private addresses. */
  get endpoint(): string {
    return this.cluster.endpoint;
  }
}
