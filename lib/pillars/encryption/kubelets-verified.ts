import type { ComponentFlag } from "../../plan/component-flag";
import { MACHINE_PATHS } from "../../plan/machine-paths";

/**
 * The API server speaks to kubelets whose certificate the cluster's authority has signed for their name or address. Without the flag it
 * verifies none: whoever takes a machine's address answers `logs` and reads what is typed into `exec`.
 *
 * @see https://kubernetes.io/docs/concepts/architecture/control-plane-node-communication/#apiserver-to-kubelet
 */
export function kubeletsVerified(): readonly ComponentFlag[] {
  return [
    {
      pillar: "encryption",
      fields: [],
      component: "kube-apiserver",
      name: "kubelet-certificate-authority",
      value: MACHINE_PATHS.clusterAuthority,
      why: "a kubelet of another authority is somebody else's",
    },
  ];
}
