import type { Finding } from "./finding";
import type { AnyRule } from "./rule";
import { complaintsAbout, covers, dayNumber, LONGEST_WAIVER_DAYS, type WaivedFinding, type Waiver } from "./waiver";

/** What waivers make of findings. */
export interface WaivedJudgement {
  /** What is left, with the findings about waivers themselves. */
  readonly findings: readonly Finding[];
  readonly waived: readonly WaivedFinding[];
}

/** The id under which findings about waivers are reported. It is no rule, so that no waiver can name it. */
export const WAIVERS = "waivers";

/**
 * Takes out of the findings what waivers let pass. A waiver that is expired, names no rule or a rule that has none, names no
 * finding or places in several documents at once, is a finding itself: it would let pass what nobody meant.
 *
 * @param asOf the day on which the output is judged, `2026-11-23`; without it no waiver counts
 * @param isWhole whether everything was judged that waivers may be about; of a part, one that matches nothing is no finding
 */
export function applyWaivers(
  findings: readonly Finding[],
  waivers: readonly Waiver[],
  rules: readonly AnyRule[],
  asOf: string | undefined,
  isWhole = true,
): WaivedJudgement {
  const waived: WaivedFinding[] = [];
  const about: Finding[] = [];
  const covered = new Set<Finding>();
  for (const [index, waiver] of waivers.entries()) {
    const matches = findings.filter((finding) => covers(waiver, finding));
    const wrong = wrongWith(waiver, matches, { rules, asOf, isWhole, before: waivers.slice(0, index) });
    if (wrong !== undefined) {
      about.push(findingAbout(waiver, wrong));
      continue;
    }
    for (const finding of matches) {
      covered.add(finding);
      waived.push({ waiver, finding });
    }
  }
  return { findings: [...findings.filter((finding) => !covered.has(finding)), ...about], waived };
}

function wrongWith(
  waiver: Waiver,
  matches: readonly Finding[],
  against: {
    readonly rules: readonly AnyRule[];
    readonly asOf: string | undefined;
    readonly isWhole: boolean;
    readonly before: readonly Waiver[];
  },
): string | undefined {
  const { rules, asOf, isWhole, before } = against;
  const [complaint] = complaintsAbout(waiver);
  if (complaint !== undefined) return complaint;
  const rule = rules.find(({ id }) => id === waiver.rule);
  if (rule === undefined) return `there is no rule ${JSON.stringify(waiver.rule)}`;
  if (rule.promise !== undefined)
    return `${rule.id} carries promise ${rule.promise} of the design, and such a rule has no waiver`;
  const today = asOf === undefined ? undefined : dayNumber(asOf);
  const end = dayNumber(waiver.expires);
  if (today === undefined || end === undefined)
    return `nobody said which day it is (${asOf ?? "no date"}), so that no waiver counts`;
  if (end < today) return `it expired on ${waiver.expires}, and it is ${asOf}`;
  if (end - today > LONGEST_WAIVER_DAYS) return `it runs until ${waiver.expires}, more than a year from ${asOf}`;
  if (before.some(({ rule: id, path }) => id === waiver.rule && path === waiver.path)) return "it is written twice";
  if (matches.length === 0 && isWhole) return "it matches no finding: it is no longer needed, or misspelt";
  const documents = [...new Set(matches.map(({ place }) => place.document))];
  return documents.length > 1
    ? `it names places in ${documents.join(" and ")}; write the path with its document, as the refusal prints it`
    : undefined;
}

function findingAbout(waiver: Waiver, wrong: string): Finding {
  return {
    rule: WAIVERS,
    verdict: "fail",
    title: "Every waiver names a rule that may give way, a place where it was found, and a day that is still to come.",
    place: { document: "waivers", path: `${waiver.rule} ${waiver.path}` },
    got: `expires ${waiver.expires}, owner ${waiver.owner}`,
    message: `the waiver of ${waiver.rule} does not count: ${wrong}`,
    why: "A waiver that nobody looks at any more lets pass what nobody decided to let pass.",
    fix: "Mend what the waiver was for and take the waiver out, or decide anew and write it down again.",
  };
}
