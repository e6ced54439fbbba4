import type { Place } from "./place";

/** One violation, with everything needed to mend it. */
export interface Finding {
  readonly rule: string;
  readonly verdict: "fail" | "unknown" | "crashed";
  readonly title: string;
  readonly place: Place;
  /** Where the construct was created in the program (`infra.ts:14`), where that is known. */
  readonly source?: string | undefined;
  readonly got: string;
  readonly message: string;
  readonly why: string;
  readonly fix: string;
}
