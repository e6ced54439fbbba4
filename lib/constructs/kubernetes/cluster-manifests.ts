import { Construct } from "constructs";
import type { Persona } from "../../spec/access-spec";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { personasInUse } from "../../spec/derived";
import { requireSpec } from "../../spec/require-spec";
import { gateManifests } from "../gate/manifest-gate";
import { ImagesByDigest } from "./images-by-digest";
import { PersonaBindings } from "./persona-bindings";
import { PersonaRole } from "./persona-role";
import { TenantNamespace } from "./tenant-namespace";

/** The cluster to write manifests for. */
export interface ClusterManifestsProps {
  readonly spec: ClusterSpec;
}

/**
 * Everything that a described cluster must hold, on every profile, in the order in which it is applied: the admission
 * policy, so that no pod slips in before it; the tenants; the roles of personas, but none that nobody holds, for it would
 * only wait for a binding; who holds them.
 */
export class ClusterManifests extends Construct {
  readonly imagesByDigest: ImagesByDigest;
  /** By name, in the order of names: the order of the description changes no byte. */
  readonly tenants: ReadonlyMap<string, TenantNamespace>;
  readonly roles: ReadonlyMap<Persona, PersonaRole>;
  readonly bindings: PersonaBindings;

  constructor(scope: Construct, id: string, props: ClusterManifestsProps) {
    super(scope, id);
    gateManifests(this);
    const { spec } = props;
    requireSpec(spec, this.node.path);
    const byName = [...spec.tenants].sort((a, b) => (a.name < b.name ? -1 : 1));

    this.imagesByDigest = new ImagesByDigest(this, "images-by-digest");
    this.tenants = new Map(
      byName.map((tenant) => [
        tenant.name,
        new TenantNamespace(this, `tenant-${tenant.name}`, { tenant, kubernetesVersion: spec.kubernetesVersion }),
      ]),
    );
    this.roles = new Map(
      personasInUse(spec.access).map((persona) => [persona, new PersonaRole(this, `persona-${persona}`, { persona })]),
    );
    this.bindings = new PersonaBindings(this, "bindings", { spec });
  }
}
