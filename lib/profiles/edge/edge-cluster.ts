import { Construct } from "constructs";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import { EdgeNode, LoginProxyNode } from "../../constructs/machines";
import { loginProxyOf } from "../../constructs/machines/login-proxy/login-proxy-user-data";
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

  /** The machine of the authenticating proxy, where the description names one. */
  readonly loginProxy: LoginProxyNode | undefined;

  constructor(scope: Construct, id: string, { spec }: EdgeClusterProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "edge");
    // A second machine one day gets an id of its own beside this one.
    this.machine = new EdgeNode(this, `node-${spec.profile.node.name}`, { spec });
    this.loginProxy = loginProxyOf(spec) === undefined ? undefined : new LoginProxyNode(this, "login-proxy", { spec });
  }
}
