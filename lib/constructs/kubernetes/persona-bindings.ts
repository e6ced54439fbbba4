import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { personaBindings } from "../../pillars/authorization/persona-bindings";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Whose access to bind. */
export interface PersonaBindingsProps {
  /** The checked description: only there is every subject known to carry the prefix of its method. */
  readonly spec: ClusterSpec;
}

/** The bindings that the `access` of a description asks for. The roles they name are `PersonaRole`'s. */
export class PersonaBindings extends Construct {
  readonly bindings: readonly ApiObject[];

  /** @throws InvalidInput when the description is not checked */
  constructor(scope: Construct, id: string, props: PersonaBindingsProps) {
    super(scope, id);
    gateManifests(this);
    requireSpec(props.spec, this.node.path);
    this.bindings = personaBindings(props.spec.access, props.spec.personas).map((manifest) =>
      writeManifest(this, manifest),
    );
  }
}
