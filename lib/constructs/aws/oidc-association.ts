import { EksIdentityProviderConfig } from "@cdktf/provider-aws/lib/eks-identity-provider-config";
import type { ITerraformDependable } from "cdktf";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { identityText } from "./identity-text";

export interface OidcAssociationProps {
  /** The EKS cluster's name, literal or token. */
  readonly clusterName: string;
  /** The name of the association within the cluster. */
  readonly name: string;
  /**
   * The issuer's URL: exactly the `iss` of its tokens. EKS must reach it from the internet, with a publicly trusted
   * certificate.
   */
  readonly issuerUrl: string;
  /** The audience that tokens must carry. */
  readonly clientId: string;
  /** The claim that becomes the user name. */
  readonly usernameClaim: string;
  /** The claim that becomes the groups. */
  readonly groupsClaim: string;
  /** What stands before user names and group names, so that no claim names somebody of another method: `oidc:`. */
  readonly prefix: string;
  /**
   * Claims that a token must carry with exactly these values; among them the proof of a second factor. EKS compares
   * text and cannot look into lists.
   */
  readonly requiredClaims: Readonly<Record<string, string>>;
  /**
   * What must be there before: the cluster's other association that is made just before this one. EKS refuses to begin with a second one while
   * the first is not done.
   *
   * @default - nothing but the cluster
   */
  readonly dependsOn?: readonly ITerraformDependable[] | undefined;
}

/**
 * Login with ID tokens of an OpenID Connect provider; up to ten of a cluster, each with an issuer and a prefix of its own. EKS takes a change only as a new association: for some
 * minutes nobody gets in by this method, which is one reason for having two.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/authenticate-oidc-identity-provider.html
 */
export class OidcAssociation extends Construct {
  readonly identityProviderConfig: EksIdentityProviderConfig;

  constructor(scope: Construct, id: string, props: OidcAssociationProps) {
    super(scope, id);
    gateTerraform(this);
    const requiredClaims = Object.entries(props.requiredClaims).sort(([a], [b]) => (a < b ? -1 : 1));
    this.identityProviderConfig = new EksIdentityProviderConfig(this, "Resource", {
      clusterName: identityText(props.clusterName),
      oidc: {
        identityProviderConfigName: terraformText(props.name),
        issuerUrl: terraformText(props.issuerUrl),
        clientId: terraformText(props.clientId),
        usernameClaim: terraformText(props.usernameClaim),
        usernamePrefix: terraformText(props.prefix),
        groupsClaim: terraformText(props.groupsClaim),
        groupsPrefix: terraformText(props.prefix),
        requiredClaims: Object.fromEntries(
          requiredClaims.map(([claim, value]) => [terraformText(claim), terraformText(value)]),
        ),
      },
      ...(props.dependsOn && { dependsOn: [...props.dependsOn] }),
    });
  }
}
