import type { PolicyStatement } from "./policy-document";

/** The account and partition in which an endpoint stands: literal, or a reference that Terraform resolves. */
export interface EndpointOwner {
  readonly accountId: string;
  readonly partition: string;
  readonly region: string;
}

/**
 * Who may use an endpoint, and for what: principals of the own account, so that stolen credentials of another account
 * cannot carry data out through it. Two services need more, because their callers have no account when they call:
 *
 * - `s3`: image layers come by a link that Amazon ECR signs, out of one bucket of AWS's own in each region;
 * - `sts`: a pod that trades its service-account token for credentials has none yet; only roles of the own account.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/vpc-endpoints-access.html
 * @see https://docs.aws.amazon.com/AmazonECR/latest/userguide/vpc-endpoints.html#ecr-minimum-s3-perms
 */
export function endpointPolicy(service: string, owner: EndpointOwner): readonly PolicyStatement[] {
  const ownAccount: PolicyStatement = {
    Sid: "OwnAccount",
    Effect: "Allow",
    Principal: "*",
    Action: "*",
    Resource: "*",
    Condition: { StringEquals: { "aws:PrincipalAccount": owner.accountId } },
  };
  if (service === "s3") {
    return [
      ownAccount,
      {
        Sid: "ImageLayers",
        Effect: "Allow",
        Principal: "*",
        Action: "s3:GetObject",
        Resource: `arn:${owner.partition}:s3:::prod-${owner.region}-starport-layer-bucket/*`,
      },
    ];
  }
  if (service === "sts") {
    return [
      ownAccount,
      {
        Sid: "ServiceAccountsToOwnRoles",
        Effect: "Allow",
        Principal: "*",
        Action: "sts:AssumeRoleWithWebIdentity",
        Resource: `arn:${owner.partition}:iam::${owner.accountId}:role/*`,
      },
    ];
  }
  return [ownAccount];
}
