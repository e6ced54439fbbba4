import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Services, also those of a team's own. */
export const CLUSTER_INTERNAL_SERVICES: Rule<"service"> = {
  id: "cluster-internal-services",
  title: "A Service is reached from inside the cluster alone.",
  why: "A node port answers on every machine past its firewall, a load balancer outside the cluster, and an external address takes over somebody else's traffic.",
  fix: "Make it a Service of the type ClusterIP, without external addresses or names.",
  controls: ["CIS-1.12 1.2.3", "NIST-800-53r5 SC-7"],
  judges: "service",
  reach: "exposure",
  promise: 1,
  judge({ type, externalIps, externalName }) {
    const faults: Fault[] = [];
    if (type !== "ClusterIP") {
      faults.push({
        at: "spec.type",
        got: externalName === undefined ? type : `${type} ${externalName}`,
        message: `a Service of the type ${type} leads out of the cluster or into it`,
      });
    }
    if (externalIps.length > 0)
      faults.push({
        at: "spec.externalIPs",
        got: externalIps.join(", "),
        message: "traffic to these addresses ends in the cluster",
      });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a Service that states no type", documents: service({}) },
      { name: "a headless one", documents: service({ type: "ClusterIP", clusterIP: "None" }) },
    ],
    fail: [
      { name: "a node port", documents: service({ type: "NodePort" }) },
      { name: "a load balancer", documents: service({ type: "LoadBalancer" }) },
      { name: "a name outside", documents: service({ type: "ExternalName", externalName: "metadata.example.com" }) },
      { name: "an address outside", documents: service({ externalIPs: ["203.0.113.7"] }) },
    ],
  }),
};

function service(spec: WrittenObject) {
  return manifests({
    apiVersion: "v1",
    kind: "Service",
    metadata: { name: "web", namespace: "team" },
    spec: { ports: [{ port: 80 }], ...spec },
  });
}
