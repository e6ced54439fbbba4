/**
 * The interfaces behind which pods live, as the usual network plug-ins name them: Calico, the bridge plug-in, flannel,
 * Cilium. A packet with a pod's address counts as a pod's only when it comes through one of these.
 */
export const POD_INTERFACES = ["cali*", "cni*", "flannel*", "lxc*"] as const;

/** The interfaces behind which pods of k3s live: the bridge, and flannel's tunnel. */
export const K3S_POD_INTERFACES = ["cni*", "flannel*"] as const;
