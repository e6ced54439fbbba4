import type { Finding } from "../guardrails/finding";
import type { Holder } from "../guardrails/holders";
import type { Judgement, Opening, RuleTally, Warning } from "../guardrails/judgement";
import type { Place } from "../guardrails/place";
import { columns } from "./columns";
import { type DescribedForwarding, describeForwarding } from "./forwarding";
import { describeHolders } from "./holders";

/** What a run of the program made. */
export interface SummaryInput {
  /** Each cluster with the names of the documents that are its own. */
  readonly clusters: readonly {
    readonly name: string;
    readonly documents: readonly string[];
    /**
     * What its description says of forwarding: `logs`.
     *
     * @default - nothing is said of forwarding
     */
    readonly logs?: { readonly forwardTo?: DescribedForwarding | undefined } | undefined;
  }[];
  readonly judgement: Judgement;
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly seconds: number;
}

/**
 * The short text at the end of a run: what each cluster opens, to whom and why; who gets in, how and as what; findings; warnings; what the rules said;
 * allowances; files; time. Plain text of about a hundred columns.
 */
export function formatSummary(input: SummaryInput): string {
  const { clusters, judgement, files, seconds } = input;
  const assigned = new Set(clusters.flatMap(({ documents }) => documents));
  const elsewhere = judgement.documents.filter((document) => !assigned.has(document));
  const openElsewhere = judgement.openings.filter(({ place }) => !assigned.has(place.document));
  const inElsewhere = judgement.holders.filter(({ place }) => !assigned.has(place.document));

  const judged = new Set(judgement.documents);
  const openings = byDocument(judgement.openings);
  const holders = byDocument(judgement.holders);
  const sections = [
    ...clusters.map(({ name, documents, logs }) => {
      const of = <T>(found: ReadonlyMap<string, readonly T[]>) =>
        documents.flatMap((document) => found.get(document) ?? []);
      const unjudged = documents.filter((document) => !judged.has(document));
      return describeCluster({
        name,
        isWritten: documents.length > 0,
        unjudged,
        openings: of(openings),
        holders: of(holders),
        logs,
      });
    }),
    ...(elsewhere.length > 0 || openElsewhere.length > 0 || inElsewhere.length > 0
      ? [["Other documents", ...describeOpenings(openElsewhere), ...describeHolders(inElsewhere)]]
      : []),
    describeFindings(judgement),
    describeWarnings(judgement.warnings),
    describeRules(judgement.tallies),
    describeAllowances(judgement),
    describeWaivers(judgement),
    describeFiles(files),
    [`Time: ${seconds.toFixed(1)} s`],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.join("\n"))
    .join("\n\n")}\n`;
}

/** What was found in the documents of one cluster. */
interface ClusterFindings {
  readonly name: string;
  readonly isWritten: boolean;
  readonly unjudged: readonly string[];
  readonly openings: readonly Opening[];
  readonly holders: readonly Holder[];
  readonly logs: SummaryInput["clusters"][number]["logs"];
}

/** Of a thousand clusters each has its own few. */
function byDocument<T extends { readonly place: Place }>(found: readonly T[]): ReadonlyMap<string, readonly T[]> {
  const groups = new Map<string, T[]>();
  for (const one of found) {
    const group = groups.get(one.place.document);
    if (group === undefined) groups.set(one.place.document, [one]);
    else group.push(one);
  }
  return groups;
}

function describeCluster({ name, isWritten, unjudged, openings, holders, logs }: ClusterFindings): readonly string[] {
  if (!isWritten) return [...columns([[name]], ""), "  nothing of it was written, and nothing was judged"];
  return [
    ...columns([[name]], ""),
    ...columns(
      unjudged.map((document) => [`${document} was NOT JUDGED`]),
      "  ",
    ),
    // Without a look at every document, silence about openings would be a claim that nobody checked.
    ...(openings.length > 0 || unjudged.length === 0 ? describeOpenings(openings) : []),
    ...(holders.length > 0 || unjudged.length === 0 ? describeHolders(holders) : []),
    ...(logs === undefined ? [] : describeForwarding(logs.forwardTo)),
  ];
}

/** Identical openings once, with their number; in the order in which they stand in the documents. */
export function describeOpenings(openings: readonly Opening[]): readonly string[] {
  if (openings.length === 0) return ["  opens nothing"];
  const counts = new Map<string, { readonly opening: Opening; count: number }>();
  for (const opening of openings) {
    const key = JSON.stringify([opening.ports, opening.from, opening.filter, opening.reason]);
    const seen = counts.get(key);
    if (seen === undefined) counts.set(key, { opening, count: 1 });
    else seen.count += 1;
  }
  const rows = [...counts.values()].map(({ opening, count }) => [
    opening.ports,
    opening.from,
    opening.filter,
    count === 1 ? opening.reason : `${opening.reason} (${count} times)`,
  ]);
  return columns([["opens", "to", "at", "because"], ...rows], "  ");
}

function describeFindings({ findings, documents }: Judgement): readonly string[] {
  if (documents.length === 0 && findings.length === 0) return ["Findings: none, for NOTHING WAS JUDGED"];
  if (findings.length === 0) return ["Findings: none"];
  const byRule = new Map<string, Finding[]>();
  for (const finding of findings) byRule.set(finding.rule, [...(byRule.get(finding.rule) ?? []), finding]);
  const rows = [...byRule].map(([rule, found]) => {
    const of = (verdict: Finding["verdict"]) => found.filter((finding) => finding.verdict === verdict).length;
    const parts = [
      [of("fail"), "wrong"],
      [of("unknown"), "that nobody can know"],
      [of("crashed"), "where the rule failed"],
    ] as const;
    return [rule, parts.flatMap(([count, what]) => (count > 0 ? [`${count} ${what}`] : [])).join(", ")];
  });
  return [`Findings: ${findings.length}`, ...columns(rows, "  ")];
}

/** Each warning once for all machines that carry it; what is better is said once for all of the same kind. */
export function describeWarnings(warnings: readonly Warning[]): readonly string[] {
  const rows = new Map(
    warnings.map(({ what, reason, better }) => [JSON.stringify([what, reason]), { what, reason, better }]),
  );
  const better = [...new Set(warnings.map((warning) => warning.better))];
  if (rows.size === 0) return [];
  return [
    "Warnings:",
    ...columns([["what", "because"], ...[...rows.values()].map(({ what, reason }) => [what, reason])], "  "),
    ...columns(
      better.map((text) => [`better: ${text}`]),
      "  ",
    ),
  ];
}

export function describeRules(tallies: readonly RuleTally[]): readonly string[] {
  if (tallies.length === 0) return ["Rules: NONE ran"];
  const sum = (field: Exclude<keyof RuleTally, "rule">) => tallies.reduce((total, tally) => total + tally[field], 0);
  const idle = tallies.filter(({ pass, fail, notApplicable, unknown }) => pass + fail + notApplicable + unknown === 0);
  const totals = `${sum("pass")} passed, ${sum("fail")} failed, ${sum("unknown")} unknown, ${sum("notApplicable")} not applicable`;
  const rows = [["Rules:", `${tallies.length} ran; judgements: ${totals}`]];
  if (idle.length > 0) rows.push(["", `with nothing to judge: ${idle.map(({ rule }) => rule).join(", ")}`]);
  return columns(rows, "");
}

export function describeAllowances({ allowed, unusedAllowances }: Judgement): readonly string[] {
  const used = allowed.map(({ allowance, what }) => [allowance.name, what, allowance.why]);
  const unused = unusedAllowances.map(({ name }) => [name, "matches nothing: misspelt, or no longer needed"]);
  return [
    ...(used.length > 0 ? ["Allowed by name, not judged:", ...columns(used, "  ")] : []),
    ...(unused.length > 0 ? ["Allowances without use:", ...columns(unused, "  ")] : []),
  ];
}

/** Every waiver that was used, with what it let pass, and the day by which it was asked. */
export function describeWaivers({ waived, asOf }: Judgement): readonly string[] {
  if (waived.length === 0) return [];
  const rows = waived.map(({ waiver, finding }) => [
    waiver.rule,
    `until ${waiver.expires}`,
    waiver.owner,
    `${finding.place.document}: ${finding.place.path}: ${waiver.reason}`,
  ]);
  return [`Waived, as of ${asOf ?? "no day"}:`, ...columns(rows, "  ")];
}

function describeFiles(files: readonly { readonly path: string; readonly bytes: number }[]): readonly string[] {
  if (files.length === 0) return ["Files: none written"];
  const width = Math.max(...files.map(({ bytes }) => size(bytes).length));
  return [
    "Files:",
    ...columns(
      files.map(({ path, bytes }) => [size(bytes).padStart(width), path]),
      "  ",
    ),
  ];
}

/** Decimal units, one place from a kilobyte on. */
function size(bytes: number): string {
  if (bytes < 1_000) return `${bytes} B`;
  return bytes < 1_000_000 ? `${(bytes / 1_000).toFixed(1)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
