import { seconds } from "../duration";
import { stackOf } from "../fixtures/closed-stack";
import { openToWorld, parseRange } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const LONGEST_WAIT = 60;
const HOST_KEY = /^(ssh-ed25519|ecdsa-sha2-nistp(256|384|521)|ssh-rsa) [A-Za-z0-9+/]{40,}={0,2}$/;

/** Terraform talks to the machine that it means, with a key that stays where it is. */
export const DELIVERED_TO_KNOWN_MACHINES: Rule<"ssh-delivery"> = {
  id: "delivered-to-known-machines",
  title:
    "What is delivered over SSH goes to one private address whose key is known, with a key that stands in no document.",
  why: "Whoever answers in a machine's place gets its configuration, and whoever reads Terraform's own key is root on every machine.",
  fix: "Give `hostKey` as the machine's own `/etc/ssh/ssh_host_ed25519_key.pub` says it, and `privateKeyFile` or an agent.",
  controls: ["NIST-800-53 IA-3", "NIST-800-53 SC-8", "NIST-800-53 SC-12"],
  judges: "ssh-delivery",
  reach: "ours",
  judge({ host, user, hostKey, timeout, credential }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (!isOnePrivate(host)) fault("host", host ?? "nothing", "the machine must be one private address");
    if (user === undefined || !/^[a-z_][a-z0-9_-]{0,31}$/.test(user))
      fault("user", user ?? "nothing", "the user must be one name");
    if (hostKey === undefined || !HOST_KEY.test(hostKey))
      fault("host_key", hostKey ?? "nothing", "without the machine's public key whoever answers is believed");
    if ((seconds(timeout ?? "") ?? Number.POSITIVE_INFINITY) > LONGEST_WAIT)
      fault("timeout", timeout ?? "nothing", "a machine with another key would hold everything up for long");
    if (credential === "written")
      fault("private_key", "a key", "the key must come from a file or an agent, or it stands in the document");
    if (credential === "none")
      fault(
        "private_key",
        "nothing",
        "nothing says where the key comes from: without one Terraform asks for a password",
      );
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "a known machine, and an agent that holds the key", documents: [delivery({})] },
      {
        name: "a known machine, and a key in its file",
        documents: [delivery({ agent: false, private_key: '${file(pathexpand("~/.ssh/plant"))}' })],
      },
    ],
    fail: [
      { name: "whoever answers", documents: [delivery({ host_key: null })] },
      { name: "a key that is none", documents: [delivery({ host_key: "any" })] },
      { name: "a key in the document", documents: [delivery({ private_key: "-----BEGIN OPENSSH PRIVATE KEY-----" })] },
      { name: "a key from a variable, which stands in the plan", documents: [delivery({ private_key: "${var.key}" })] },
      { name: "no key at all", documents: [delivery({ agent: false })] },
      { name: "an address of the internet", documents: [delivery({ host: "9.9.9.9" })] },
      { name: "an address that nobody knows", documents: [delivery({ host: "${var.host}" })] },
      { name: "minutes of waiting", documents: [delivery({ timeout: "5m" })] },
      { name: "the waiting that Terraform takes by itself", documents: [delivery({ timeout: null })] },
    ],
  }),
};

function isOnePrivate(host: string | undefined): boolean {
  const interval = parseRange(`${host ?? ""}/32`);
  return interval.known && openToWorld([interval.value], "private") === undefined;
}

function delivery(connection: Readonly<Record<string, unknown>>) {
  return stackOf({
    "terraform_data.cp-1": {
      connection: {
        type: "ssh",
        host: "10.40.0.11",
        user: "ops",
        timeout: "30s",
        agent: true,
        host_key: `ssh-ed25519 ${"A".repeat(68)}`,
        ...connection,
      },
      provisioner: [
        { file: { content: '#cloud-config\n{"write_files": []}\n', destination: "portcullis-user-data.yaml" } },
        {
          "remote-exec": {
            inline: [
              "set -eu",
              "sudo cloud-init --force --file portcullis-user-data.yaml single --name write_files --frequency always",
              "sudo systemctl reload portcullis-firewall.service",
              "rm portcullis-user-data.yaml",
            ],
          },
        },
      ],
    },
  });
}
