import type { ComponentFlag } from "../../plan/component-flag";
import { MACHINE_PATHS } from "../../plan/machine-paths";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";

/**
 * Where the records lie on the machine, and for how long. Rotation is always given: the defaults of older versions
 * never rotate, those of newer ones delete.
 *
 * The oldest file goes when its age is reached, or when there are a thousand: 100 GB of records, some 5 GB compressed, so
 * that a flood of requests fills neither the disk nor etcd's.
 *
 * @see https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#log-backend
 */
export function auditLogFile(spec: DataCenterClusterSpec): readonly ComponentFlag[] {
  const flag = (name: string, value: string, why: string, fields: readonly string[] = []): ComponentFlag => ({
    pillar: "audit",
    fields,
    component: "kube-apiserver",
    name,
    value,
    why,
  });
  return [
    flag("audit-log-compress", "true", "a year of records fits on the disk"),
    flag("audit-log-maxage", String(spec.logs.retentionDays), "the declared days", ["logs.retentionDays"]),
    flag("audit-log-maxbackup", "1000", "at most 100 GB before compression: give the volume of /var/log/kubernetes/audit a tenth of that"),
    flag("audit-log-maxsize", "100", "megabytes of one file"),
    flag("audit-log-mode", "blocking", "a request is answered after its record is written"),
    flag("audit-log-path", MACHINE_PATHS.auditLog, "what happened is on record"),
  ];
}
