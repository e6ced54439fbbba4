import { defaultPolicy } from "../../rbac/default-policy/default-policy";
import { accountName } from "../../rbac/subject";
import { linted } from "../../rbac/findings/linted";
import { PolicyTooLarge } from "../../rbac/policy";
import { boundToNothing, neverSeen, neverUsed } from "../../rbac/suggest/never-used";
import { propose } from "../../rbac/suggest/propose";
import type { InputProblem } from "../check/input-problem";
import { EXIT_BAD_INPUT, EXIT_CLEAN, EXIT_FOUND, type Outcome } from "../command";
import { oneLine } from "../../evidence/columns";
import { readAuditLogs } from "./read-audit-log";
import { readPaths, tooLarge } from "./read-paths";
import { count } from "../../evidence/count";
import { formatProblems } from "./report";
import type { RbacArguments } from "./run-rbac";
import { formatSuggestions, manifestsOf, type Suggestion } from "./suggested-manifests";

/** Kubernetes' own parts, which no role of a user's is for: components, machines, and the accounts of controllers. */
function isOwnPart(user: string): boolean {
  if (!user.startsWith("system:serviceaccount:")) return user.startsWith("system:");
  return defaultPolicy().bindings.some(({ subjects }) =>
    subjects.some((one) => one.kind === "ServiceAccount" && accountName(one.namespace, one.name) === user),
  );
}

/** `portcullis rbac suggest`. */
export function runSuggest(given: RbacArguments): Outcome {
  const { paths, subjects, against, namespace, json } = given;
  const isChosen = (user: string) => subjects.length === 0 || subjects.includes(user);
  const logs = readAuditLogs(paths, isChosen);
  const problems: InputProblem[] = [...logs.problems];
  const below = against.length === 0 ? undefined : readPaths(against, namespace);
  problems.push(...(below?.problems ?? []));
  const records = logs.usage.records();
  if (problems.length === 0 && logs.events === 0)
    problems.push({
      path: paths.join(", "),
      message: "there is no event in it",
      fix: "Look at what should have written it.",
    });
  for (const subject of subjects.filter((one) => !records.some(({ user }) => user === one)))
    problems.push({
      path: paths.join(", "),
      message: `--subject: nobody in it is called ${JSON.stringify(subject)}`,
      fix: "Write the user as the log has it; a service account is system:serviceaccount:NAMESPACE:NAME.",
    });

  const shown = records.filter(({ user }) => subjects.length > 0 || !isOwnPart(user));
  const held = compared(below?.policy, against, problems);
  const suggestions = shown.map(
    (record): Suggestion => ({
      user: record.user,
      proposal: propose(record),
      denied: record.denied,
      undecided: record.undecided,
      neverUsed: held === undefined ? undefined : neverUsed(held.expanded, record),
    }),
  );
  // Who asks for some alone does not want to hear of the others.
  const unseen = held === undefined || subjects.length > 0 ? [] : neverSeen(held.subjects, records);
  const missingRoles = held === undefined ? [] : boundToNothing(held.expanded, held.ownBindings);
  const isFound =
    unseen.length > 0 ||
    missingRoles.length > 0 ||
    suggestions.some(
      (one) => (one.neverUsed ?? []).length > 0 || one.proposal.roles.some(({ warnings }) => warnings.length > 0),
    );
  const exitCode = problems.length > 0 ? EXIT_BAD_INPUT : isFound ? EXIT_FOUND : EXIT_CLEAN;
  const ownParts = records.length - shown.length;
  const stdout = json
    ? asJson({ exitCode, problems, events: logs.events, ownParts, neverSeen: unseen, missingRoles }, suggestions)
    : `${formatSuggestions(suggestions)}${closing({ unseen, missingRoles, ownParts, events: logs.events }, suggestions)}`;
  const stderr = json ? "" : problemText(problems);
  return { stdout, stderr, exitCode };
}

function compared(
  policy: Parameters<typeof linted>[0] | undefined,
  against: readonly string[],
  problems: InputProblem[],
) {
  if (policy === undefined) return undefined;
  try {
    return linted(policy);
  } catch (error) {
    if (!(error instanceof PolicyTooLarge)) throw error;
    problems.push(tooLarge(against, error));
    return undefined;
  }
}

function closing(
  {
    unseen,
    missingRoles,
    ownParts,
    events,
  }: {
    readonly unseen: readonly string[];
    readonly missingRoles: readonly string[];
    readonly ownParts: number;
    readonly events: number;
  },
  suggestions: readonly Suggestion[],
): string {
  const lines = [
    ...unseen.map((who) => `bound, and never seen: ${who}`),
    ...missingRoles.map((binding) => `bound to a role that is nowhere, and grants whatever it will say: ${binding}`),
    ...(ownParts > 0 ? [`left out: ${count(ownParts, "part")} of Kubernetes itself; --subject names one`] : []),
    `${count(suggestions.length, "user")} in ${count(events, "event")}`,
  ];
  return lines.map((line) => `# ${oneLine(line)}\n`).join("");
}

/** Manifests go to standard output, and nothing else: what keeps them from being whole is told beside. */
function problemText(problems: readonly InputProblem[]): string {
  return problems.length === 0
    ? ""
    : `${formatProblems(problems)
        .map((lines) => lines.join("\n"))
        .join("\n\n")}\n`;
}

/** The result for programs. Its fields are public API; new ones may come. */
function asJson(result: Readonly<Record<string, unknown>>, suggestions: readonly Suggestion[]): string {
  const users = suggestions.map((one) => ({ ...one, manifests: manifestsOf(one, suggestions) }));
  return `${JSON.stringify({ version: 1, ...result, users }, undefined, 2)}\n`;
}
