import type { FactBase } from "./fact-base";

/** What a NetworkPolicy gives back of what is denied, rule by rule. */
export interface NetworkExceptionFact extends FactBase {
  readonly kind: "network-exception";
  readonly rules: readonly {
    /** `egress[0]`. */
    readonly at: string;
    /** Ports by number; undefined for one that is left open, or named. */
    readonly ports: readonly (number | undefined)[];
    /** How many peers there are; without one, everybody is. */
    readonly peers: number;
    /** Peers that are every pod of some namespace: no range, and no label of pods. */
    readonly everyPod: readonly string[];
  }[];
}
