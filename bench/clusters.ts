import { type ClusterSpec, formatIssue, parseCluster } from "portcullis";
import { payments, plant, store } from "../apps/fleet/clusters";
import { type Mix, nameAt, purposeAt } from "./names";

const EXAMPLES = { payments, plant, store };

/** The description of the cluster at a place, checked as every description is. */
export function clusterAt(place: number, mix: Mix): ClusterSpec {
  const result = parseCluster({ ...EXAMPLES[purposeAt(place, mix)], name: nameAt(place, mix) });
  if (!result.ok) throw new Error(result.issues.map(formatIssue).join("\n"));
  return result.cluster;
}
