import { Construct } from "constructs";
import { ControlPlaneNode, LoginProxyNode, SshDelivery, WorkerNode } from "../../constructs/machines";
import { loginProxyOf } from "../../constructs/machines/login-proxy/login-proxy-user-data";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import type { DataCenterClusterSpec } from "../../spec/cluster-spec";
import { InvalidInput } from "../../spec/invalid-input";
import { requireSpec } from "../../spec/require-spec";
import { joinSteps } from "./join-steps";

export interface DataCenterClusterProps {
  /** The checked description, from `defineCluster` or `parseCluster`. */
  readonly spec: DataCenterClusterSpec;

  /**
   * Delivers the user data over SSH to the machines that have a key here.
   *
   * @default - to none: the team hands the user data to its machines
   */
  readonly deliverBySsh?: DeliverBySsh | undefined;
}

/** How Terraform reaches the machines. */
export interface DeliverBySsh {
  /** Whom Terraform is on the machines, who may use sudo without a password. */
  readonly user: string;
  /** The public key of each machine, by its name: `ssh-ed25519 AAAA...`. */
  readonly hostKeys: Readonly<Record<string, string>>;
  /**
   * The file that holds Terraform's private key.
   *
   * @default - an SSH agent holds it
   */
  readonly privateKeyFile?: string | undefined;
}

/**
 * A closed cluster on one's own machines as its description asks for it, in anybody's stack: the user data of each
 * machine. What machines need to join is secret and stands nowhere in Terraform: `joinSteps` names the commands that let
 * them.
 */
export class DataCenterCluster extends Construct {
  /** The control-plane machines, by name. */
  readonly controlPlaneNodes: Readonly<Record<string, ControlPlaneNode>>;

  /** The workers, by name. */
  readonly workers: Readonly<Record<string, WorkerNode>>;

  /** The machine of the authenticating proxy, where the description names one. */
  readonly loginProxy: LoginProxyNode | undefined;

  /** The commands by which an administrator lets the other machines join, in order. */
  readonly joinSteps: readonly string[];

  constructor(scope: Construct, id: string, { spec, deliverBySsh }: DataCenterClusterProps) {
    super(scope, id);
    gateTerraform(this);
    requireSpec(spec, this.node.path, "data-center");
    this.controlPlaneNodes = Object.fromEntries(
      spec.profile.controlPlaneNodes.map((node) => [
        node.name,
        new ControlPlaneNode(this, `node-${node.name}`, { spec, node }),
      ]),
    );
    this.workers = Object.fromEntries(
      spec.profile.workers.map((worker) => [
        worker.name,
        new WorkerNode(this, `worker-${worker.name}`, { spec, worker }),
      ]),
    );
    this.loginProxy = loginProxyOf(spec) === undefined ? undefined : new LoginProxyNode(this, "login-proxy", { spec });
    for (const [name, hostKey] of Object.entries(deliverBySsh?.hostKeys ?? {})) {
      const machines: Readonly<Record<string, ControlPlaneNode | WorkerNode>> = {
        ...this.controlPlaneNodes,
        ...this.workers,
      };
      const machine = Object.hasOwn(machines, name) ? machines[name] : undefined;
      if (machine === undefined || deliverBySsh === undefined) {
        throw new InvalidInput(`hostKeys names ${name}, which is none of the machines that ${spec.name} declares`);
      }
      const { user, privateKeyFile } = deliverBySsh;
      new SshDelivery(this, `delivery-${name}`, { machine, user, hostKey, privateKeyFile });
    }
    this.joinSteps = joinSteps(spec.profile);
  }
}
