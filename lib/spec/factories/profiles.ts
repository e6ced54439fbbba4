import type { CloudProfileInput } from "../cloud-profile-spec";
import type { DataCenterProfileInput } from "../data-center-profile-spec";
import type { EdgeProfileInput } from "../edge-profile-spec";

/** Amazon EKS in private subnets: `{ kind: "cloud", ... }`. */
export function cloud(profile: Omit<CloudProfileInput, "kind">): CloudProfileInput {
  return { kind: "cloud", ...profile };
}

/** Kubernetes by kubeadm on your own machines: `{ kind: "data-center", ... }`. */
export function dataCenter(profile: Omit<DataCenterProfileInput, "kind">): DataCenterProfileInput {
  return { kind: "data-center", ...profile };
}

/** Kubernetes by k3s on one small machine behind somebody else's router: `{ kind: "edge", ... }`. */
export function edge(profile: Omit<EdgeProfileInput, "kind">): EdgeProfileInput {
  return { kind: "edge", ...profile };
}
