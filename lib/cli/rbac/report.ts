import { columns, oneLine } from "../../evidence/columns";
import { count } from "../../evidence/count";
import type { Step } from "../../rbac/escalation/admin-path";
import { FINDING_IDS, MEANINGS, type RbacFinding } from "../../rbac/findings/finding";
import { formatInputProblem, type InputProblem } from "../check/input-problem";
import type { PolicyBelow } from "./read-paths";

/** As many holders of a right as a report names one by one. */
const MOST_HOLDERS = 6;
/** As many files that were not looked at as a report names one by one. */
const MOST_PASSED_OVER = 20;
/** As many problems as a report tells one by one, those of one log among them: whoever names the wrong folder has thousands. */
const MOST_PROBLEMS = 30;

/** The findings for people, by kind, the worst first. */
export function formatFindings(below: PolicyBelow, findings: readonly RbacFinding[]): string {
  const sections = [
    ...formatProblems(below.problems),
    ...FINDING_IDS.flatMap((id) => {
      const some = findings.filter((one) => one.id === id);
      if (some.length === 0) return [];
      const { why, fix } = MEANINGS[id];
      return [
        [
          `${id}: ${some.length}`,
          ...columns(
            [
              ["why", why],
              ["fix", fix],
            ],
            "  ",
          ),
          ...some.flatMap(describe),
        ],
      ];
    }),
    ...notes(below),
    [conclusion(below, findings.length)],
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function describe({ of, message, heldBy, path, sources }: RbacFinding): readonly string[] {
  const title = message.startsWith(of) ? message : `${of}: ${message}`;
  return [
    ...columns([["-", title]], "  "),
    ...describePath(path),
    ...columns(
      [...(heldBy === undefined ? [] : [["held by", shortened(heldBy)]]), ["at", sources.join(", ")]],
      "     ",
    ),
  ];
}

/** As many steps of a path as a report shows of its beginning, and of its end. */
const MOST_SHOWN = 6;

function describePath(path: RbacFinding["path"]): readonly string[] {
  if (path === undefined) return [];
  const { steps, length } = path;
  const isLong = length > 2 * MOST_SHOWN;
  if (!isLong) return steps.flatMap(describeStep);
  return [
    ...steps.slice(0, MOST_SHOWN).flatMap(describeStep),
    `     ... ${length - 2 * MOST_SHOWN} more steps, of which --json has ${steps.length - 2 * MOST_SHOWN} ...`,
    ...steps.slice(-MOST_SHOWN).flatMap(describeStep),
  ];
}

/** `group dev may create pods in kube-system (by ...) -> service account kube-system/builder`. */
function describeStep({ who, may, by, becomes, provided }: Step): readonly string[] {
  const rows = [
    [`${who} may ${may}`],
    [`  by ${by.join("; ")}`],
    [`  -> ${becomes}${provided === undefined ? "" : `, if ${provided}`}`],
  ];
  return rows.map(([text]) => `     ${oneLine(text ?? "")}`);
}

function shortened(names: readonly string[]): string {
  const shown = names.slice(0, MOST_HOLDERS).join(", ");
  return names.length > MOST_HOLDERS ? `${shown} and ${names.length - MOST_HOLDERS} more: --json has them all` : shown;
}

export function formatProblems(problems: readonly InputProblem[]): readonly (readonly string[])[] {
  const shown = problems.slice(0, MOST_PROBLEMS).map((problem) => formatInputProblem(problem).split("\n").map(oneLine));
  const more = problems.length - shown.length;
  return more > 0 ? [...shown, [`and ${count(more, "more problem")}: --json has them all`]] : shown;
}

/** What was read otherwise than it stands there, or not at all. */
export function notes({ passedOver, placed }: PolicyBelow): readonly (readonly string[])[] {
  const named = passedOver.slice(0, MOST_PASSED_OVER).map(({ path, why }) => oneLine(`  ${path}: ${why}`));
  const more = passedOver.length - named.length;
  return [
    ...(passedOver.length === 0
      ? []
      : [["Not looked at:", ...named, ...(more > 0 ? [`  and ${count(more, "more file")}`] : [])]]),
    ...(placed.length === 0
      ? []
      : [
          [oneLine(`${count(placed.length, "object")} without a namespace, read by --namespace: ${shortened(placed)}`)],
        ]),
  ];
}

function conclusion({ problems, policy, files, others }: PolicyBelow, findings: number): string {
  const read = `${count(policy.roles.length, "role")} and ${count(policy.bindings.length, "binding")} in ${count(files, "file")}, ${count(others, "other object")}`;
  const found = findings === 0 ? "nothing found" : count(findings, "finding");
  return problems.length > 0
    ? `Not everything could be read: ${count(problems.length, "problem")}; ${found} in the rest: ${read}.`
    : `${found[0]?.toUpperCase()}${found.slice(1)}: ${read}.`;
}
