import type { Json } from "./manifest";
import type { Provenance } from "./provenance";

/**
 * One key of k3s's `config.yaml`, which is a flag of `k3s server`.
 *
 * @see https://docs.k3s.io/cli/server
 */
export interface K3sSetting extends Provenance {
  /** Without the leading dashes. */
  readonly name: string;
  readonly value: Json;
  /** Why it is set, in a few words. */
  readonly why: string;
}
