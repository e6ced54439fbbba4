import { EksAccessEntry } from "@cdktf/provider-aws/lib/eks-access-entry";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { identityText } from "./identity-text";
import { InvalidInput } from "../../spec/invalid-input";

export interface AccessEntryProps {
  /** The EKS cluster's name, literal or token. */
  readonly clusterName: string;
  /** The IAM role's ARN, literal or token. A cluster takes one entry for each role; a change replaces the entry. */
  readonly principalArn: string;
  /**
   * The Kubernetes groups that the role becomes; RBAC in the cluster says what they may do. Their order does not
   * matter; an empty list means that the role may log in and do nothing. No group begins with `system:`.
   */
  readonly kubernetesGroups: readonly string[];
}

/**
 * Lets one IAM role into an EKS cluster, as a member of Kubernetes groups. It never carries an access policy of AWS:
 * those grant rights beside RBAC, where no `kubectl get clusterrolebindings` shows them.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/access-entries.html
 */
export class AccessEntry extends Construct {
  readonly entry: EksAccessEntry;

  constructor(scope: Construct, id: string, props: AccessEntryProps) {
    super(scope, id);
    gateTerraform(this);
    const system = props.kubernetesGroups.find((group) => group.startsWith("system:"));
    if (system !== undefined)
      throw new InvalidInput(`${system} belongs to Kubernetes itself: bind a group of your own to a role instead`);
    this.entry = new EksAccessEntry(this, "Resource", {
      clusterName: identityText(props.clusterName),
      principalArn: identityText(props.principalArn),
      kubernetesGroups: [...new Set(props.kubernetesGroups)].sort().map(terraformText),
      type: "STANDARD",
    });
  }
}
