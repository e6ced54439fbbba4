import { Construct } from "constructs";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import { EdgeNode } from "../../constructs/machines";
import type { EdgeClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";

export interface EdgeClusterProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: EdgeClusterSpec;
}

/** A closed cluster on one small machine as its description asks for it, in anybody's stack: the machine's user data. */
export class EdgeCluster extends Construct {
  /** The machine. */
  readonly machine: EdgeNode;

  constructor(scope: Construct, id: string, { spec }: EdgeClusterProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "edge");
    // A second machine one day gets an id of its own beside this one.
    this.machine = new EdgeNode(this, `node-${spec.profile.node.name}`, { spec });
  }
}
