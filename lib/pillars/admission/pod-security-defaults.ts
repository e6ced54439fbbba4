import type { Json } from "../../plan/manifest";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { podSecurityVersion } from "../../spec/kubernetes-version";

/**
 * The Pod Security level of every namespace that says nothing of its own: `restricted`, pinned to the cluster's version,
 * so that an upgrade of Kubernetes changes it only together with the description. The control plane's own pods live in
 * `kube-system` and could not start under it.
 *
 * @see https://kubernetes.io/docs/tasks/configure-pod-container/enforce-standards-admission-controller/
 */
export function podSecurityDefaults(spec: Pick<ClusterSpec, "kubernetesVersion">): Json {
  const version = podSecurityVersion(spec.kubernetesVersion);
  return {
    apiVersion: "pod-security.admission.config.k8s.io/v1",
    kind: "PodSecurityConfiguration",
    defaults: {
      enforce: "restricted",
      "enforce-version": version,
      audit: "restricted",
      "audit-version": version,
      warn: "restricted",
      "warn-version": version,
    },
    exemptions: { usernames: [], runtimeClasses: [], namespaces: ["kube-system"] },
  };
}
