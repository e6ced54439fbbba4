import type { Fact, FactOf } from "./facts/fact";
import { dayNumber } from "./waiver";
import type { Warning } from "./judgement";

/** Access for longer than this is not for a time any more, in days. */
export const LONGEST_ACCESS_DAYS = 366;

/**
 * What is right and could be better.
 *
 * @param asOf the day on which it is judged; without it nobody knows what is past
 */
export function warningsOf(fact: Fact, asOf: string | undefined): readonly Warning[] {
  if (fact.kind === "abac-grant") return [ofAbac(fact)];
  if (fact.kind === "admission-policy") return ofWarningPolicy(fact);
  if (fact.kind === "role-binding") return ofEndingAccess(fact, asOf);
  return [];
}

function ofWarningPolicy({ place, name, warns }: FactOf<"admission-policy">): readonly Warning[] {
  if (warns === undefined) return [];
  return [
    {
      place,
      what: `${name} warns and does not refuse, from ${warns.from} to ${warns.until}`,
      reason: warns.reason ?? "no reason given",
      better:
        "policies that refuse: portcullis check --against says what is still to be mended, and the warning ends by itself",
    },
  ];
}

function ofAbac(fact: FactOf<"abac-grant">): Warning {
  const what = `${fact.apiGroup === "" ? "" : `${fact.apiGroup}/`}${fact.resource || fact.nonResourcePath}`;
  return {
    place: fact.place,
    what: `${fact.group || fact.user} ${fact.readonly ? "reads" : "writes"} ${what} in ${fact.namespace || "no namespace"} by ABAC`,
    reason: fact.reason ?? "no reason given",
    better: "a grant by RBAC knows sub-resources, holds without a restart, and shows who may do what",
  };
}

/** A label that is no second is told by a rule. */
function ofEndingAccess({ place, name, until }: FactOf<"role-binding">, asOf: string | undefined): readonly Warning[] {
  const today = asOf === undefined ? undefined : dayNumber(asOf);
  if (today === undefined || until === undefined || !/^[1-9]\d{9}$/.test(until)) return [];
  const moment = new Date(Number(until) * 1000).toISOString().replace(".000Z", "Z");
  const day = Math.floor(Number(until) / 86_400);
  const warning = (reason: string, better: string): Warning => ({
    place,
    what: `${name} ends ${moment}`,
    reason,
    better,
  });
  // Of today nobody says whether it is past: a day is all that is known.
  if (day < today)
    return [warning(`that is past, as of ${asOf}`, "take a grant whose moment is past out of the description")];
  return day - today > LONGEST_ACCESS_DAYS
    ? [warning(`that is more than a year from ${asOf}`, "a grant that ends ends within a year; look at its year again")]
    : [];
}
