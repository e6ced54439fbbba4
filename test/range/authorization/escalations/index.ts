import type { KubernetesVersion } from "../../../../lib";
import type { Escalation } from "../escalation";
import { ADMISSION_ESCALATIONS } from "./admission";
import { CERTIFICATE_ESCALATIONS } from "./certificates";
import { CLUSTER_ESCALATIONS } from "./cluster-wide";
import { MACHINE_ESCALATIONS } from "./machines";
import { NEIGHBOUR_ESCALATIONS } from "./neighbours";
import { POD_ESCALATIONS } from "./pods";
import { ROLE_ESCALATIONS } from "./roles";
import { SECRET_ESCALATIONS } from "./secrets";

export const ESCALATIONS: readonly Escalation[] = [
  ...POD_ESCALATIONS,
  ...SECRET_ESCALATIONS,
  ...ROLE_ESCALATIONS,
  ...CERTIFICATE_ESCALATIONS,
  ...ADMISSION_ESCALATIONS,
  ...MACHINE_ESCALATIONS,
  ...CLUSTER_ESCALATIONS,
  ...NEIGHBOUR_ESCALATIONS,
];

/** Those that a version has something for. */
export function escalationsOn(version: KubernetesVersion): readonly Escalation[] {
  return ESCALATIONS.filter(({ on }) => on === undefined || on.includes(version));
}
