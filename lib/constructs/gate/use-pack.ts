import type { IConstruct } from "constructs";
import { complaintsAboutPack, type Pack, rulesWith } from "../../guardrails/pack";
import { InvalidInput } from "../../spec/invalid-input";

const PACKS = Symbol.for("portcullis.packs");

/**
 * Judges an app by further rules, beside all of the library's. No pack takes a rule away.
 *
 * @param scope any construct of the app
 * @throws InvalidInput when a rule is not named `<pack>/<rule>`, or two packs hold one rule
 */
export function usePack(scope: IConstruct, pack: Pack): void {
  const complaints = complaintsAboutPack(pack ?? {});
  if (complaints.length > 0) throw new InvalidInput(`usePack(${pack?.name}): ${complaints.join("; ")}.`);
  const packs = [...packsOf(scope.node.root), pack];
  try {
    rulesWith(packs);
  } catch (error) {
    throw new InvalidInput(`usePack(${pack.name}): ${error instanceof Error ? error.message : String(error)}.`);
  }
  (scope.node.root as { [PACKS]?: readonly Pack[] })[PACKS] = packs;
}

/** The packs of the app with this root. */
export function packsOf(root: IConstruct): readonly Pack[] {
  return (root as { [PACKS]?: readonly Pack[] })[PACKS] ?? [];
}
