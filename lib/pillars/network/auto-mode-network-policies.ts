import type { Manifest } from "../../plan/manifest";

/**
 * Turns NetworkPolicies on in EKS Auto Mode: until this ConfigMap is there they are accepted and none holds.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/auto-net-pol.html
 */
export function autoModeNetworkPolicies(): Manifest {
  return {
    id: "enforce-network-policies",
    pillar: "network",
    fields: ["profile.autoMode"],
    object: {
      apiVersion: "v1",
      kind: "ConfigMap",
      metadata: { name: "amazon-vpc-cni", namespace: "kube-system" },
      data: { "enable-network-policy-controller": "true" },
    },
  };
}
