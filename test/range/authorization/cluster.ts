import { plant } from "../../../apps/fleet/clusters";
import {
  certificateGroup,
  type DataCenterClusterSpec,
  type KubernetesVersion,
  oidcGroup,
  serviceAccount,
} from "../../../lib";
import { plantCluster } from "../../plant-cluster";
import { ELSEWHERE, TENANT } from "./places";

const inTenant = { namespaces: [TENANT] };

/** A group whose access ends, and what it holds until then: all that an auditor reads, and the tenant's workloads. */
/** Of the whole cluster, and of the tenant alone: no subject is both. */
export const VISITORS = ["visitors", "visitors-of-telemetry"] as const;

/**
 * The plant with a holder for every persona, two personas of its own, a neighbour, rules on attributes, one grant by ABAC, and one
 * that ends.
 */
export function clusterOfEveryPersona(kubernetesVersion: KubernetesVersion, until?: string): DataCenterClusterSpec {
  const [ofAll, ofTenant] = VISITORS;
  return plantCluster({
    kubernetesVersion,
    access: [
      { who: oidcGroup("plant-operators"), persona: "viewer", ...inTenant },
      { who: oidcGroup("telemetry-developers"), persona: "developer", ...inTenant },
      { who: oidcGroup("plant-platform"), persona: "operator" },
      { who: oidcGroup("security-audit"), persona: "auditor" },
      { who: certificateGroup("plant-recovery"), persona: "recovery" },
      { who: serviceAccount(TENANT, "metrics"), persona: "watcher", ...inTenant },
      { who: oidcGroup("release"), persona: { own: "release" }, ...inTenant },
      { who: serviceAccount(TENANT, "leader"), persona: { own: "leader" }, ...inTenant },
      ...(until === undefined
        ? []
        : ([
            { who: oidcGroup(ofAll), persona: "auditor", until },
            { who: oidcGroup(ofTenant), persona: "developer", ...inTenant, until },
          ] as const)),
    ],
    personas: [
      {
        name: "release",
        why: "switches features on by ConfigMaps and scales",
        heldBy: "people",
        reach: "namespaces",
        rules: [
          { apiGroups: [""], resources: ["configmaps"], verbs: ["get", "list", "create", "update", "patch", "delete"] },
          { apiGroups: ["apps"], resources: ["deployments/scale"], verbs: ["get", "patch"] },
        ],
      },
      {
        name: "leader",
        why: "replicas agree on who of them leads",
        heldBy: "machines",
        reach: "namespaces",
        rules: [{ apiGroups: ["coordination.k8s.io"], resources: ["leases"], verbs: ["get", "create", "update"] }],
      },
    ],
    tenants: [...plant.tenants, { name: ELSEWHERE, quota: { cpu: "4", memory: "8Gi", pods: 20 } }],
    admission: plant.admission,
    attributeRules: plant.attributeRules,
    abac: [
      {
        who: oidcGroup("inventory"),
        namespace: TENANT,
        apiGroup: "",
        resource: "configmaps",
        why: "the inventory program knows no roles",
      },
    ],
  });
}
