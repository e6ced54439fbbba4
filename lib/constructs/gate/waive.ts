import type { IConstruct } from "constructs";
import { complaintsAbout, type Waiver } from "../../guardrails/waiver";
import { InvalidInput } from "../../spec/invalid-input";

const WAIVERS = Symbol.for("portcullis.waivers");

/**
 * Lets a finding pass for a while: one rule at one place, with reason, owner and the last day, which every report repeats. A waiver that is
 * expired, matches nothing or names a rule that carries promise 1, 3 or 4 refuses the output by itself.
 *
 * @param scope any construct of the app
 * @throws InvalidInput when the waiver is not whole
 */
export function waive(scope: IConstruct, waiver: Waiver): void {
  const [complaint] = complaintsAbout(waiver);
  if (complaint !== undefined) throw new InvalidInput(`waive(${waiver.rule}, ${waiver.path}): ${complaint}.`);
  const root = scope.node.root as { [WAIVERS]?: Waiver[] };
  root[WAIVERS] ??= [];
  // What was checked is what is judged, whatever becomes of the object.
  root[WAIVERS].push({ ...waiver });
}

/** The waivers of the app with this root, in the order in which they were made. */
export function waiversOf(root: IConstruct): readonly Waiver[] {
  return (root as { [WAIVERS]?: Waiver[] })[WAIVERS] ?? [];
}
