import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import { requireSpec } from "../../spec/require-spec";
import type { ControlPlaneNodeInput } from "../../spec/data-center-profile-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { controlPlaneUserData } from "./control-plane/control-plane-user-data";
import { InvalidInput } from "../../spec/invalid-input";
import { StoredData } from "./stored-data";

export interface ControlPlaneNodeProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: DataCenterClusterSpec;
  /** The machine: one of the description's `profile.controlPlaneNodes`. */
  readonly node: ControlPlaneNodeInput;
}

/**
 * A machine that runs the control plane, as cloud-init user data, in anybody's stack. The machine itself is the team's: its
 * image holds cloud-init, containerd, curl, kubelet, kubeadm, nftables, for a virtual address keepalived and for breaking glass openssl, and it gets the user data from a resource of the
 * team's or from a provisioning server.
 *
 * The user data holds no secret: keys are made on the machine.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/explanation/format.html#user-data-formats
 */
export class ControlPlaneNode extends Construct {
  /** The machine's own address. */
  readonly address: string;

  /** The user data as the machine reads it. */
  readonly userData: string;

  /** The user data for an attribute of another Terraform resource, where `${` would begin an expression. */
  readonly userDataForTerraform: string;

  /** The resource that holds the user data under `input.user_data`. */
  readonly data: StoredData;

  /** @throws InvalidInput when the machine is none of the description's */
  constructor(scope: Construct, id: string, { spec, node }: ControlPlaneNodeProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "data-center");
    const declared = spec.profile.controlPlaneNodes.find((candidate) => candidate.name === node.name);
    if (declared?.address !== node.address) {
      throw new InvalidInput(
        `${node.name} at ${node.address} is none of the control-plane machines that ${spec.name} declares`,
      );
    }
    this.address = declared.address;
    this.userData = controlPlaneUserData(spec, declared);
    this.userDataForTerraform = terraformText(this.userData);
    this.data = new StoredData(this, "user-data", { input: { user_data: this.userDataForTerraform } });
  }
}
