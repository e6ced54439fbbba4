import type { ComponentFlag } from "../../plan/component-flag";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { ClusterSpec } from "../../spec/cluster-spec";
import type { LogsSpec } from "../../spec/logs-spec";

/** How rotated files of records are kept. */
export interface AuditRotation {
  readonly compress: boolean;
  /** The number of rotated files beside the one that is written. */
  readonly files: number;
}

/** The size at which a file is rotated, in MiB. */
export const AUDIT_FILE_MIB = 100;

/** A year of records on a machine with a disk of its own for them. */
const A_THOUSAND_COMPRESSED: AuditRotation = { compress: true, files: 1000 };

/** What is forwarded need not lie here for a year, and what is compressed can be followed by nobody: some 10 GB. */
const A_HUNDRED_AS_THEY_ARE: AuditRotation = { compress: false, files: 100 };

/** As many files as fit, beside the one that is written and the one that was just rotated, before the oldest goes. */
export function filesWithin(diskMiB: number): AuditRotation {
  return { compress: false, files: Math.floor(diskMiB / AUDIT_FILE_MIB) - 2 };
}

/** Whether a request that cannot be put on record is carried out. */
function auditLogMode({ audit }: Pick<LogsSpec, "audit">): ComponentFlag {
  const strict = audit?.onFullDisk === "refuseRequests";
  return {
    pillar: "audit",
    fields: ["logs.audit.onFullDisk"],
    component: "kube-apiserver",
    name: "audit-log-mode",
    value: strict ? "blocking-strict" : "blocking",
    why: strict
      ? "a request that cannot be put on record is refused"
      : "a request is answered after its record is written",
  };
}

/** How the files of a control plane on one's own machine are kept. */
export function auditRotation({ audit, forwardTo }: Pick<LogsSpec, "audit" | "forwardTo">): AuditRotation {
  if (audit?.diskMiB !== undefined) return filesWithin(audit.diskMiB);
  return forwardTo === undefined ? A_THOUSAND_COMPRESSED : A_HUNDRED_AS_THEY_ARE;
}

/**
 * Where the records lie on the machine, and for how long. Rotation is always given: the defaults of older versions
 * never rotate, those of newer ones delete.
 *
 * The oldest file goes when its age is reached, or when there are a thousand: 100 GB of records, some 5 GB compressed, so
 * that a flood of requests fills neither the disk nor etcd's.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend
 */
export function auditLogFile(
  spec: Pick<ClusterSpec, "logs">,
  rotation: AuditRotation = auditRotation(spec.logs),
): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string, fields: readonly string[] = []): ComponentFlag => ({
    pillar: "audit",
    fields,
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  return [
    flag("audit-log-compress", String(rotation.compress), "what is kept fits on the disk, or can be followed", [
      "logs.forwardTo",
    ]),
    flag("audit-log-maxage", String(spec.logs.retentionDays), "the declared days", ["logs.retentionDays"]),
    flag(
      "audit-log-maxbackup",
      String(rotation.files),
      "at most so many files before the oldest goes: the volume of /var/log/kubernetes/audit must hold them",
      ["logs.audit.diskMiB", "logs.forwardTo"],
    ),
    flag("audit-log-maxsize", String(AUDIT_FILE_MIB), "mebibytes of one file"),
    auditLogMode(spec.logs),
    flag("audit-log-path", MACHINE_PATHS.auditLog, "what happened is on record"),
  ];
}
