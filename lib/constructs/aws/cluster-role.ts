import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface ClusterRoleProps {
  /** The name of the EKS cluster that works under the role: at most 56 characters, for the role is called after it. */
  readonly clusterName: string;
  /** The cluster's region. */
  readonly region: string;
}

/**
 * The IAM role under which an EKS control plane works. Only EKS may take it on, and only on behalf of this one
 * cluster of this account: no other cluster can be made to use it. `sts:TagSession` is left out: EKS Auto Mode alone
 * needs it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export class ClusterRole extends Construct {
  readonly role: IamRole;
  readonly policyAttachment: IamRolePolicyAttachment;
  /** The role's ARN, as a reference. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: ClusterRoleProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition } = ThisAccount.of(this);
    const clusterName = identityText(props.clusterName);
    this.role = new IamRole(this, "Resource", {
      name: `${clusterName}-cluster`,
      description: `Amazon EKS control plane of ${clusterName}`,
      assumeRolePolicy: policyDocument([
        {
          Sid: "OnlyForThisCluster",
          Effect: "Allow",
          Principal: { Service: "eks.amazonaws.com" },
          Action: "sts:AssumeRole",
          Condition: {
            ArnEquals: {
              "aws:SourceArn": `arn:${partition}:eks:${identityText(props.region)}:${accountId}:cluster/${clusterName}`,
            },
            StringEquals: { "aws:SourceAccount": accountId },
          },
        },
      ]),
    });
    this.policyAttachment = new IamRolePolicyAttachment(this, "policy", {
      role: this.role.name,
      policyArn: `arn:${partition}:iam::aws:policy/AmazonEKSClusterPolicy`,
    });
    this.roleArn = this.role.arn;
  }
}
