import type { Allowance } from "./allowance";
import type { Finding } from "./finding";
import type { Holder } from "./holders";
import type { Place } from "./place";
import type { WaivedFinding } from "./waiver";

/** Something that the judged output opens, to whom, and why. */
export interface Opening {
  readonly place: Place;
  readonly filter: string;
  readonly ports: string;
  readonly from: string;
  readonly reason: string;
}

/** Something that was judged and is right, for which there is a better way all the same. */
export interface Warning {
  readonly place: Place;
  /** What it is, in a line. */
  readonly what: string;
  /** The reason that is written beside it. */
  readonly reason: string;
  /** What would be better, and why. */
  readonly better: string;
}

/** How often a rule said what. */
export interface RuleTally {
  readonly rule: string;
  readonly pass: number;
  readonly fail: number;
  readonly notApplicable: number;
  readonly unknown: number;
}

/** What the rules say of a set of documents. */
export interface Judgement {
  readonly documents: readonly string[];
  readonly findings: readonly Finding[];
  readonly openings: readonly Opening[];
  /** Who gets in by what this library wrote. */
  readonly holders: readonly Holder[];
  readonly warnings: readonly Warning[];
  readonly tallies: readonly RuleTally[];
  /** The allowances that were used, with what each let through. */
  readonly allowed: readonly { readonly allowance: Allowance; readonly what: string; readonly place: Place }[];
  /** Allowances that matched nothing: stale, or misspelt. */
  readonly unusedAllowances: readonly Allowance[];
  /** What waivers let pass, with the waiver of each. */
  readonly waived: readonly WaivedFinding[];
  /** The day by which waivers were judged, where there is one. */
  readonly asOf?: string;
}

/** Several judgements as one, for reports over everything that a program wrote. */
export function mergeJudgements(judgements: readonly Judgement[]): Judgement {
  const tallies = new Map<string, RuleTally>();
  for (const { rule, pass, fail, notApplicable, unknown } of judgements.flatMap((judgement) => judgement.tallies)) {
    const sum = tallies.get(rule) ?? { rule, pass: 0, fail: 0, notApplicable: 0, unknown: 0 };
    tallies.set(rule, {
      rule,
      pass: sum.pass + pass,
      fail: sum.fail + fail,
      notApplicable: sum.notApplicable + notApplicable,
      unknown: sum.unknown + unknown,
    });
  }
  return {
    documents: judgements.flatMap((judgement) => judgement.documents),
    findings: judgements.flatMap((judgement) => judgement.findings),
    openings: judgements.flatMap((judgement) => judgement.openings),
    holders: judgements.flatMap((judgement) => judgement.holders),
    warnings: judgements.flatMap((judgement) => judgement.warnings),
    tallies: [...tallies.values()],
    allowed: judgements.flatMap((judgement) => judgement.allowed),
    unusedAllowances: judgements.flatMap((judgement) => judgement.unusedAllowances),
    waived: judgements.flatMap((judgement) => judgement.waived),
    ...judgements.flatMap(({ asOf }) => (asOf === undefined ? [] : [{ asOf }]))[0],
  };
}
