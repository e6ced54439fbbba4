/** What of the written files the laboratory changes for its kernel, each with the reason. Everything else is what the product wrote. */
export interface LaboratoryPatch {
  readonly file: string;
  readonly why: string;
}

/** Parts of the kubelet's configuration, in a drop-in of the laboratory's own beside what kubeadm has written. */
export const KUBELET_PATCH: Readonly<Record<string, unknown>> = {
  cgroupDriver: "cgroupfs",
  failCgroupV1: false,
  protectKernelDefaults: false,
};

/** Texts of containerd's configuration. */
export const CONTAINERD_PATCH: readonly { readonly from: string; readonly to: string }[] = [
  { from: "SystemdCgroup = true", to: "SystemdCgroup = false" },
  {
    from: '[plugins."io.containerd.grpc.v1.cri"]\n',
    to: '[plugins."io.containerd.grpc.v1.cri"]\nrestrict_oom_score_adj = true\n',
  },
];

export const CONTAINERD_PLUGINS = `
[plugins."io.containerd.grpc.v1.cri".cni]
bin_dir = "/usr/lib/cni"
`;

export const LABORATORY_PATCHES: readonly LaboratoryPatch[] = [
  {
    file: "kubelet: cgroupDriver, failCgroupV1, cgroupRoot",
    why: "cgroup v1 without systemd, shared by both machines",
  },
  {
    file: "kubelet: protectKernelDefaults",
    why: "vm.overcommit_memory and kernel.panic are the real machine's, and stay as found",
  },
  { file: "containerd: SystemdCgroup", why: "no systemd" },
  { file: "containerd: restrict_oom_score_adj", why: "the real machine lets nobody lower the score" },
  { file: "containerd: cni.bin_dir", why: "where Debian puts the plug-ins" },
  { file: "kube-proxy: conntrack", why: "its limits are the real machine's" },
];

export const NODES_DIFFERENCES: readonly string[] = [
  "no systemd: the commands of the units run in their order, but for systemctl, and kubeadm's phases in place of kubeadm init",
  "images of registry.k8s.io are our own builds of the same programs, under the official names",
  "kube-proxy runs as a process with the configuration that kubeadm prints for its pods",
  "pods have addresses by Debian's bridge plug-in and routes between the machines, in place of an overlay; nothing enforces network policies",
  ...LABORATORY_PATCHES.map(({ file, why }) => `${file}: changed, for ${why}`),
];
