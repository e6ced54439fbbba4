import type { EstateAnswer } from "../../../admission/estate/ask-estate";
import { oneLine } from "../../../evidence/columns";
import { count } from "../../../evidence/count";
import { formatInputProblem } from "../input-problem";
import type { EstateResult } from "./run-estate";

/** What no policy says, and who applies the policies meets besides. */
const BESIDES =
  "Asked as if everything were made anew by a program. Not asked: Pod Security, quotas, other webhooks, and what policies say of people, of changes and of deletions. `kubectl label --dry-run=server --overwrite namespace NAME pod-security.kubernetes.io/enforce=restricted` asks the first of these.";

/** The result for people: by policy and by what it says, the objects that it says it of. */
export function formatEstate(result: EstateResult): string {
  const { problems, refusals, unknown, unasked, passedOver } = result;
  const sections: readonly (readonly string[])[] = [
    ...problems.map((problem) => formatInputProblem(problem).split("\n")),
    ...grouped(refusals, ({ message }) => message).map(([{ policy, message, enforced }, of]) => [
      `${policy} ${enforced ? "would refuse" : "would only warn of, until it is enforced,"} ${count(of.length, "object")}: ${message}`,
      ...of.map(lineOf),
    ]),
    ...grouped(unknown, ({ why }) => why).map(([{ policy, why }, of]) => [
      `${policy}: nobody can say without the API server: ${why}`,
      ...of.map(lineOf),
    ]),
    unasked.length === 0 ? [] : [`Policies that nothing here concerns: ${unasked.join(", ")}.`],
    passedOver.length === 0 ? [] : ["Not looked at:", ...passedOver.map(({ path, why }) => `  ${path}: ${why}`)],
    [BESIDES],
    [conclusion(result)],
  ];
  return `${sections
    .filter((lines) => lines.length > 0)
    .map((lines) => lines.map(oneLine).join("\n"))
    .join("\n\n")}\n`;
}

function lineOf({ object, what, source }: EstateAnswer): string {
  return `  ${object}${what === "its pods" ? ", its pods" : ""} (${source})`;
}

/** What is said alike, in the order in which it was said first. */
function grouped<Answer extends EstateAnswer>(
  answers: readonly Answer[],
  said: (answer: Answer) => string,
): readonly (readonly [Answer, readonly Answer[]])[] {
  const groups = new Map<string, [Answer, Answer[]]>();
  for (const one of answers) {
    const key = `${one.policy}\n${said(one)}`;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [one, [one]]);
    else group[1].push(one);
  }
  return [...groups.values()];
}

function conclusion({ problems, refusals, unknown, objects, replaced, policies }: EstateResult): string {
  const distinct = (answers: readonly EstateAnswer[]) =>
    new Set(answers.map(({ source, object }) => `${source}\n${object}`)).size;
  const [refused, warned] = [true, false].map((wanted) => distinct(refusals.filter((one) => one.enforced === wanted)));
  const others = replaced === 0 ? "" : `, ${replaced} of which the manifests replace`;
  const asked = `${count(policies.length, "policy", "policies")} asked about ${count(objects, "object")}${others}`;
  const told = `${asked}: ${refused} would be refused, ${warned} warned of, of ${distinct(unknown)} nobody can say.`;
  return problems.length === 0 ? told : `Not everything could be read: ${count(problems.length, "problem")}; ${told}`;
}

/** The result for programs. Its fields are public API; new ones may come. */
export function estateAsJson(result: EstateResult, exitCode: number): string {
  const { problems, policies, unasked, objects, replaced, refusals, unknown, passedOver } = result;
  const report = {
    version: 1,
    exitCode,
    objects,
    replaced,
    policies,
    problems,
    refusals,
    unknown,
    unasked,
    passedOver,
  };
  return `${JSON.stringify(report, undefined, 2)}\n`;
}
