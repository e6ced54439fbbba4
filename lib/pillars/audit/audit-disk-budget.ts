import type { EdgeProfileSpec } from "../../spec/cluster-spec";
import { type AuditRotation, filesWithin } from "./audit-log-file";

/**
 * As many rotated files as the disk budget holds beside the one that is written and the one that was just rotated, before
 * the oldest is removed. Nothing is compressed: the sum then is exact, and whoever forwards the records can follow
 * them through a rotation.
 *
 * @see https://pkg.go.dev/gopkg.in/natefinch/lumberjack.v2
 */
export function auditDiskBudget(profile: Pick<EdgeProfileSpec, "auditDiskMiB">): AuditRotation {
  return filesWithin(profile.auditDiskMiB);
}
