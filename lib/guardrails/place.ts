/** Where in the written output something stands. */
export interface Place {
  /** The document: `stacks/payments-prod/cdk.tf.json`, `payments-prod (manifests)`, a file's path. */
  readonly document: string;
  /**
   * The place inside it: a Terraform address with the attribute (`aws_eks_cluster.x.vpc_config.endpoint_public_access`),
   * `Kind/namespace/name` with a field, or a line of a nested file.
   */
  readonly path: string;
  /** The construct that wrote it, by its path in the tree, where the document tells. */
  readonly construct?: string | undefined;
}
