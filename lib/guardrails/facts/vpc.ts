import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** A flow log, as far as the document shows where it goes. */
export interface FlowLog {
  readonly allTraffic: Value<boolean>;
  /** Zero keeps records for ever. */
  readonly retentionDays: Value<number>;
  readonly encrypted: Value<boolean>;
}

/** A network with the records of what passes through it. */
export interface VpcFact extends FactBase {
  readonly kind: "vpc";
  /** Whether the document takes over its default security group, which AWS makes with everything open between members. */
  readonly defaultGroup: "taken over" | "untouched" | "undecided";
  readonly flowLogs: readonly FlowLog[];
}
