import { closedNodes } from "../fixtures/closed-nodes";
import { manifests } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn, failOrUnknown } from "../verdict";

const autoMode = (on: string) => ({
  apiVersion: "v1",
  kind: "ConfigMap",
  metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
  data: { "enable-network-policy-controller": on },
});
const cni = (change: Readonly<Record<string, unknown>>) => closedNodes({ "aws_eks_addon.cni": change });

/** Whatever carries the pods of an EKS cluster enforces its NetworkPolicies. */
export const NETWORK_POLICY_ENFORCED: Rule<"cluster-network-policy"> = {
  id: "network-policy-enforced",
  title: "Nodes of an EKS cluster enforce NetworkPolicies.",
  why: "Without it every NetworkPolicy is accepted and none holds: one broken pod reaches every other pod and database.",
  fix: 'Write the add-on vpc-cni for the cluster, with configuration_values {"enableNetworkPolicy":"true"}.',
  controls: ["CIS-EKS-1.8 4.3.1", "CIS-EKS-1.8 5.4.4", "NIST-800-53 SC-7"],
  judges: "cluster-network-policy",
  reach: "ours",
  judge({ enforced }) {
    const message = "NetworkPolicies are not enforced";
    if (!enforced.known)
      return failOrUnknown([], [{ at: "", got: enforced.why, message: `nobody can see whether ${message}` }]);
    return failOn(enforced.value ? [] : [{ at: "", got: "no vpc-cni with enableNetworkPolicy", message }]);
  },
  fixtures: () => ({
    pass: [
      { name: "the add-on enforces them", documents: [closedNodes()] },
      { name: "the switch of Auto Mode is on", documents: manifests(autoMode("true")) },
      { name: "true without quotes", documents: [cni({ configuration_values: '{"enableNetworkPolicy":true}' })] },
    ],
    fail: [
      { name: "the add-on says nothing", documents: [cni({ configuration_values: null })] },
      { name: "the add-on says no", documents: [cni({ configuration_values: '{"enableNetworkPolicy":"false"}' })] },
      { name: "nodes without the add-on", documents: [cni({ addon_name: "kube-proxy" })] },
      { name: "the add-on of another cluster", documents: [cni({ cluster_name: "other" })] },
      { name: "the switch of Auto Mode is off", documents: manifests(autoMode("false")) },
      { name: "the switch of Auto Mode says nothing", documents: manifests(autoMode("")) },
      { name: "a variable decides", documents: [cni({ configuration_values: "${var.cni}" })] },
    ],
  }),
};
