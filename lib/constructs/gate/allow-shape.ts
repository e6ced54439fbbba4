import type { IConstruct } from "constructs";
import type { Allowance } from "../../guardrails/allowance";
import { InvalidInput } from "../../spec/invalid-input";

const ALLOWANCES = Symbol.for("portcullis.allowances");

/**
 * Allows one shape that no rule can judge, by its exact name and with a reason that every report repeats: a module, a
 * resource type that the rules do not read, a file beside the stack. What a rule has found wrong cannot be allowed.
 *
 * @param scope any construct of the app
 * @throws InvalidInput when the name is a pattern or the reason is shorter than ten characters
 */
export function allowShape(scope: IConstruct, allowance: Allowance): void {
  if (allowance.name.trim() === "" || /[*?]/.test(allowance.name)) {
    throw new InvalidInput(
      `allowShape: name is ${JSON.stringify(allowance.name)}; it must be one exact address, construct path or file name, not a pattern.`,
    );
  }
  if (allowance.why.trim().length < 10) {
    throw new InvalidInput(
      `allowShape(${allowance.name}): why is ${JSON.stringify(allowance.why)}; say in ten characters or more what it is and why it cannot open the cluster.`,
    );
  }
  allowancesOf(scope.node.root).push(allowance);
}

/** The allowances of the app with this root, in the order in which they were made. */
export function allowancesOf(root: IConstruct): Allowance[] {
  const holder = root as { [ALLOWANCES]?: Allowance[] };
  holder[ALLOWANCES] ??= [];
  return holder[ALLOWANCES];
}
