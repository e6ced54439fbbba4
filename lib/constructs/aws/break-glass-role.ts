import { IamRole } from "@cdktf/provider-aws/lib/iam-role";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface BreakGlassRoleProps {
  /** The name of the EKS cluster that the role leads into: at most 52 characters, for the role is called after it. */
  readonly clusterName: string;
  /** The cluster's region. */
  readonly region: string;
  /** IAM users of this account by name, without a path, at least one. Their order does not matter. */
  readonly people: readonly string[];
}

/** How old a second factor may be, in seconds: it is asked for at the door, and not for the day. */
const FRESH_SECONDS = 900;
/** AWS bounds the sessions of a role by no less. */
const LONGEST_SESSION_SECONDS = 3600;

/**
 * A role for emergencies: named IAM users take it on with a second factor of the last quarter of an hour, for at most an
 * hour, and under a session that bears their own name, which the cluster's records then show. `Bool` and not `BoolIfExists`, which
 * also holds where nobody was asked. In AWS it may look its cluster up and nothing else; what it may do in the cluster, its access entry
 * and RBAC say.
 *
 * Sessions of IAM Identity Center and of other roles carry no second factor that a trust policy can see: only users do.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_mfa_configure-api-require.html
 */
export class BreakGlassRole extends Construct {
  readonly role: IamRole;
  /** Lets the role look its cluster up, which clients need for the address. */
  readonly grant: IamRolePolicy;
  /** The role's ARN, as a reference. */
  readonly roleArn: string;

  constructor(scope: Construct, id: string, props: BreakGlassRoleProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition } = ThisAccount.of(this);
    const clusterName = identityText(props.clusterName);
    const people = [...new Set(props.people)].sort();
    const stranger = people.find((person) => !/^[A-Za-z0-9][A-Za-z0-9._@-]{0,63}$/.test(person));
    if (people.length === 0 || stranger !== undefined)
      throw new InvalidInput(`people must be IAM users by name, not ${stranger ?? "an empty list"}`);
    this.role = new IamRole(this, "Resource", {
      name: `${clusterName}-break-glass`,
      description: `Emergencies of ${clusterName}`,
      maxSessionDuration: LONGEST_SESSION_SECONDS,
      assumeRolePolicy: policyDocument([
        {
          Sid: "NamedPeopleWithAFreshSecondFactor",
          Effect: "Allow",
          Principal: { AWS: people.map((person) => `arn:${partition}:iam::${accountId}:user/${person}`) },
          Action: "sts:AssumeRole",
          Condition: {
            Bool: { "aws:MultiFactorAuthPresent": "true" },
            NumericLessThan: { "aws:MultiFactorAuthAge": String(FRESH_SECONDS) },
            // AWS fills the name in; to Terraform it is text.
            StringEquals: { "sts:RoleSessionName": terraformText("${aws:username}") },
          },
        },
      ]),
    });
    this.grant = new IamRolePolicy(this, "grant", {
      name: "find-the-cluster",
      role: this.role.id,
      policy: policyDocument([
        {
          Sid: "FindTheCluster",
          Effect: "Allow",
          Action: "eks:DescribeCluster",
          Resource: `arn:${partition}:eks:${identityText(props.region)}:${accountId}:cluster/${clusterName}`,
        },
      ]),
    });
    this.roleArn = this.role.arn;
  }
}
