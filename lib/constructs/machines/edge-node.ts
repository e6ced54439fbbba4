import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { EdgeClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { edgeUserData } from "./edge/edge-user-data";
import { StoredData } from "./stored-data";

export interface EdgeNodeProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: EdgeClusterSpec;
}

/**
 * The one machine of an edge cluster, as cloud-init user data, in anybody's stack. The machine itself is the team's: its
 * image holds cloud-init, nftables and k3s of the declared version, installed as a server without flags and not started, with
 * k3s's own container images beside it; for breaking glass also openssl.
 *
 * The user data holds no secret: keys and the join token are made on the machine.
 *
 * @see https://docs.k3s.io/installation/airgap
 */
export class EdgeNode extends Construct {
  /** The user data as the machine reads it. */
  readonly userData: string;

  /** The user data for an attribute of another Terraform resource, where `${` would begin an expression. */
  readonly userDataForTerraform: string;

  /** The resource that holds the user data under `input.user_data`. */
  readonly data: StoredData;

  /** @throws InvalidInput for anything but a checked description of an edge cluster */
  constructor(scope: Construct, id: string, { spec }: EdgeNodeProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "edge");
    this.userData = edgeUserData(spec);
    this.userDataForTerraform = terraformText(this.userData);
    this.data = new StoredData(this, "user-data", { input: { user_data: this.userDataForTerraform } });
  }
}
