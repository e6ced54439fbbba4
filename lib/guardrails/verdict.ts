import type { Place } from "./place";

/** One thing that a rule found wrong. */
export interface Fault {
  /** Where it stands, when that is not the place of the fact itself. */
  readonly place?: Place | undefined;
  /** The field within the fact's place, dotted; empty for the whole. */
  readonly at: string;
  /** The value found, as written. */
  readonly got: string;
  /** What is wrong with it, one sentence. */
  readonly message: string;
}

/** What a rule says of one fact. */
export type Verdict =
  | { readonly verdict: "pass" }
  | { readonly verdict: "fail"; readonly faults: readonly Fault[] }
  | { readonly verdict: "not-applicable"; readonly why: string }
  | { readonly verdict: "unknown"; readonly faults: readonly Fault[] };

export const PASS: Verdict = { verdict: "pass" };

export function notApplicable(why: string): Verdict {
  return { verdict: "not-applicable", why };
}

/** A pass when there is no fault; a failure with all of them otherwise. */
export function failOn(faults: readonly Fault[]): Verdict {
  return faults.length === 0 ? PASS : { verdict: "fail", faults };
}

/** Faults that are certain fail; without one, faults that nobody can exclude are unknown, which fails too. */
export function failOrUnknown(certain: readonly Fault[], undecided: readonly Fault[]): Verdict {
  if (certain.length > 0) return { verdict: "fail", faults: [...certain, ...undecided] };
  return undecided.length > 0 ? { verdict: "unknown", faults: undecided } : PASS;
}
