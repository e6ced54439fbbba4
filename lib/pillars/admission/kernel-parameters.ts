import type { KernelParameter } from "../../plan/kernel-parameter";

/**
 * The kernel parameters that `protectKernelDefaults` compares before the kubelet starts, and the forwarding that pods
 * need. Reverse path filtering is left alone: network plug-ins differ, and the firewall checks it by itself.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export function kernelParameters(): readonly KernelParameter[] {
  const parameter = (name: string, value: number, why: string): KernelParameter => ({
    pillar: "admission",
    fields: [],
    name,
    value,
    why,
  });
  return [
    parameter("kernel.keys.root_maxbytes", 25000000, "what protectKernelDefaults expects"),
    parameter("kernel.keys.root_maxkeys", 1000000, "what protectKernelDefaults expects"),
    parameter("kernel.panic", 10, "what protectKernelDefaults expects"),
    parameter("kernel.panic_on_oops", 1, "what protectKernelDefaults expects"),
    parameter("net.bridge.bridge-nf-call-ip6tables", 1, "bridged packets pass the filters of services"),
    parameter("net.bridge.bridge-nf-call-iptables", 1, "bridged packets pass the filters of services"),
    parameter("net.ipv4.ip_forward", 1, "packets reach pods"),
    parameter("vm.overcommit_memory", 1, "what protectKernelDefaults expects"),
    parameter("vm.panic_on_oom", 0, "what protectKernelDefaults expects"),
  ];
}

/** The kernel modules without which the bridge parameters do not exist; overlayfs is the container runtime's. */
export const KERNEL_MODULES = ["br_netfilter", "overlay"] as const;

/** The same for k3s, whose tunnel between machines is the kernel's. */
export const EDGE_KERNEL_MODULES = [...KERNEL_MODULES, "wireguard"] as const;
