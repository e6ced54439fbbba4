import type { Judgement, RuleTally } from "../guardrails/judgement";

/** Holds tallies that many clusters have in common once: they are most of a judgement, and nearly the same in all clusters of a profile. */
export class TallyTable {
  private readonly places = new Map<string, number>();
  private readonly tables: (readonly RuleTally[])[] = [];

  /** The judgement with tallies that others hold too. */
  share(judgement: Judgement): Judgement {
    return { ...judgement, tallies: this.tables[this.placeOf(judgement.tallies)] ?? judgement.tallies };
  }

  /** Where the tallies stand in `all`. */
  placeOf(tallies: readonly RuleTally[]): number {
    const text = JSON.stringify(tallies);
    const known = this.places.get(text);
    if (known !== undefined) return known;
    this.places.set(text, this.tables.length);
    return this.tables.push(tallies) - 1;
  }

  get all(): readonly (readonly RuleTally[])[] {
    return this.tables;
  }
}
