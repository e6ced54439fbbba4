import { columns, oneLine } from "../../evidence/columns";
import type { Answer } from "../../rbac/who-can/answer";
import type { Question } from "../../rbac/who-can/question";
import { count } from "../../evidence/count";
import { formatProblems, notes } from "./report";
import type { PolicyBelow } from "./read-paths";

/** What was asked, and what everybody may do of it. */
export interface Answered {
  readonly question: Question;
  readonly answers: readonly Answer[];
}

/** Whether nobody can say it of somebody. */
export function isUnknown({ may, unseen }: Answer): boolean {
  return may === "unknown" || unseen.length > 0;
}

/** Who may, where, and by what: one list for each question. */
export function formatAnswers(below: PolicyBelow, answered: readonly Answered[]): string {
  const sections = [
    ...formatProblems(below.problems),
    ...answered.map(({ question, answers }) => {
      const may = answers.filter((one) => one.may === "yes");
      const unknown = answers.filter(isUnknown);
      return [
        oneLine(`Who can ${question.text}? ${count(may.length, "subject")} of ${answers.length}, by these files.`),
        ...columns(
          may.flatMap(({ who, where, by }) => [
            [who, where.join(", ")],
            ["", `by ${by.join("; ")}`],
          ]),
          "  ",
        ),
        ...columns(
          unknown.map(({ who, unseen }) => [`${who}: unknown`, `nobody sees what is granted by ${unseen.join("; ")}`]),
          "  ",
        ),
      ];
    }),
    ...notes(below),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

/** Everybody against every question. */
export function formatMatrix(below: PolicyBelow, answered: readonly Answered[]): string {
  const legend = answered.map(({ question }, index) => [`${index + 1}`, question.text]);
  const subjects = answered[0]?.answers.map(({ who }) => who) ?? [];
  const rows = subjects.map((who, row) => [who, ...answered.map(({ answers }) => cell(answers[row]))]);
  const sections = [
    ...formatProblems(below.problems),
    columns(legend, "  "),
    columns([["", ...answered.map((_, index) => `${index + 1}`)], ...rows], "  "),
    ["all: everywhere. 2 ns: in two namespaces. named: only objects that a role names. ?: unknown. -: no."],
    ...notes(below),
  ];
  return `${sections.map((lines) => lines.join("\n")).join("\n\n")}\n`;
}

function cell(answer: Answer | undefined): string {
  if (answer === undefined || answer.may === "unknown") return "?";
  if (answer.may === "no") return "-";
  const open = answer.unseen.length > 0 ? "?" : "";
  if (answer.where.includes("everywhere")) return "all";
  const whole = answer.where.filter((place) => !place.includes(" named "));
  return whole.length === 0 ? `named${open}` : `${whole.length} ns${open}`;
}
