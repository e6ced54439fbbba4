import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import type { WorkerNodeInput } from "../../spec/data-center-profile-spec";
import { InvalidInput } from "../../spec/invalid-input";
import { requireSpec } from "../../spec/require-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { workerUserData } from "./worker/worker-user-data";
import { StoredData } from "./stored-data";

export interface WorkerNodeProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: DataCenterClusterSpec;
  /** The machine: one of the description's `profile.workers`. */
  readonly worker: WorkerNodeInput;
}

/**
 * A machine that runs workloads, as cloud-init user data, in anybody's stack: like `ControlPlaneNode`, but it waits for an
 * administrator who lets it join. The user data holds no secret.
 *
 * @see https://cloudinit.readthedocs.io/en/latest/explanation/format.html#user-data-formats
 */
export class WorkerNode extends Construct {
  /** The machine's own address. */
  readonly address: string;

  /** The user data as the machine reads it. */
  readonly userData: string;

  /** The user data for an attribute of another Terraform resource, where `${` would begin an expression. */
  readonly userDataForTerraform: string;

  /** The resource that holds the user data under `input.user_data`. */
  readonly data: StoredData;

  /** @throws InvalidInput when the machine is none of the description's, or the description is not checked */
  constructor(scope: Construct, id: string, { spec, worker }: WorkerNodeProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "data-center");
    const declared = spec.profile.workers.find((candidate) => candidate.name === worker.name);
    if (declared?.address !== worker.address) {
      throw new InvalidInput(`${worker.name} at ${worker.address} is none of the workers that ${spec.name} declares`);
    }
    this.address = declared.address;
    this.userData = workerUserData(spec, declared);
    this.userDataForTerraform = terraformText(this.userData);
    this.data = new StoredData(this, "user-data", { input: { user_data: this.userDataForTerraform } });
  }
}
