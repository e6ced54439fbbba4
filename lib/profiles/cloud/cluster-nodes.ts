import { Construct } from "constructs";
import {
  ClusterAddOn,
  type ClusterNetwork,
  EncryptionKey,
  ManagedNodeGroup,
  NodeRole,
  PodIdentityRole,
  type PrivateEksCluster,
} from "../../constructs/aws";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import { tagsOf } from "./decisions/tags-of";
import type { CloudClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";

export interface ClusterNodesProps {
  readonly spec: CloudClusterSpec;
  readonly cluster: PrivateEksCluster;
  readonly network: ClusterNetwork;
}

/**
 * The nodes of a cluster with the add-ons that they cannot do without. What nodes need before they become ready (network,
 * kube-proxy, the agent that gives pods their roles) comes before them, CoreDNS after them.
 */
export class ClusterNodes extends Construct {
  readonly role: NodeRole;
  /** The key that encrypts the nodes' disks. */
  readonly diskKey: EncryptionKey;
  /** The role of the network add-on. */
  readonly cniRole: PodIdentityRole;
  readonly vpcCni: ClusterAddOn;
  readonly kubeProxy: ClusterAddOn;
  readonly podIdentityAgent: ClusterAddOn;
  readonly coreDns: ClusterAddOn;
  /** The groups, by name. */
  readonly groups: Readonly<Record<string, ManagedNodeGroup>>;

  constructor(scope: Construct, id: string, { spec, cluster, network }: ClusterNodesProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "cloud");
    const { name, kubernetesVersion } = spec;
    const { region, nodes, addOnVersions: versions = {} } = spec.profile;
    const { clusterName } = cluster;

    this.role = new NodeRole(this, "role", { clusterName: name });
    this.diskKey = new EncryptionKey(this, "disk-key", {
      alias: `${name}/disks`,
      description: `Node disks of ${name}`,
      machineDisks: true,
    });
    this.cniRole = new PodIdentityRole(this, "cni-role", {
      name: `${name}-vpc-cni`,
      description: `VPC CNI of ${name}`,
      clusterName: name,
      region,
      awsPolicies: ["AmazonEKS_CNI_Policy"],
    });
    this.podIdentityAgent = new ClusterAddOn(this, "pod-identity-agent", {
      clusterName,
      name: "eks-pod-identity-agent",
      version: versions.podIdentityAgent,
    });
    this.vpcCni = new ClusterAddOn(this, "vpc-cni", {
      clusterName,
      name: "vpc-cni",
      version: versions.vpcCni,
      podIdentity: { serviceAccount: "aws-node", roleArn: this.cniRole.roleArn },
      dependsOn: Object.values(this.cniRole.policyAttachments),
    });
    this.kubeProxy = new ClusterAddOn(this, "kube-proxy", {
      clusterName,
      name: "kube-proxy",
      version: versions.kubeProxy,
    });

    const before = [
      ...Object.values(this.role.policyAttachments),
      ...[this.podIdentityAgent, this.vpcCni, this.kubeProxy].map(({ addOn }) => addOn),
    ];
    this.groups = Object.fromEntries(
      [...nodes]
        .sort((a, b) => (a.name < b.name ? -1 : 1))
        .map((group) => [
          group.name,
          new ManagedNodeGroup(this, `group-${group.name}`, {
            ...group,
            clusterName,
            kubernetesVersion,
            namePrefix: name,
            subnetIds: network.privateSubnetIds,
            securityGroupIds: [cluster.clusterSecurityGroupId],
            roleArn: this.role.roleArn,
            diskKeyArn: this.diskKey.keyArn,
            machineTags: tagsOf(spec.profile),
            dependsOn: before,
          }),
        ]),
    );
    this.coreDns = new ClusterAddOn(this, "coredns", {
      clusterName,
      name: "coredns",
      version: versions.coreDns,
      dependsOn: Object.values(this.groups).map(({ nodeGroup }) => nodeGroup),
    });
  }
}
