import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface AutoModeNodeRoleProps {
  /** The name of the EKS cluster whose nodes work under the role: at most 53 characters, for the role is called after it. */
  readonly clusterName: string;
}

/** Nodes of Auto Mode ask EC2 for nothing: the control plane does it for them, under a role of its own. */
const POLICIES = ["AmazonEC2ContainerRegistryPullOnly", "AmazonEKSWorkerNodeMinimalPolicy"] as const;

/**
 * The IAM role under which the nodes of EKS Auto Mode work: it pulls images and hands out Pod Identity credentials, nothing else.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-create-node-role.html
 */
export class AutoModeNodeRole extends Construct {
  readonly role: IamRole;
  /** The policies: the cluster must come after them. */
  readonly policyAttachments: readonly IamRolePolicyAttachment[];
  /** The role's ARN, as a reference. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: AutoModeNodeRoleProps) {
    super(scope, id);
    gateTerraform(this);
    const { partition } = ThisAccount.of(this);
    const clusterName = identityText(props.clusterName);
    this.role = new IamRole(this, "Resource", {
      name: `${clusterName}-auto-nodes`,
      description: `Auto Mode nodes of ${clusterName}`,
      assumeRolePolicy: policyDocument([
        {
          Sid: "OnlyForMachines",
          Effect: "Allow",
          Principal: { Service: "ec2.amazonaws.com" },
          Action: "sts:AssumeRole",
        },
      ]),
    });
    this.policyAttachments = POLICIES.map(
      (name) =>
        new IamRolePolicyAttachment(this, name, {
          role: this.role.name,
          policyArn: `arn:${partition}:iam::aws:policy/${name}`,
        }),
    );
    this.roleArn = this.role.arn;
  }
}
