import { EksAddon } from "@cdktf/provider-aws/lib/eks-addon";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";
import { identityText } from "./identity-text";

/** The add-ons that a cluster with nodes cannot do without. */
export type ClusterAddOnName = "vpc-cni" | "kube-proxy" | "coredns" | "eks-pod-identity-agent";

export interface ClusterAddOnProps {
  /** The EKS cluster's name, literal or token. */
  readonly clusterName: string;
  readonly name: ClusterAddOnName;
  /**
   * The version, `v1.20.4-eksbuild.1`.
   *
   * @default - what EKS takes for the cluster's Kubernetes version when the add-on is made; nothing changes it later
   */
  readonly version?: string | undefined;
  /**
   * The role that the add-on's pods take on: {@link PodIdentityRole}.
   *
   * @default - its pods have no rights in AWS
   */
  readonly podIdentity?: { readonly serviceAccount: string; readonly roleArn: string } | undefined;
  /**
   * What must be there before the add-on: nodes for CoreDNS, which is a Deployment and would never become ready without.
   *
   * @default - nothing but what the other properties refer to
   */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/**
 * One add-on of AWS. The network add-on enforces NetworkPolicies, which it does not by itself. Who changes the objects of
 * an add-on by hand is overruled at the next update.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/eks-add-ons.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/cni-network-policy-configure.html
 */
export class ClusterAddOn extends Construct {
  readonly addOn: EksAddon;

  constructor(scope: Construct, id: string, props: ClusterAddOnProps) {
    super(scope, id);
    gateTerraform(this);
    this.addOn = new EksAddon(this, "Resource", {
      clusterName: identityText(props.clusterName),
      addonName: props.name,
      resolveConflictsOnCreate: "OVERWRITE",
      resolveConflictsOnUpdate: "OVERWRITE",
      ...(props.version !== undefined && { addonVersion: identityText(props.version) }),
      ...(props.name === "vpc-cni" && { configurationValues: JSON.stringify({ enableNetworkPolicy: "true" }) }),
      ...(props.podIdentity && {
        podIdentityAssociation: [
          {
            serviceAccount: identityText(props.podIdentity.serviceAccount),
            roleArn: identityText(props.podIdentity.roleArn),
          },
        ],
      }),
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
    });
  }
}
