import { applyWaivers } from "../../guardrails/apply-waivers";
import { judge } from "../../guardrails/judge";
import { type Judgement, mergeJudgements } from "../../guardrails/judgement";
import { type Pack, rulesWith } from "../../guardrails/pack";
import { documentsBelow } from "./documents-below";
import { readExceptionsFile } from "./exceptions-file";
import type { InputProblem } from "./input-problem";

/** What is checked, and by what. */
export interface CheckInput {
  /** Files or folders; what lies below one of them belongs to one cluster. */
  readonly paths: readonly string[];
  /** The file with waivers and allowances. */
  readonly waivers?: string | undefined;
  readonly packs: readonly Pack[];
  /** The day by which waivers are judged. */
  readonly asOf: string;
}

/** What came of it. */
export interface CheckResult {
  readonly asOf: string;
  /** What could not be read. With a problem nothing is said to be clean. */
  readonly problems: readonly InputProblem[];
  readonly judgement: Judgement;
  readonly passedOver: readonly { readonly path: string; readonly why: string }[];
  /** What a kind of document cannot show, so that the rules on it had nothing to judge. */
  readonly limits: readonly string[];
}

/** Judges files of anybody. Nothing throws for what stands in them. */
export function check({ paths, waivers: file, packs, asOf }: CheckInput): CheckResult {
  const exceptions = file === undefined ? undefined : readExceptionsFile(file);
  const { waivers = [], allowances = [] } = exceptions ?? {};
  const problems: InputProblem[] = [...(exceptions?.problems ?? [])];
  const passedOver: CheckResult["passedOver"][number][] = [];
  const limits = new Set<string>();
  const rules = rulesWith(packs);
  const judgements = [...new Set(paths)].flatMap((path): readonly Judgement[] => {
    const below = documentsBelow(path);
    problems.push(...below.problems);
    passedOver.push(...below.passedOver);
    if (below.problems.length === 0 && below.documents.length === 0 && below.passedOver.length === 0)
      problems.push({ path, message: "there is no file in it", fix: "Name a folder with files, or a file." });
    for (const { kind } of below.documents) if (kind === "terraform-plan") limits.add(PLANS);
    try {
      // Nobody's constructs stand behind these files: everything counts as ours, which is the stricter reading.
      return [judge(below.documents, { allowances, packs })];
    } catch (error) {
      const message = `it cannot be judged: ${error instanceof Error ? error.message : String(error)}`;
      problems.push({ path, message, fix: "Look for what nests or repeats without end in it." });
      return [];
    }
  });
  const merged = mergeJudgements(judgements);
  // A pipe of which the first program failed looks like this; nothing to judge is nothing proven.
  if (problems.length === 0 && merged.documents.length === 0)
    problems.push({
      path: paths.join(", "),
      message: "nothing in it can be judged: what is there is empty",
      fix: "Look at what should have written it; in a shell, `set -o pipefail` lets a pipe fail with its first program.",
    });
  const used = new Set(merged.allowed.map(({ allowance }) => allowance));
  const { findings, waived } = applyWaivers(merged.findings, waivers, rules, asOf, problems.length === 0);
  return {
    asOf,
    problems,
    passedOver,
    limits: [...limits],
    judgement: {
      ...merged,
      findings,
      waived,
      asOf,
      unusedAllowances: allowances.filter((allowance) => !used.has(allowance)),
    },
  };
}

const PLANS =
  "A plan shows neither `lifecycle` (what may be destroyed, what is left alone) nor blocks that are generated from a list known only after apply. Check the written JSON for those.";
