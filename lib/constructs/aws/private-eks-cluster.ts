import { EksCluster } from "@cdktf/provider-aws/lib/eks-cluster";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { CONTROL_PLANE_LOG_TYPES } from "../../pillars/audit/control-plane-log-types";
import type { AutoModeNodePool } from "../../spec/auto-mode-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { cidrBlock } from "./decisions/cidr-block";
import { identityText } from "./identity-text";

export interface PrivateEksClusterProps {
  /** The cluster's name, 1 to 100 characters. A change replaces the cluster. */
  readonly name: string;
  /** The Kubernetes minor version, `"1.35"`: pinned, so that nothing upgrades by itself before its support ends. */
  readonly kubernetesVersion: string;
  /** The role under which the control plane works: {@link ClusterRole}. */
  readonly roleArn: string;
  /** Private subnets in two zones or more. */
  readonly subnetIds: readonly string[];
  /** The groups in front of the API server's addresses in these subnets: {@link ClosedSecurityGroup}. */
  readonly securityGroupIds: readonly string[];
  /** The key that encrypts secrets; EKS can never be given another: {@link EncryptionKey}. */
  readonly secretsKeyArn: string;
  /**
   * EKS Auto Mode: which pools may start nodes, under which role, and the range of Services. The cluster's role needs `autoMode` too.
   *
   * @default - off
   */
  readonly autoMode?:
    | { readonly nodePools: readonly AutoModeNodePool[]; readonly nodeRoleArn: string; readonly serviceRange: string }
    | undefined;
  /**
   * What must be there before the cluster and go after it: the log group, and the policy attachment of the role.
   *
   * @default - nothing but what the other properties refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/**
 * An EKS cluster whose API server has private addresses only, in which nobody is an administrator from birth.
 *
 * EKS attaches a group of its own to the API server as well (`eks-cluster-sg-...`): it lets in the cluster's nodes and
 * lets the control plane out to them, so the groups given here need no rule for either.
 *
 * - The way in is IAM access entries and OIDC alone (`API`); the `aws-auth` ConfigMap is not read.
 * - Add-ons are not installed by EKS itself: whoever adds nodes chooses and pins them.
 * - AWS refuses to delete the cluster until `deletion_protection` has been turned off and applied.
 * - When standard support of the version ends, EKS upgrades instead of charging for extended support.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/setting-up-access-entries.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export class PrivateEksCluster extends Construct {
  readonly eks: EksCluster;
  /** The address of the API server, as a reference: a name that leads to private addresses. */
  readonly endpoint: string;
  /** The cluster's name, as a reference: what uses it waits for the cluster. */
  readonly clusterName: string;
  /** The id of the group that EKS makes for the cluster's nodes, as a reference. */
  readonly clusterSecurityGroupId: string;

  constructor(scope: Construct, id: string, props: PrivateEksClusterProps) {
    super(scope, id);
    gateTerraform(this);
    this.eks = new EksCluster(this, "Resource", {
      name: identityText(props.name),
      version: props.kubernetesVersion,
      roleArn: identityText(props.roleArn),
      accessConfig: { authenticationMode: "API", bootstrapClusterCreatorAdminPermissions: false },
      bootstrapSelfManagedAddons: false,
      deletionProtection: true,
      enabledClusterLogTypes: [...CONTROL_PLANE_LOG_TYPES],
      encryptionConfig: { resources: ["secrets"], provider: { keyArn: identityText(props.secretsKeyArn) } },
      upgradePolicy: { supportType: "STANDARD" },
      vpcConfig: {
        endpointPrivateAccess: true,
        endpointPublicAccess: false,
        securityGroupIds: props.securityGroupIds.map(identityText),
        subnetIds: props.subnetIds.map(identityText),
      },
      ...(props.autoMode && {
        computeConfig: {
          enabled: true,
          nodePools: [...new Set(props.autoMode.nodePools)].sort(),
          nodeRoleArn: identityText(props.autoMode.nodeRoleArn),
        },
        storageConfig: { blockStorage: { enabled: true } },
        // AWS takes the three together or not at all; the role's policy keeps load balancers inside.
        kubernetesNetworkConfig: {
          elasticLoadBalancing: { enabled: true },
          serviceIpv4Cidr: cidrBlock(props.autoMode.serviceRange).canonical,
        },
      }),
      // Both count at creation only, and AWS reports neither back: without this, an imported cluster would be replaced.
      lifecycle: {
        ignoreChanges: [
          "access_config[0].bootstrap_cluster_creator_admin_permissions",
          "bootstrap_self_managed_addons",
        ],
      },
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
    });
    this.endpoint = this.eks.endpoint;
    this.clusterName = this.eks.name;
    this.clusterSecurityGroupId = this.eks.vpcConfig.clusterSecurityGroupId;
  }
}
