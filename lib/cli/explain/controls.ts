import type { AnyRule } from "../../guardrails/rule";
import { CLOUD_CAPABILITIES } from "../../profiles/cloud/capabilities";
import { DATA_CENTER_CAPABILITIES } from "../../profiles/data-center/capabilities";
import { EDGE_CAPABILITIES } from "../../profiles/edge/capabilities";
import type { Capability } from "../../profiles/control";

/** What each profile answers to a control of the library. */
export interface ExplainedControl {
  readonly control: string;
  readonly answers: Readonly<Record<string, Capability>>;
}

/** The rules that support a clause of a published standard. */
export interface ExplainedClause {
  readonly clause: string;
  readonly rules: readonly string[];
}

const PROFILES: Readonly<Record<string, Readonly<Record<string, Capability>>>> = {
  cloud: CLOUD_CAPABILITIES,
  "data-center": DATA_CENTER_CAPABILITIES,
  edge: EDGE_CAPABILITIES,
};

export const CONTROLS: readonly string[] = Object.keys(CLOUD_CAPABILITIES);

export function controlNamed(term: string): readonly ExplainedControl[] {
  const answers = Object.entries(PROFILES).flatMap(([profile, capabilities]) => {
    const answer = Object.hasOwn(capabilities, term) ? capabilities[term] : undefined;
    return answer === undefined ? [] : [[profile, answer] as const];
  });
  return answers.length === 0 ? [] : [{ control: term, answers: Object.fromEntries(answers) }];
}

/** Clauses by their whole name, or all of a standard by its name: `CIS-1.12 4.2.1`, `CIS-1.12`, `4.2.1`. */
export function clausesNamed(term: string, rules: readonly AnyRule[]): readonly ExplainedClause[] {
  const wanted = term.toLowerCase();
  return allClauses(rules)
    .filter((clause) => [clause, ...clause.split(" ")].some((name) => name.toLowerCase() === wanted))
    .map((clause) => ({
      clause,
      rules: rules.filter(({ controls }) => controls.includes(clause)).map(({ id }) => id),
    }));
}

export function allClauses(rules: readonly AnyRule[]): readonly string[] {
  return [...new Set(rules.flatMap(({ controls }) => controls))].sort(BY_NUMBER.compare);
}

/** 4.2.9 before 4.2.10. One for all of them: to make it takes far longer than to compare. */
const BY_NUMBER = new Intl.Collator("en", { numeric: true });
