import { existsSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { type AuditLevel, LEVELS } from "../../../lib/guardrails/criteria/audit-levels";
import { found, type Place } from "./planted";
import type { CorpusRun, Told } from "./run-corpus";

/** What one policy made of the corpus on a running API server. */
export interface PolicyResult {
  readonly policy: string;
  readonly source: string;
  /** The level of each action's record, by the action's name. */
  readonly levels: Readonly<Record<string, AuditLevel>>;
  /** Where what the record holds had been planted. */
  readonly leaked: readonly Place[];
}

/** What a run on Kubernetes 1.35 gave; the table in docs/logging.md is made of it. */
const KEPT = join(__dirname, "comparison.json");

/** The most that any event of a request holds. */
export function levelOf({ events }: Told): AuditLevel {
  return LEVELS.findLast((level) => events.some((event) => event.level === level)) ?? "None";
}

export function resultOf(policy: string, source: string, run: CorpusRun): PolicyResult {
  const levels = run.told.map((told) => [told.request.name, levelOf(told)] as const);
  return { policy, source, levels: Object.fromEntries(levels), leaked: found(run.scene.planted, run.withoutQuotes) };
}

export function keptComparison(): readonly PolicyResult[] {
  return existsSync(KEPT) ? (JSON.parse(readFileSync(KEPT, "utf8")) as readonly PolicyResult[]) : [];
}

export function keepComparison(results: readonly PolicyResult[]): void {
  writeFileSync(KEPT, `${JSON.stringify(results, undefined, 2)}\n`);
}
