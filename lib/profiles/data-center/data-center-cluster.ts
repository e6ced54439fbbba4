import { Construct } from "constructs";
import { ControlPlaneNode } from "../../constructs/machines";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";

export interface DataCenterClusterProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: DataCenterClusterSpec;
}

/**
 * A closed cluster on one's own machines as its description asks for it, in anybody's stack: the user data of each
 * control-plane machine.
 */
export class DataCenterCluster extends Construct {
  /** The control-plane machines, by name. */
  readonly controlPlaneNodes: Readonly<Record<string, ControlPlaneNode>>;

  constructor(scope: Construct, id: string, { spec }: DataCenterClusterProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "data-center");
    this.controlPlaneNodes = Object.fromEntries(
      spec.profile.controlPlaneNodes.map((node) => [
        node.name,
        new ControlPlaneNode(this, `node-${node.name}`, { spec, node }),
      ]),
    );
  }
}
