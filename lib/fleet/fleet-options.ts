import type { Judgement } from "../guardrails/judgement";
import type { FleetState } from "../fleet-file/state";

/** Where the state of every stack is kept, as a fleet file says it. */
export type FleetBackend = FleetState;

/** How a fleet is synthesized, and where to. */
export interface FleetOptions {
  /**
   * The folder that `cdktf.out` and `dist` stand in, or are made in.
   *
   * @default - the working directory
   */
  readonly folder?: string;
  /**
   * Where the state of the stacks is kept.
   *
   * @default - a file beside `cdktf.out` for each stack: for trying out, not for a team
   */
  readonly backend?: FleetBackend;
  /**
   * How many processes work at once; from 1 to 64. One works in the process that asks.
   *
   * @default - one for each core, and one alone for fewer than 48 clusters
   */
  readonly workers?: number;
  /**
   * Whether a cluster is left alone whose description, writing code and files are what they were when it was judged. What
   * tells so is signed with a key of this user on this machine, and is not believed where the signature does not fit.
   *
   * @default true
   */
  readonly incremental?: boolean;
  /** Hears of every cluster once, in the order in which they are done. */
  readonly onCluster?: (cluster: FleetCluster, progress: FleetProgress) => void;
}

/** How far a synthesis has come. */
export interface FleetProgress {
  readonly done: number;
  readonly total: number;
}

/** One file of a cluster. */
export interface FleetFile {
  /** From the fleet's folder: `cdktf.out/stacks/payments-prod/cdk.tf.json`. */
  readonly path: string;
  readonly bytes: number;
  /** The digest of its text, SHA-256 in hexadecimal. */
  readonly sha256: string;
}

/** What became of one cluster. */
export interface FleetCluster {
  readonly name: string;
  /** `unchanged` was judged before, and its files are still those. */
  readonly outcome: "written" | "unchanged";
  readonly files: readonly FleetFile[];
  /** What the rules said of its stack and its manifests. */
  readonly judgement: Judgement;
}

/** What became of a fleet. */
export interface FleetResult {
  /** In the order of the descriptions. */
  readonly clusters: readonly FleetCluster[];
}
