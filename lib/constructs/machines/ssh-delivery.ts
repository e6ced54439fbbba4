import { createHash } from "node:crypto";
import { Construct } from "constructs";
import { parse } from "yaml";
import { terraformText } from "../../formats/terraform-text";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { StoredData } from "./stored-data";

const USER_DATA = "portcullis-user-data.yaml";

export interface SshDeliveryProps {
  /** The machine: a `ControlPlaneNode` or a `WorkerNode`. */
  readonly machine: { readonly userData: string; readonly address: string };

  /** Whom Terraform is on the machine, who may use sudo without a password. */
  readonly user: string;

  /** The machine's public key, as its `/etc/ssh/ssh_host_ed25519_key.pub` says it: kind and key, without the comment. */
  readonly hostKey: string;

  /**
   * The file that holds Terraform's private key; `~` is the home of whoever runs Terraform. It is read when Terraform
   * runs, and its content is in no document and in no state.
   *
   * @default - an SSH agent holds it
   */
  readonly privateKeyFile?: string | undefined;
}

/**
 * Delivers a machine's user data over SSH, for machines whose provider takes none: the same files and commands, and the same
 * judgement. The machine has cloud-init, and Terraform runs where `sshReachableFrom` lets it in. When the user data changes
 * it is delivered again: files, containerd and firewall follow; what kubeadm made at the first start does not.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/provisioners/connection
 */
export class SshDelivery extends Construct {
  /** The resource that delivers. */
  readonly data: StoredData;

  /** @throws InvalidInput for a user, key or path that could not be real */
  constructor(scope: Construct, id: string, { machine, user, hostKey, privateKeyFile }: SshDeliveryProps) {
    super(scope, id);
    gateTerraform(this);
    demand(/^[a-z_][a-z0-9_-]{0,31}$/.test(user), "user", user);
    demand(/^[a-z0-9-]+ [A-Za-z0-9+/]+={0,2}$/.test(hostKey), "hostKey", hostKey);
    const fromFile = privateKeyFile === undefined ? undefined : keyFromFile(privateKeyFile);
    this.data = new StoredData(this, "ssh", {
      triggersReplace: { sha256: createHash("sha256").update(machine.userData).digest("hex") },
      connection: {
        type: "ssh",
        host: machine.address,
        user,
        hostKey,
        timeout: "30s",
        ...(fromFile === undefined ? { agent: "true" } : { agent: "false", privateKey: fromFile }),
      },
      provisioners: [
        { type: "file", content: terraformText(machine.userData), destination: USER_DATA },
        { type: "remote-exec", inline: linesFor(machine.userData) },
      ],
    });
  }
}

function linesFor(userData: string): string[] {
  const { runcmd } = parse(userData, { version: "1.1" }) as { readonly runcmd: readonly (readonly string[])[] };
  const words = runcmd.flat();
  demand(
    words.every((word) => /^[A-Za-z0-9/._=:,@+-]+$/.test(word)),
    "command",
    words.join(" "),
  );
  return [
    "set -eu",
    // Not its commands: where no instance was ever initialized, cloud-init runs none and calls it a success.
    `sudo cloud-init --force --file ${USER_DATA} single --name write_files --frequency always`,
    ...runcmd.map((command) => `sudo ${command.join(" ")}`),
    // A firewall that ran already keeps its old rules until it is told.
    "sudo systemctl reload portcullis-firewall.service",
    `rm ${USER_DATA}`,
  ];
}

function keyFromFile(path: string): string {
  demand(/^[A-Za-z0-9._~/ -]+$/.test(path), "privateKeyFile", path);
  return `\${file(pathexpand("${path}"))}`;
}

function demand(right: boolean, what: string, got: string): void {
  if (!right) throw new InvalidInput(`a delivery over SSH needs another ${what} than ${JSON.stringify(got)}`);
}
