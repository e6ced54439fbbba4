import { EksNodeGroup } from "@cdktf/provider-aws/lib/eks-node-group";
import { LaunchTemplate, type LaunchTemplateBlockDeviceMappings } from "@cdktf/provider-aws/lib/launch-template";
import { type ITerraformDependable, Token } from "cdktf";
import { Construct } from "constructs";
import type { KubernetesVersion } from "../../spec/kubernetes-version";
import type { NodeGroupInput, NodeOs } from "../../spec/node-group-spec";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { nodeImage } from "./decisions/node-image";
import { nodeUserData } from "./decisions/node-user-data";
import { identityText } from "./identity-text";

export interface ManagedNodeGroupProps extends NodeGroupInput {
  /** The EKS cluster's name, literal or token. */
  readonly clusterName: string;
  /** The cluster's Kubernetes minor version, which the nodes follow. */
  readonly kubernetesVersion: KubernetesVersion;
  /** What launch template and machines are called, with the group's name behind it; usually the cluster's name. */
  readonly namePrefix: string;
  /** Private subnets. */
  readonly subnetIds: readonly string[];
  /** The groups that the machines wear; the one that EKS made for the cluster lets them reach it and each other. */
  readonly securityGroupIds: readonly string[];
  /** The role under which the nodes work: {@link NodeRole}. */
  readonly roleArn: string;
  /** The key that encrypts the disks, `EncryptionKey` with `machineDisks`. */
  readonly diskKeyArn: string;
  /**
   * Tags of the machines and their disks, which take none from the group. A change starts new machines, one after the other.
   *
   * @default - their name alone
   */
  readonly machineTags?: Readonly<Record<string, string>> | undefined;
  /**
   * What must be there before the nodes: the policies of their role, and the network add-on.
   *
   * @default - nothing but what the other properties refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/**
 * Managed nodes of an EKS cluster behind a launch template of their own: session tokens for the metadata service, which
 * answers over one hop, so that pods never reach the machine's credentials; encrypted disks; no public address; no key
 * pair. Amazon EKS replaces broken nodes, and one at a time for an update.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/launch-templates.html
 * @see https://docs.aws.amazon.com/eks/latest/best-practices/identity-and-access-management.html
 */
export class ManagedNodeGroup extends Construct {
  readonly launchTemplate: LaunchTemplate;
  readonly nodeGroup: EksNodeGroup;

  constructor(scope: Construct, id: string, props: ManagedNodeGroupProps) {
    super(scope, id);
    gateTerraform(this);
    const name = `${identityText(props.namePrefix)}-${identityText(props.name)}`;
    this.launchTemplate = new LaunchTemplate(this, "template", {
      name,
      updateDefaultVersion: true,
      blockDeviceMappings: disks(props.os, props.diskGiB, identityText(props.diskKeyArn)),
      metadataOptions: {
        httpEndpoint: "enabled",
        httpTokens: "required",
        httpPutResponseHopLimit: 1,
        instanceMetadataTags: "disabled",
      },
      monitoring: { enabled: true },
      networkInterfaces: [
        {
          deviceIndex: 0,
          associatePublicIpAddress: "false",
          deleteOnTermination: "true",
          securityGroups: props.securityGroupIds.map(identityText),
        },
      ],
      tagSpecifications: ["instance", "volume"].map((resourceType) => ({
        resourceType,
        tags: { ...textsOf(props.machineTags), Name: name },
      })),
      userData: Buffer.from(nodeUserData(props.os), "utf8").toString("base64"),
    });
    this.nodeGroup = new EksNodeGroup(this, "Resource", {
      clusterName: identityText(props.clusterName),
      nodeGroupName: identityText(props.name),
      nodeRoleArn: identityText(props.roleArn),
      version: props.kubernetesVersion,
      amiType: nodeImage(props.os, props.instanceTypes),
      instanceTypes: [...props.instanceTypes],
      subnetIds: props.subnetIds.map(identityText),
      scalingConfig: { minSize: props.min, maxSize: props.max, desiredSize: props.desired ?? props.min },
      updateConfig: { maxUnavailable: 1 },
      nodeRepairConfig: { enabled: true },
      launchTemplate: {
        id: this.launchTemplate.id,
        version: Token.asString(this.launchTemplate.latestVersion),
      },
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
    });
  }
}

function textsOf(tags: ManagedNodeGroupProps["machineTags"] = {}): { [key: string]: string } {
  return Object.fromEntries(
    Object.entries(tags)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, value]) => [terraformText(key), terraformText(value)]),
  );
}

/** Bottlerocket keeps the system on a disk of its own, whose size the image says. */
function disks(os: NodeOs, diskGiB: number, kmsKeyId: string): LaunchTemplateBlockDeviceMappings[] {
  const disk = (deviceName: string, size?: number): LaunchTemplateBlockDeviceMappings => ({
    deviceName,
    ebs: {
      encrypted: "true",
      kmsKeyId,
      deleteOnTermination: "true",
      volumeType: "gp3",
      ...(size !== undefined && { volumeSize: size }),
    },
  });
  switch (os) {
    case "al2023":
      return [disk("/dev/xvda", diskGiB)];
    case "bottlerocket":
      return [disk("/dev/xvda"), disk("/dev/xvdb", diskGiB)];
  }
}
