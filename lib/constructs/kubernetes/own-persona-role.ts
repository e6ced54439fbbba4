import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { ownPersonaRole } from "../../pillars/authorization/own-persona";
import type { OwnPersonaInput } from "../../spec/own-persona-spec";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Which persona of one's own. */
export interface OwnPersonaRoleProps {
  readonly persona: OwnPersonaInput;
}

/** The cluster role of a persona that a description declares. What it grants is judged as every role of this library. */
export class OwnPersonaRole extends Construct {
  readonly role: ApiObject;

  constructor(scope: Construct, id: string, props: OwnPersonaRoleProps) {
    super(scope, id);
    gateManifests(this);
    this.role = writeManifest(this, ownPersonaRole(props.persona));
  }
}
