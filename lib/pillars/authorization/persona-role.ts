import type { Manifest } from "../../plan/manifest";
import type { Persona } from "../../spec/access-spec";
import { auditorRole } from "./auditor";
import { developerRole } from "./developer";
import { operatorRole } from "./operator";
import { recoveryRole } from "./recovery";
import { viewerRole } from "./viewer";
import { watcherRole } from "./watcher";

/** The role of each persona. A persona without one does not compile. */
const ROLES: { readonly [Name in Persona]: () => Manifest } = {
  viewer: viewerRole,
  developer: developerRole,
  operator: operatorRole,
  auditor: auditorRole,
  recovery: recoveryRole,
  watcher: watcherRole,
};

/** The role of a persona. */
export function personaRole(persona: Persona): Manifest {
  return ROLES[persona]();
}
