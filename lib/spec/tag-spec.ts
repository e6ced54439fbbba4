/**
 * A tag of everything that the library makes in AWS for the cluster: who pays, who answers. Whoever may look at the account reads it, and bills
 * repeat it.
 *
 * @see https://docs.aws.amazon.com/tag-editor/latest/userguide/best-practices-and-strats.html
 */
export interface TagInput {
  /**
   * 1 to 128 letters, digits, spaces and `_ . : / = + - @`, without a space at either end; in whatever case, each once. Not `Name`, and not beginning with what
   * AWS, Kubernetes or this library take for an order: `aws:`, `eks:`, `kubernetes.io/`, `k8s.io/`, `karpenter.`, `portcullis:` and the like.
   */
  readonly key: string;

  /** 0 to 256 of the same characters. No password, key or token. */
  readonly value: string;
}
