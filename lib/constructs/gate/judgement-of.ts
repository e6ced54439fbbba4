import { createHash } from "node:crypto";
import type { IConstruct } from "constructs";
import type { WrittenDocument } from "../../guardrails/document";
import { judge } from "../../guardrails/judge";
import type { Judgement } from "../../guardrails/judgement";
import { Refusal } from "../../guardrails/refusal";
import { allowancesOf } from "./allow-shape";
import { lineOf, ownershipIn, ownPathsIn } from "./origin";
import { systemDay } from "./system-day";
import { packsOf } from "./use-pack";
import { waiversOf } from "./waive";

const JUDGEMENT = Symbol.for("portcullis.judgement");

/**
 * What the rules said when the app was last synthesized or judged; undefined before that and for apps without a construct of
 * this library.
 */
export function judgementOf(scope: IConstruct): Judgement | undefined {
  return (scope.node.root as { [JUDGEMENT]?: Judgement })[JUDGEMENT];
}

/**
 * Judges documents of an app and remembers the judgement there. Findings name the line that made the construct.
 *
 * @param isPart whether these are some of the app's documents, so that waivers may be about others
 */
export function judgeFor(root: IConstruct, documents: readonly WrittenDocument[], isPart = false): Judgement {
  const key = keyOf(root, documents, isPart);
  const before = key === undefined ? undefined : shared?.get(key);
  if (before !== undefined) return remember(root, before);
  const waivers = waiversOf(root);
  const bare = judge(documents, {
    isOurs: ownershipIn(root),
    allowances: allowancesOf(root),
    packs: packsOf(root),
    waivers,
    isPart,
    // The day matters to waivers alone; without one the same program says the same on every day.
    ...(waivers.length === 0 ? {} : { asOf: systemDay() }),
  });
  const judgement: Judgement = {
    ...bare,
    findings: bare.findings.map((finding) => ({
      ...finding,
      source: finding.place.construct === undefined ? undefined : lineOf(root, finding.place.construct),
    })),
  };
  if (key !== undefined && judgement.findings.length === 0) shared?.set(key, judgement);
  return remember(root, judgement);
}

function remember(root: IConstruct, judgement: Judgement): Judgement {
  (root as { [JUDGEMENT]?: Judgement })[JUDGEMENT] = judgement;
  return judgement;
}

let shared: Map<string, Judgement> | undefined;

/**
 * Judges the same objects once, also where they stand in several apps: judging is a function of the documents and of what is
 * ours. Only what nothing was found in is remembered, and nothing where a team allows, waives or adds rules.
 *
 * @param judgements by what was judged; the caller keeps them
 */
export function withSharedJudgements<T>(judgements: Map<string, Judgement>, run: () => T): T {
  const before = shared;
  shared = judgements;
  try {
    return run();
  } finally {
    shared = before;
  }
}

/** Everything that a judgement of manifests depends on; undefined where it is not shared. */
function keyOf(root: IConstruct, documents: readonly WrittenDocument[], isPart: boolean): string | undefined {
  if (shared === undefined || isPart || documents.some(({ kind }) => kind !== "manifests")) return undefined;
  if (waiversOf(root).length + allowancesOf(root).length + packsOf(root).length > 0) return undefined;
  return sha256(JSON.stringify([documents, ownPathsIn(root)]));
}

function sha256(text: string): string {
  return createHash("sha256").update(text).digest("hex");
}

/** Judges documents of an app and throws the refusal if anything was found. */
export function refuseUnlessClosed(root: IConstruct, documents: readonly WrittenDocument[], isPart = false): void {
  const judgement = judgeFor(root, documents, isPart);
  if (judgement.findings.length > 0) throw new Refusal(judgement);
}
