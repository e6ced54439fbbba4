import type { AuditInput, AuditSpec } from "./audit-spec";
import type { LogTargetInput, LogTargetSpec } from "./log-target-spec";

/** What is kept of what happened. */
export interface LogsInput {
  /**
   * For how long audit records are kept, in days: 365 to 3653. On the cloud profile the nearest longer value that
   * CloudWatch Logs offers is used; on machines it is the age at which the API server deletes rotated audit files.
   *
   * @default 400
   */
  readonly retentionDays?: number | undefined;

  /**
   * What the API server records beyond the edition's policy, and where to besides its file. On your own machines only:
   * Amazon EKS records by a policy of its own.
   *
   * @default - what the edition records, into files of the machine
   */
  readonly audit?: AuditInput | undefined;

  /**
   * Where records go that must outlive their machine: `otlp(...)`.
   *
   * @default - nowhere: on machines everything stays where it was recorded, on the cloud profile what pods write stays on nodes
   */
  readonly forwardTo?: LogTargetInput | undefined;
}

/** Checked rules of records. */
export interface LogsSpec {
  readonly retentionDays: number;
  /** @default - what the edition records, into files of the machine */
  readonly audit?: AuditSpec | undefined;
  /** @default - nowhere */
  readonly forwardTo?: LogTargetSpec | undefined;
}
