import type { Manifest } from "../../plan/manifest";
import type { OwnPersonaInput } from "../../spec/own-persona-spec";
import { personaWord } from "../../spec/persona-facts";
import { clusterRole } from "./cluster-role";

/**
 * The role of a persona that the description declares, with the rules as they stand there: the checks have refused wildcards and rights by
 * which its holder takes more. Why there is one stands on it, so that whoever finds it in the cluster reads that.
 */
export function ownPersonaRole(persona: OwnPersonaInput): Manifest {
  const word = personaWord({ own: persona.name }, [persona]);
  return clusterRole(word, persona.rules, { "portcullis.dev/why": persona.why });
}
