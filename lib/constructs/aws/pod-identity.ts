import { EksPodIdentityAssociation } from "@cdktf/provider-aws/lib/eks-pod-identity-association";
import { IamRolePolicy } from "@cdktf/provider-aws/lib/iam-role-policy";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { PodIdentityRole } from "./pod-identity-role";

export interface PodIdentityProps {
  /** The EKS cluster's name, literal: the role trusts this cluster alone. */
  readonly clusterName: string;
  /** The cluster's name as a reference, so that the association waits for it; the literal one will do where it stands already. */
  readonly cluster?: string | undefined;
  /** The cluster's region. */
  readonly region: string;
  /** The namespace of the account; none of the cluster's own. */
  readonly namespace: string;
  /** The service account whose pods get the role; not `default`. */
  readonly serviceAccount: string;
  /** The role's name, at most 64 characters. */
  readonly roleName: string;
  /** What the workload does with it; the description of the role. */
  readonly description: string;
  /** What it may do, one grant at least: whole names of actions, and ARNs of resources. */
  readonly may: readonly { readonly actions: readonly string[]; readonly resources: readonly string[] }[];
}

/**
 * A role in AWS for the pods of one service account, by EKS Pod Identity: its trust names the cluster, the namespace and the account, its one
 * policy what the description grants. The cluster's nodes need the agent: the add-on `eks-pod-identity-agent`, or Auto Mode.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-id-association.html
 */
export class PodIdentity extends Construct {
  readonly role: PodIdentityRole;
  readonly grants: IamRolePolicy;
  readonly association: EksPodIdentityAssociation;

  constructor(scope: Construct, id: string, props: PodIdentityProps) {
    super(scope, id);
    gateTerraform(this);
    const { clusterName, region, namespace, serviceAccount, may } = props;
    // A policy without a statement is refused by AWS, and says nothing anyhow.
    if (may.length === 0)
      throw new InvalidInput(`${namespace}/${serviceAccount} may do nothing: name a grant, or make no role`);
    this.role = new PodIdentityRole(this, "role", {
      name: props.roleName,
      description: props.description,
      clusterName,
      region,
      onlyFor: { namespace, serviceAccount },
    });
    this.grants = new IamRolePolicy(this, "grants", {
      name: "described",
      role: this.role.role.id,
      policy: policyDocument(
        may.map(({ actions, resources }, index) => ({
          Sid: `Grant${index + 1}`,
          Effect: "Allow",
          Action: [...new Set(actions)].sort().map(terraformText),
          Resource: [...new Set(resources)].sort().map(terraformText),
        })),
      ),
    });
    this.association = new EksPodIdentityAssociation(this, "Resource", {
      clusterName: identityText(props.cluster ?? clusterName),
      namespace: terraformText(namespace),
      serviceAccount: terraformText(serviceAccount),
      roleArn: this.role.roleArn,
      // No pod gets the role before it may do what it is for.
      dependsOn: [this.grants],
    });
  }
}
