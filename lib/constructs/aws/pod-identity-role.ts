import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicyAttachment } from "@cdktf/provider-aws/lib/iam-role-policy-attachment";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface PodIdentityRoleProps {
  /** The role's name, at most 64 characters. */
  readonly name: string;
  readonly description: string;
  /** The name of the EKS cluster whose pods take the role on. */
  readonly clusterName: string;
  /** The cluster's region. */
  readonly region: string;
  /**
   * Policies of AWS by name, `AmazonEKS_CNI_Policy`. Their order does not matter.
   *
   * @default - none
   */
  readonly awsPolicies?: readonly string[] | undefined;
  /**
   * The one service account whose pods may take the role on: the session tags that EKS sends along must say so.
   *
   * @default - whichever an association of the cluster names
   * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
   */
  readonly onlyFor?: { readonly namespace: string; readonly serviceAccount: string } | undefined;
}

/**
 * A role that pods of one cluster take on through EKS Pod Identity, and nobody else. Which pods, an association says, or the
 * add-on that they belong to.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-role.html
 */
export class PodIdentityRole extends Construct {
  readonly role: IamRole;
  /** The policies, by name. */
  readonly policyAttachments: Readonly<Record<string, IamRolePolicyAttachment>>;
  /** The role's ARN, as a reference. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: PodIdentityRoleProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition } = ThisAccount.of(this);
    const cluster = `arn:${partition}:eks:${identityText(props.region)}:${accountId}:cluster/${identityText(props.clusterName)}`;
    this.role = new IamRole(this, "Resource", {
      name: identityText(props.name),
      description: terraformText(props.description),
      assumeRolePolicy: policyDocument([
        {
          Sid: "OnlyForPodsOfThisCluster",
          Effect: "Allow",
          Principal: { Service: "pods.eks.amazonaws.com" },
          Action: ["sts:AssumeRole", "sts:TagSession"],
          Condition: {
            ArnEquals: { "aws:SourceArn": cluster },
            StringEquals: { "aws:SourceAccount": accountId, ...sessionTags(props.onlyFor) },
          },
        },
      ]),
    });
    this.policyAttachments = Object.fromEntries(
      [...new Set(props.awsPolicies ?? [])].sort().map((name) => [
        name,
        new IamRolePolicyAttachment(this, name, {
          role: this.role.name,
          policyArn: `arn:${partition}:iam::aws:policy/${terraformText(name)}`,
        }),
      ]),
    );
    this.roleArn = this.role.arn;
  }
}

function sessionTags(onlyFor: PodIdentityRoleProps["onlyFor"]): Readonly<Record<string, string>> {
  return onlyFor === undefined
    ? {}
    : {
        "aws:RequestTag/kubernetes-namespace": terraformText(onlyFor.namespace),
        "aws:RequestTag/kubernetes-service-account": terraformText(onlyFor.serviceAccount),
      };
}
