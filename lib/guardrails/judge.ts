import type { Allowance } from "./allowance";
import { applyWaivers } from "./apply-waivers";
import type { WrittenDocument } from "./document";
import type { Fact, FactOf } from "./facts/fact";
import type { Finding } from "./finding";
import { holdersOf } from "./holders";
import type { Judgement, Opening, RuleTally } from "./judgement";
import { readDocuments } from "./readers/read-documents";
import { type Pack, rulesWith } from "./pack";
import type { Place } from "./place";
import type { AnyRule, Rule } from "./rule";
import type { Fault, Verdict } from "./verdict";
import type { Waiver } from "./waiver";
import { warningsOf } from "./warnings";

/** What judging needs to know beyond the documents. */
export interface JudgeOptions {
  /**
   * Whether the construct at a path was made by this library. Without it everything counts as ours, which is the
   * stricter reading and right for files of unknown origin.
   */
  readonly isOurs?: (constructPath: string) => boolean;
  readonly allowances?: readonly Allowance[];
  /** Findings that the team lives with for a while. */
  readonly waivers?: readonly Waiver[];
  /** The day on which it is judged, `2026-11-23`. Only entry points ask a clock for it; without it no waiver counts. */
  readonly asOf?: string | undefined;
  /** Whether the documents are a part of what waivers may be about: one that matches nothing is no finding then. */
  readonly isPart?: boolean;
  /** Rules beside the library's own. */
  readonly packs?: readonly Pack[];
  /** The rules to judge by; all of them unless a test takes one away. */
  readonly rules?: readonly AnyRule[];
}

/** Reads documents back into facts and asks every rule. A rule that throws has found a violation. */
export function judge(documents: readonly WrittenDocument[], options: JudgeOptions = {}): Judgement {
  const facts = readDocuments(documents, options.isOurs ?? (() => true));
  const allowances = options.allowances ?? [];
  const used = new Map<Allowance, { what: string; place: Fact["place"] }>();
  const findings: Finding[] = [];
  const tallies: RuleTally[] = [];

  const rules = rulesWith(options.packs ?? [], options.rules);
  const byKind = factsByKind(facts);
  for (const rule of rules) {
    const tally = { pass: 0, fail: 0, notApplicable: 0, unknown: 0 };
    for (const fact of byKind.get(rule.judges) ?? []) {
      if (rule.reach === "ours" && !fact.ours) continue;
      if (fact.kind === "unknown-shape") {
        const allowance = allowances.find((candidate) => fact.names.includes(candidate.name));
        if (allowance !== undefined) {
          used.set(allowance, { what: fact.what, place: fact.place });
          tally.notApplicable += 1;
          continue;
        }
      }
      const { verdict, found } = ask(rule, fact);
      findings.push(...found);
      tally[verdict] += 1;
    }
    tallies.push({ rule: rule.id, ...tally });
  }

  const { findings: left, waived } = applyWaivers(
    findings,
    options.waivers ?? [],
    rules,
    options.asOf,
    options.isPart !== true,
  );
  return {
    documents: documents.map((document) => document.name),
    findings: sortFindings(left),
    openings: facts.flatMap(openingsOf),
    holders: facts.flatMap(holdersOf),
    warnings: facts.flatMap((fact) => warningsOf(fact, options.asOf)),
    tallies,
    allowed: [...used].map(([allowance, what]) => ({ allowance, ...what })),
    unusedAllowances: allowances.filter((allowance) => !used.has(allowance)),
    waived,
    ...(options.asOf === undefined ? {} : { asOf: options.asOf }),
  };
}

/** In the order of the facts, so that every rule meets them as they were read. */
function factsByKind(facts: readonly Fact[]): ReadonlyMap<Fact["kind"], readonly Fact[]> {
  const byKind = new Map<Fact["kind"], Fact[]>();
  for (const fact of facts) {
    const list = byKind.get(fact.kind);
    if (list === undefined) byKind.set(fact.kind, [fact]);
    else list.push(fact);
  }
  return byKind;
}

function ask(rule: AnyRule, fact: Fact): { verdict: keyof Omit<RuleTally, "rule">; found: readonly Finding[] } {
  const about = { rule: rule.id, title: rule.title, why: rule.why, fix: rule.fix };
  let verdict: Verdict;
  try {
    // The registry's union forgets which kind belongs to which rule; `judges` was compared above.
    verdict = understood((rule as unknown as Rule).judge(fact as FactOf<never>));
  } catch (error) {
    const message = `the rule failed while judging: ${error instanceof Error ? error.message : String(error)}`;
    return { verdict: "fail", found: [{ ...about, verdict: "crashed", place: fact.place, got: "", message }] };
  }
  switch (verdict.verdict) {
    case "pass":
      return { verdict: "pass", found: [] };
    case "not-applicable":
      return { verdict: "notApplicable", found: [] };
    case "fail":
    case "unknown": {
      const kind = verdict.verdict;
      const found = verdict.faults.map((fault) => ({
        ...about,
        verdict: kind,
        place: placeOf(fault, fact),
        got: fault.got,
        message: fault.message,
      }));
      return { verdict: kind, found };
    }
  }
}

/** What a rule of a pack says may be anything. What is no verdict, or finds fault without saying where, is no pass. */
function understood(said: Verdict): Verdict {
  const verdict: unknown = said?.verdict;
  if (verdict === "pass" || verdict === "not-applicable") return said;
  if (verdict !== "fail" && verdict !== "unknown")
    throw new Error("what it says is no verdict (pass, not-applicable, fail or unknown)");
  const { faults }: { readonly faults?: unknown } = said as object;
  if (!Array.isArray(faults) || faults.length === 0) throw new Error(`it says ${verdict} and names no fault`);
  return said;
}

function placeOf(fault: Fault, fact: Fact): Place {
  const place = fault.place ?? fact.place;
  return fault.at === "" ? place : { ...place, path: `${place.path}.${fault.at}` };
}

function openingsOf(fact: Fact): readonly Opening[] {
  if (fact.kind !== "inbound" || fact.leadsToCluster === false) return [];
  return fact.sources.map((source) => ({
    place: source.place,
    filter: fact.filter,
    ports: source.ports,
    from: source.from.known
      ? "range" in source.from.value
        ? source.from.value.range
        : source.from.value.members
      : `unknown: ${source.from.why}`,
    reason: source.reason ?? "no reason given",
  }));
}

function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  const key = (finding: Finding) => [finding.place.document, finding.rule, finding.place.path, finding.got].join("\n");
  return [...findings].sort((a, b) => (key(a) < key(b) ? -1 : key(a) > key(b) ? 1 : 0));
}
