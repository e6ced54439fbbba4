import type { Json } from "./manifest";
import type { Provenance } from "./provenance";

/**
 * One field of the kubelet's configuration.
 *
 * @see https://kubernetes.io/docs/reference/config-api/kubelet-config.v1beta1/
 */
export interface KubeletField extends Provenance {
  /** Dotted path within the document: `authentication.anonymous.enabled`. */
  readonly name: string;
  readonly value: Json;
  /** Why it is set, in a few words. */
  readonly why: string;
}
