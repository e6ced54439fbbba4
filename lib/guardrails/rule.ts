import type { WrittenDocument } from "./document";
import type { FactKind, FactOf } from "./facts/fact";
import type { Verdict } from "./verdict";

/** Documents that show what a rule says. The registry test judges every one of them. */
export interface RuleFixture {
  /** A sentence: what is the case in these documents. */
  readonly name: string;
  readonly documents: readonly WrittenDocument[];
  /** Paths of the constructs that this library made in them, with all below; everything when left out. */
  readonly ours?: readonly string[];
}

/** What a rule passes, at least once, and what it refuses, at least twice. */
export interface RuleFixtures {
  readonly pass: readonly RuleFixture[];
  readonly fail: readonly RuleFixture[];
}

/**
 * One thing that never ships. A rule judges facts of one kind, each by itself, and cannot trust the code it
 * judges: it imports nothing from the pillars or the plan.
 */
export interface Rule<Kind extends FactKind = FactKind> {
  /** Public API, never renamed; `kebab-case`. */
  readonly id: string;
  /** One sentence: what holds when the rule passes. */
  readonly title: string;
  /** What an attacker gains where it does not hold. */
  readonly why: string;
  /** What to change. */
  readonly fix: string;
  /** Clauses of published standards that it supports: `CIS-1.12 4.2.1`. */
  readonly controls: readonly string[];
  /** The kind of facts it judges. */
  readonly judges: Kind;
  /** `exposure` reads every fact in a document, for any can open the cluster; `ours` only what our constructs made. */
  readonly reach: "exposure" | "ours";
  /** The promise of the design that the rule carries, if giving way would break one; such a rule has no waiver. */
  readonly promise?: 1 | 3 | 4;
  judge(fact: FactOf<Kind>): Verdict;
  /** Made when a test asks for them: who judges needs none. */
  fixtures(): RuleFixtures;
}

/** A rule with its kind forgotten, as the registry holds it. */
export type AnyRule = { readonly [Kind in FactKind]: Rule<Kind> }[FactKind];
