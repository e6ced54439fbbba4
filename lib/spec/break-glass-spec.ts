/**
 * Who may be let in for at most an hour when everything else has failed, and for how long. Without it there is no such way.
 *
 * It is no method of logging in and no persona: nobody holds it until somebody with root on a control-plane machine issues a
 * certificate (data-center and edge), or an IAM user with a fresh second factor takes on its role (cloud). What it may do
 * makes nothing: it reads, deletes pods and jobs, evicts and scales.
 *
 * @see https://kubernetes.io/docs/concepts/security/rbac-good-practices/
 */
export interface BreakGlassInput {
  /**
   * The people by name, at least one: 1 to 30 letters, digits and `.` `_` `@` `-`, beginning with a letter or digit. On the
   * cloud profile they are IAM users of the account that owns the cluster, without a path; elsewhere the names stand in the
   * certificate and in the records.
   */
  readonly people: readonly string[];

  /**
   * The life of a credential in minutes, 10 to 60. Only 60 on the cloud profile: AWS bounds sessions of a role by no less.
   *
   * @default 60
   */
  readonly longestMinutes?: number | undefined;
}

/** Checked break-glass: the minutes filled in. */
export interface BreakGlassSpec extends Omit<BreakGlassInput, "longestMinutes"> {
  readonly longestMinutes: number;
}
