import type { LaboratoryCluster } from "../laboratory/cluster";
import { certificateRow, decisionRow } from "./certificate-row";
import { ENTERING_ROW } from "./entering-row";
import { guardRows } from "./guard-rows";
import { logForwarderRow } from "./log-forwarder-row";
import { NAMESPACE_ROWS } from "./namespace-rows";
import { PEOPLE_ROWS } from "./people-rows";
import { POD_ROWS } from "./pod-rows";
import { RIGHTS_ROWS } from "./rights-rows";
import type { Row } from "./row";
import { SERVICE_ROWS } from "./service-rows";

/**
 * What is tried of every policy.
 * @param forwarding the manifests of a cluster that forwards by pods
 */
export function admissionRows(
  plant: Pick<LaboratoryCluster, "manifests">,
  forwarding: readonly string[],
): readonly Row[] {
  return [
    ...POD_ROWS,
    ENTERING_ROW,
    ...SERVICE_ROWS,
    ...guardRows(plant),
    ...NAMESPACE_ROWS,
    ...RIGHTS_ROWS,
    certificateRow(),
    decisionRow(),
    logForwarderRow(forwarding),
    ...PEOPLE_ROWS,
  ];
}
