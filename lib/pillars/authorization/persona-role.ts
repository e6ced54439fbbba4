import type { Manifest } from "../../plan/manifest";
import type { Persona } from "../../spec/access-spec";
import { recoveryRole } from "./recovery";
import { viewerRole } from "./viewer";

/** The role of each persona. A persona without one does not compile. */
const ROLES: { readonly [Name in Persona]: () => Manifest } = { viewer: viewerRole, recovery: recoveryRole };

/** The role of a persona. */
export function personaRole(persona: Persona): Manifest {
  return ROLES[persona]();
}
