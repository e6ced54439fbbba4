import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { autoModePolicy } from "./decisions/auto-mode-policy";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface ClusterRoleProps {
  /** The name of the EKS cluster that works under the role: at most 56 characters, for the role is called after it. */
  readonly clusterName: string;
  /** The cluster's region. */
  readonly region: string;
  /**
   * Whether the control plane runs nodes, disks and load balancers by itself, as EKS Auto Mode does; inside the VPC alone.
   *
   * @default false
   */
  readonly autoMode?: boolean | undefined;
}

/**
 * What the control plane needs for Auto Mode beyond the rest.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-cluster-iam-role.html
 */
const AUTO_MODE_POLICIES = [
  "AmazonEKSBlockStoragePolicy",
  "AmazonEKSComputePolicy",
  "AmazonEKSLoadBalancingPolicy",
  "AmazonEKSNetworkingPolicy",
] as const;

/**
 * The IAM role under which an EKS control plane works. Only EKS may take it on, and only on behalf of this one
 * cluster of this account: no other cluster can be made to use it. `sts:TagSession` is there with
 * `autoMode` alone, which needs it.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cluster-iam-role.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cross-service-confused-deputy-prevention.html
 */
export class ClusterRole extends Construct {
  readonly role: IamRole;
  readonly policyAttachment: IamRolePolicyAttachment;
  /** What Auto Mode needs, and what it may never do; the cluster must come after it. Empty without Auto Mode. */
  readonly autoModePolicies: readonly (IamRolePolicyAttachment | IamRolePolicy)[];
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
          Action: props.autoMode ? ["sts:AssumeRole", "sts:TagSession"] : "sts:AssumeRole",
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
    this.autoModePolicies = props.autoMode
      ? [
          new IamRolePolicy(this, "inside-alone", {
            role: this.role.id,
            name: "inside-alone",
            policy: policyDocument(autoModePolicy(partition)),
          }),
          ...AUTO_MODE_POLICIES.map(
            (name) =>
              new IamRolePolicyAttachment(this, name, {
                role: this.role.name,
                policyArn: `arn:${partition}:iam::aws:policy/${name}`,
              }),
          ),
        ]
      : [];
    this.roleArn = this.role.arn;
  }
}
