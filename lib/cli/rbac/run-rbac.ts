import { readArguments } from "../arguments";
import {
  badArguments,
  type Command,
  EXIT_BAD_INPUT,
  EXIT_CLEAN,
  EXIT_FOUND,
  HELP_OPTION,
  helpOf,
  JSON_OPTION,
  type Outcome,
} from "../command";
import { PolicyTooLarge } from "../../rbac/policy";
import { lint } from "../../rbac/findings/lint";
import { linted } from "../../rbac/findings/linted";
import { answer } from "../../rbac/who-can/answer";
import { type Question, readQuestion, USUAL_QUESTIONS } from "../../rbac/who-can/question";
import { formatAnswers, formatMatrix, isUnknown } from "./answers";
import { RBAC_HELP } from "./help";
import { type PolicyBelow, readPaths, tooLarge } from "./read-paths";
import { formatFindings } from "./report";
import { runSuggest } from "./run-suggest";

const OPTIONS = {
  "who-can": { type: "string", multiple: true, summary: "who may do this, and where", value: "text" },
  matrix: { type: "boolean", summary: "everybody against the usual questions" },
  namespace: { type: "string", summary: "where objects stand that name no namespace", value: "text" },
  subject: { type: "string", multiple: true, summary: "of suggest: only this user", value: "text" },
  against: { type: "string", multiple: true, summary: "of suggest: what is held, to compare with", value: "file" },
  json: JSON_OPTION,
  help: HELP_OPTION,
} as const;

/** `portcullis rbac`. */
export const RBAC: Command = {
  name: "rbac",
  operands: "PATH...",
  completes: "files",
  summary: "say what roles and bindings effectively grant; propose smaller ones",
  help: RBAC_HELP,
  options: OPTIONS,
  run: runRbac,
};

/** What the two forms of the command take, checked. */
export interface RbacArguments {
  readonly paths: readonly string[];
  readonly namespace: string;
  readonly whoCan: readonly string[];
  readonly matrix: boolean;
  readonly subjects: readonly string[];
  readonly against: readonly string[];
  readonly json: boolean;
}

/** `portcullis rbac`, as a function. */
export function runRbac(args: readonly string[]): Outcome {
  const read = readArguments(args, OPTIONS);
  if (read.problems !== undefined) return badArguments("rbac", read.problems);
  if (read.has("help")) return helpOf(RBAC_HELP);
  const [first, ...rest] = read.operands;
  const isSuggest = first === "suggest";
  const given: RbacArguments = {
    paths: isSuggest ? rest : read.operands,
    namespace: read.textOf("namespace") ?? "default",
    whoCan: read.textsOf("who-can"),
    matrix: read.has("matrix"),
    subjects: read.textsOf("subject"),
    against: read.textsOf("against"),
    json: read.has("json"),
  };
  const problems = problemsOf(given, isSuggest);
  if (problems.length > 0) return badArguments("rbac", problems);
  return isSuggest ? runSuggest(given) : runLint(given);
}

function problemsOf(
  { paths, namespace, whoCan, matrix, subjects, against }: RbacArguments,
  isSuggest: boolean,
): readonly string[] {
  const problems: string[] = [];
  const what = isSuggest ? "LOG" : "PATH";
  if (paths.length === 0)
    problems.push(`no ${what} is given: name files${isSuggest ? "" : " or folders"}, or - for standard input`);
  if (paths.includes("") || against.includes("")) problems.push(`a ${what} is empty`);
  if ([...paths, ...against].filter((path) => path === "-").length > 1)
    problems.push("- is given twice: standard input is read once");
  if (!/^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/.test(namespace))
    problems.push(`--namespace is ${JSON.stringify(namespace)}, not the name of a namespace`);
  if (isSuggest && (whoCan.length > 0 || matrix)) problems.push("--who-can and --matrix are not of suggest");
  if (!isSuggest && (subjects.length > 0 || against.length > 0))
    problems.push("--subject and --against are of suggest alone: portcullis rbac suggest LOG...");
  if (matrix && whoCan.length > 0) problems.push("--matrix asks the usual questions; give it or --who-can");
  return problems;
}

function runLint(given: RbacArguments): Outcome {
  const below = readPaths(given.paths, given.namespace);
  try {
    return given.matrix || given.whoCan.length > 0 ? askAll(given, below) : findAll(given, below);
  } catch (error) {
    if (!(error instanceof PolicyTooLarge)) throw error;
    const problems = [...below.problems, tooLarge(given.paths, error)];
    return findAll(given, { ...below, policy: { roles: [], bindings: [] }, problems });
  }
}

function findAll({ json }: RbacArguments, below: PolicyBelow): Outcome {
  const findings = lint(below.policy);
  const exitCode = below.problems.length > 0 ? EXIT_BAD_INPUT : findings.length > 0 ? EXIT_FOUND : EXIT_CLEAN;
  const stdout = json ? asJson(below, exitCode, { findings }) : formatFindings(below, findings);
  return { stdout, stderr: "", exitCode };
}

function askAll({ json, matrix, whoCan }: RbacArguments, below: PolicyBelow): Outcome {
  const texts = matrix ? USUAL_QUESTIONS : whoCan;
  const read = texts.map((text) => readQuestion(text, below.policy));
  const problems = read.flatMap((one) => ("problem" in one ? [`--who-can: ${one.problem}`] : []));
  if (problems.length > 0) return badArguments("rbac", problems);
  const questions = read.filter((one): one is Question => !("problem" in one));
  const { expanded, subjects } = linted(below.policy);
  const answered = questions.map((question) => ({ question, answers: answer(expanded, subjects, question) }));
  const unknown = answered.some(({ answers }) => answers.some(isUnknown));
  const exitCode = below.problems.length > 0 ? EXIT_BAD_INPUT : unknown ? EXIT_FOUND : EXIT_CLEAN;
  const stdout = json
    ? asJson(below, exitCode, { questions: answered })
    : matrix
      ? formatMatrix(below, answered)
      : formatAnswers(below, answered);
  return { stdout, stderr: "", exitCode };
}

/** The result for programs. Its fields are public API; new ones may come. */
function asJson(below: PolicyBelow, exitCode: number, result: Readonly<Record<string, unknown>>): string {
  const { problems, passedOver, placed, files, others, policy } = below;
  const read = { files, roles: policy.roles.length, bindings: policy.bindings.length, others };
  return `${JSON.stringify({ version: 1, exitCode, problems, ...result, read, passedOver, placed }, undefined, 2)}\n`;
}
