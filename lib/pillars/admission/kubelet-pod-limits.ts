import type { KubeletField } from "../../plan/kubelet-field";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { verifiesImagePullCredentials } from "../../spec/kubernetes-version";

/**
 * What the kubelet of a data-center machine demands of every pod and every image.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export function kubeletPodLimits(spec: Pick<ClusterSpec, "kubernetesVersion">): readonly KubeletField[] {
  return [
    ...kubeletLimitsOfEveryPod(),
    ...(verifiesImagePullCredentials(spec.kubernetesVersion) ? imagePullFields() : []),
  ];
}

/**
 * What the kubelet demands of every pod, also of those that no admission plugin saw. Of images it demands nothing of its
 * own: those that came with a machine start without a registry, which a site without a line needs.
 */
export function kubeletLimitsOfEveryPod(): readonly KubeletField[] {
  const field = (name: string, value: KubeletField["value"], why: string): KubeletField => ({
    pillar: "admission",
    fields: [],
    name,
    value,
    why,
  });
  return [
    field("eventRecordQPS", 50, "a crashing pod cannot flood the events, and none is lost in silence"),
    field("makeIPTablesUtilChains", true, "packets that a service marks for dropping are dropped"),
    field("podPidsLimit", 4096, "a fork bomb stays in its pod"),
    field("protectKernelDefaults", true, "the kubelet does not start on a machine with loosened kernel parameters"),
    field("seccompDefault", true, "a pod that says nothing gets the runtime's filter of system calls"),
  ];
}

/**
 * A pod runs a private image only with credentials of its own for it, also when another pod has pulled it before. The
 * control plane's own images may lie on the machine already and are for all.
 */
function imagePullFields(): readonly KubeletField[] {
  const field = (name: string, value: KubeletField["value"], why: string): KubeletField => ({
    pillar: "admission",
    fields: ["kubernetesVersion"],
    name,
    value,
    why,
  });
  return [
    field(
      "imagePullCredentialsVerificationPolicy",
      "NeverVerifyAllowlistedImages",
      "a private image is not for every pod of the machine that pulled it once",
    ),
    field("preloadedImagesVerificationAllowlist", ["registry.k8s.io/*"], "the control plane starts without a registry"),
  ];
}
