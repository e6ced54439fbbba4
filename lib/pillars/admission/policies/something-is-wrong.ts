import type { AdmissionPolicy, NamedExpression } from "./admission-policy";

/**
 * True of what a policy refuses, and of nothing else: with it as the last condition the API server converts a right object once,
 * in place of three more times for the demands, the messages and the notes for the audit log, and writes no message that nobody
 * reads. What cannot be evaluated is refused by it just as by the demands.
 *
 * Conditions know no variables and no namespace: variables are written out, and no demand of such a policy asks for the namespace.
 */
export function somethingIsWrong({
  validations,
  variables = [],
}: Pick<AdmissionPolicy, "validations" | "variables">): NamedExpression {
  const written = new Map<string, string>();
  const writtenOut = (text: string) =>
    text.replace(/\bvariables\.(\w+)/g, (whole, name: string) => written.get(name) ?? whole);
  // A variable knows those before it.
  for (const { name, expression } of variables) written.set(name, `(${writtenOut(expression)})`);
  return {
    name: "something-is-wrong",
    expression: `!(${validations.map(({ expression }) => `(${writtenOut(expression)})`).join(" && ")})`,
  };
}
