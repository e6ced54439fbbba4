import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface NodeRoleProps {
  /** The name of the EKS cluster whose nodes work under the role: at most 58 characters, for the role is called after it. */
  readonly clusterName: string;
}

/**
 * What every node needs and nothing else: to find itself and its cluster, and to pull images. `AmazonEKSWorkerNodePolicy`
 * and not its minimal form, which lets a node hand out Pod Identity credentials only: nodeadm and Bottlerocket ask EC2 for
 * the machine's own name before the kubelet starts.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/create-node-role.html
 */
const NODE_POLICIES = ["AmazonEKSWorkerNodePolicy", "AmazonEC2ContainerRegistryPullOnly"] as const;

/**
 * The IAM role under which nodes of an EKS cluster work. Whatever pods need of AWS is not in it: the VPC CNI and the
 * workloads take roles of their own through EKS Pod Identity ({@link PodIdentityRole}).
 */
export class NodeRole extends Construct {
  readonly role: IamRole;
  /** The policies, by name: nodes must come after them. */
  readonly policyAttachments: Readonly<Record<(typeof NODE_POLICIES)[number], IamRolePolicyAttachment>>;
  /** The role's ARN, as a reference. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: NodeRoleProps) {
    super(scope, id);
    gateTerraform(this);
    const { partition } = ThisAccount.of(this);
    const clusterName = identityText(props.clusterName);
    this.role = new IamRole(this, "Resource", {
      name: `${clusterName}-nodes`,
      description: `Nodes of ${clusterName}`,
      assumeRolePolicy: policyDocument([
        {
          Sid: "OnlyForMachines",
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]),
    });
    const attach = (name: string) =>
      new IamRolePolicyAttachment(this, name, {
        role: this.role.name,
        policyArn: `arn:${partition}:iam::aws:policy/${name}`,
      });
    const [node, pull] = NODE_POLICIES;
    this.policyAttachments = { [node]: attach(node), [pull]: attach(pull) };
    this.roleArn = this.role.arn;
  }
}
