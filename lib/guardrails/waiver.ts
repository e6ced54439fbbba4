import type { Finding } from "./finding";

/**
 * A finding that a team lives with for a while: one rule at one place, with the reason, who answers for it, and the day on
 * which it ends. Every report repeats it. Rules that carry a promise of the design have no waiver.
 */
export interface Waiver {
  /** The id of the rule: `flow-logs`. */
  readonly rule: string;
  /** The place as the refusal prints it after `at`, with or without the document; or the path of the construct. No patterns. */
  readonly path: string;
  /** Why the rule must give way here: at least ten characters. */
  readonly reason: string;
  /** Who answers for it: a person or a team. */
  readonly owner: string;
  /** The last day on which it counts, `2027-01-31`; at most a year ahead. */
  readonly expires: string;
}

/** A waiver that was used, with what it let pass. */
export interface WaivedFinding {
  readonly waiver: Waiver;
  readonly finding: Finding;
}

/** The longest time that a waiver may still run, in days. */
export const LONGEST_WAIVER_DAYS = 366;

/** What a waiver lacks to be one, in words; empty when it is whole. Whether it still counts is asked when it is used. */
export function complaintsAbout({ rule, path, reason, owner, expires }: Waiver): readonly string[] {
  const complaints: string[] = [];
  if (rule.trim() === "") complaints.push("rule is empty; it is the id that a refusal prints in brackets");
  if (path.trim() === "" || /[*?]/.test(path))
    complaints.push(`path is ${JSON.stringify(path)}; it must be one exact place, not a pattern`);
  if (reason.trim().length < 10)
    complaints.push(`reason is ${JSON.stringify(reason)}; say in ten characters or more why the rule must give way`);
  if (owner.trim().length < 2) complaints.push(`owner is ${JSON.stringify(owner)}; name who answers for it`);
  if (dayNumber(expires) === undefined)
    complaints.push(`expires is ${JSON.stringify(expires)}, not a day of the calendar such as 2027-01-31`);
  return complaints;
}

/** The number of a day of the calendar, or undefined for a text that is none. */
export function dayNumber(day: string): number | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return undefined;
  const time = Date.parse(`${day}T00:00:00Z`);
  // Some engines roll 2027-02-30 over into March.
  return Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== day ? undefined : time / 86_400_000;
}

/** Whether a waiver names the place of a finding. */
export function covers({ rule, path }: Waiver, { rule: found, place, verdict }: Finding): boolean {
  if (rule !== found || verdict === "crashed") return false;
  return [place.path, `${place.document}: ${place.path}`, place.construct].includes(path);
}
