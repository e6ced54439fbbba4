/**
 * The Kubernetes minor versions that this library writes configuration for.
 *
 * Behaviour by version speaks through the predicates below; nothing else compares minor numbers.
 *
 * @see https://kubernetes.io/releases/version-skew-policy/
 */
export const KUBERNETES_VERSIONS = ["1.34", "1.35", "1.36", "1.37"] as const;

/** A supported minor version, written `"1.35"`. */
export type KubernetesVersion = (typeof KUBERNETES_VERSIONS)[number];

function minor(version: KubernetesVersion): number {
  return Number(version.slice(2));
}

/**
 * Whether the kubelet can be told to check pull credentials on every image use
 * (`imagePullCredentialsVerificationPolicy`, gate on by default from 1.35).
 */
export function verifiesImagePullCredentials(version: KubernetesVersion): boolean {
  return minor(version) >= 35;
}

/**
 * Whether the API server takes admission policies from files beside those of the API (`staticManifestsDir`, gate
 * `ManifestBasedAdmissionControlConfig` on by default from 1.37).
 */
export function readsPoliciesFromDisk(version: KubernetesVersion): boolean {
  return minor(version) >= 37;
}

/** The Pod Security Standards version to pin namespaces to: that of the cluster, `v1.NN`. */
export function podSecurityVersion(version: KubernetesVersion): string {
  return `v${version}`;
}
