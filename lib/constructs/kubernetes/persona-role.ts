import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { personaRole } from "../../pillars/authorization/persona-role";
import type { Persona } from "../../spec/access-spec";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Which persona's role to make. */
export interface PersonaRoleProps {
  readonly persona: Persona;
}

/** The cluster role of a persona, named `portcullis:<persona>`. Grants nothing until somebody is bound to it. */
export class PersonaRole extends Construct {
  readonly role: ApiObject;

  constructor(scope: Construct, id: string, props: PersonaRoleProps) {
    super(scope, id);
    gateManifests(this);
    this.role = writeManifest(this, personaRole(props.persona));
  }
}
