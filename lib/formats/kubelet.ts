import type { KubeletField } from "../plan/kubelet-field";
import type { Json } from "../plan/manifest";
import { nested } from "./nested-fields";

/**
 * The kubelet's configuration: whole, or as a drop-in over another one.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export function kubeletConfiguration(fields: readonly KubeletField[]): Json {
  return { apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration", ...nested(fields) };
}
