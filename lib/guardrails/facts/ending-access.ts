import type { FactBase } from "./fact-base";

/** How a control-plane machine takes away access whose time is over; only of a machine that has the script for it. */
export interface EndingAccessFact extends FactBase {
  readonly kind: "ending-access";
  /** The `OnCalendar` of each started timer whose service runs the script, and nothing else. */
  readonly calendars: readonly string[];
}
