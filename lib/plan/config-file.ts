import type { Provenance } from "./provenance";

/** A file on a machine. */
export interface ConfigFile extends Provenance {
  /** Absolute path on the machine. */
  readonly path: string;
  /** Octal mode, four digits: `"0600"`. */
  readonly mode: `0${string}`;
  /** `user:group`. */
  readonly owner: string;
  readonly content: string;
}
