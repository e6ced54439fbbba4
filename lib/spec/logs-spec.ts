/** What is kept of what happened. */
export interface LogsInput {
  /**
   * For how long audit records are kept, in days: 365 to 3653. On the cloud profile the nearest longer value that
   * CloudWatch Logs offers is used; on machines it is the age at which the API server deletes rotated audit files.
   *
   * @default 400
   */
  readonly retentionDays?: number | undefined;
}
