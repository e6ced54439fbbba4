import { plant } from "../../../apps/fleet/clusters";
import {
  type DataCenterClusterInput,
  type DataCenterClusterSpec,
  defineCluster,
  type KubernetesVersion,
} from "../../../lib";

/** No tenant's, and without a word of Pod Security. */
export const OF_THE_PLATFORM = "monitoring";

/** The example cluster, with a namespace of the platform's own and the one in which other clusters' pods forward. */
export function describedCluster(kubernetesVersion: KubernetesVersion): DataCenterClusterSpec {
  const platformNamespaces = [
    { name: OF_THE_PLATFORM, why: "metrics of the machines, by the platform team" },
    { name: "portcullis-logs", why: "pods that forward records, as on a cloud" },
  ];
  const admission = { ...plant.admission, platformNamespaces };
  return defineCluster({ ...plant, kubernetesVersion, admission } as DataCenterClusterInput);
}
