import type { Provenance } from "./provenance";

/**
 * One setting of Bottlerocket, in place of a file that its read-only root does not take.
 *
 * @see https://bottlerocket.dev/en/os/latest/#/api/settings/
 */
export interface NodeSetting extends Provenance {
  /** Dotted path: `settings.kubernetes.seccomp-default`. */
  readonly name: string;
  readonly value: string | number | boolean;
  /** Why it is set, in a few words. */
  readonly why: string;
}
