/** Actions on resources that a workload may take in AWS. */
export interface PodGrantInput {
  /**
   * 1 to 50 actions by their whole names, `s3:GetObject`: no wildcard, and none that hands out rights, runs something on machines or
   * changes the network, a policy or the trail of records.
   *
   * @see https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html
   */
  readonly actions: readonly string[];

  /**
   * 1 to 50 resources by ARN, of the region's partition. A `*` may stand at the end, after a name: `arn:aws:s3:::reports/*`,
   * `arn:aws:sqs:eu-central-1:123456789012:orders-*`.
   */
  readonly resources: readonly string[];
}

/**
 * A role in AWS for one service account of one tenant, by EKS Pod Identity. The library makes the role: nobody but pods of this account,
 * in this namespace of this cluster, takes it on, and it may do what is written here. A role that is there already cannot be
 * named, for nobody could see here what it may do and who else takes it on.
 *
 * Pods of the tenant reach the agent that hands out the credentials, at one address on their own node; what they then call in AWS is for a
 * network policy of the tenant, and for `network.awsServices`.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/pod-identities.html
 */
export interface PodIdentityInput {
  /** The namespace of the account: that of a declared tenant. */
  readonly namespace: string;

  /** The account: an RFC 1123 label of 1 to 63 characters, not `default`, which every pod has that asks for nothing. */
  readonly serviceAccount: string;

  /** What the workload does with it, 3 to 100 characters; becomes the description of the role. */
  readonly why: string;

  /** What it may do: 1 to 20 grants, together at most 8000 characters. Nothing else. */
  readonly may: readonly PodGrantInput[];
}
