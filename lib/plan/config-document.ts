import type { Json } from "./manifest";
import type { Provenance } from "./provenance";

/** A YAML file on a machine, as data: the format writes the text. Belongs to `root:root` and nobody else reads it. */
export interface ConfigDocument extends Provenance {
  /** Absolute path on the machine. */
  readonly path: string;
  /** The document. Lists keep their order; keys are written in the order given. */
  readonly content: Json;
}
