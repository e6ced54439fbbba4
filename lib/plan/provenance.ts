/** The pillars of the hardening, by folder name. */
export type Pillar = "network" | "encryption" | "authentication" | "authorization" | "admission" | "audit";

/** Where an artifact comes from: so that a reader of the output finds the reason, and a reader of the description the effect. */
export interface Provenance {
  readonly pillar: Pillar;
  /** The fields of the description behind it, dotted; empty for what is always so. */
  readonly fields: readonly string[];
}
