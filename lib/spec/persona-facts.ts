import type { OwnPersonaReference, Persona } from "./access-spec";
import type { OwnPersonaInput } from "./own-persona-spec";

/** What is fixed for a persona. */
export interface PersonaFacts {
  /** Whether it is bound in the namespaces that a grant names, or in the whole cluster. */
  readonly reach: "namespaces" | "cluster";
  readonly heldBy: "people" | "machines";
  /** Whether people must have proven a second factor. */
  readonly needsMfa: boolean;
  /** Personas of which it holds every right, wherever it is bound: beside it they grant nothing. */
  readonly contains: readonly Persona[];
}

/** The library's personas, in the order in which they are written. */
export const PERSONA_FACTS: { readonly [Name in Persona]: PersonaFacts } = {
  viewer: { reach: "namespaces", heldBy: "people", needsMfa: true, contains: [] },
  developer: { reach: "namespaces", heldBy: "people", needsMfa: true, contains: ["viewer"] },
  operator: { reach: "cluster", heldBy: "people", needsMfa: true, contains: ["viewer", "recovery"] },
  auditor: { reach: "cluster", heldBy: "people", needsMfa: true, contains: ["viewer"] },
  recovery: { reach: "cluster", heldBy: "people", needsMfa: false, contains: [] },
  watcher: { reach: "namespaces", heldBy: "machines", needsMfa: false, contains: [] },
};

/** The library's personas, in the order in which they are written. */
export const PERSONAS: readonly Persona[] = ["viewer", "developer", "operator", "auditor", "recovery", "watcher"];

/** What is fixed for a persona of one's own: people always prove a second factor. */
export function ownPersonaFacts({ heldBy, reach }: Pick<OwnPersonaInput, "heldBy" | "reach">): PersonaFacts {
  return { heldBy, reach, needsMfa: heldBy === "people", contains: [] };
}

/** A persona in one word, for ids, roles and reports: `viewer`, `own:release`, `machine:metrics`. */
export function personaWord(
  persona: Persona | OwnPersonaReference,
  own: readonly Pick<OwnPersonaInput, "name" | "heldBy">[],
): string {
  if (typeof persona === "string") return persona;
  const machine = own.some(({ name, heldBy }) => name === persona.own && heldBy === "machines");
  return `${machine ? "machine" : "own"}:${persona.own}`;
}
