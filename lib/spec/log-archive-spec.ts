/**
 * A copy of what the control plane and the network log, in a bucket in which nobody can change or delete it before its time: not
 * the administrator of the account, and not AWS for him (Object Lock in compliance mode).
 *
 * @see https://docs.aws.amazon.com/AmazonS3/latest/userguide/object-lock.html
 */
export interface LogArchiveInput {
  /**
   * For how many days an archived record can be neither changed nor deleted: 365 to 3653. Nobody can shorten it for what is
   * archived already, so a mistake is paid for until it ends.
   *
   * @default - `logs.retentionDays`
   */
  readonly retentionDays?: number | undefined;

  /**
   * The roles that may read what is archived, by ARN; at most 20. Everybody else of the account is refused, whatever IAM allows.
   *
   * @default - nobody
   */
  readonly readableBy?: readonly string[] | undefined;
}
