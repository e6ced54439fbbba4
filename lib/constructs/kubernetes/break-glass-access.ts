import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { breakGlassBinding, breakGlassRole } from "../../pillars/authorization/break-glass";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/**
 * The role of whoever breaks glass and its one binding, both named `portcullis:break-glass`, as their group. Nobody is in the
 * group until a credential is issued; deleting the binding ends all of them. It wants the policy
 * `break-glass-makes-nothing` beside it, which `AdmissionPolicies` writes with `breakGlass`.
 */
export class BreakGlassAccess extends Construct {
  readonly role: ApiObject;
  readonly binding: ApiObject;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    gateManifests(this);
    this.role = writeManifest(this, breakGlassRole());
    this.binding = writeManifest(this, breakGlassBinding());
  }
}
