import type { ContainerRuntimePlan } from "../../plan/container-runtime";

/**
 * What containerd runs pods with: the cgroups of systemd, as the kubelet does, and a sandbox image of a known release, the one
 * that kubeadm names. No registry is named: without any, images come by TLS alone, from where their names say.
 *
 * @see https://kubernetes.io/docs/setup/production-environment/container-runtimes/#containerd
 */
export function containerRuntime(): ContainerRuntimePlan {
  return { pillar: "admission", fields: [], sandboxImage: "registry.k8s.io/pause:3.10.1" };
}
