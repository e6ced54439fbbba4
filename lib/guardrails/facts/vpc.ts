import type { Value } from "../value";
import type { FactBase } from "./fact";

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
  readonly flowLogs: readonly FlowLog[];
}
