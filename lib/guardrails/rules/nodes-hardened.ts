import type { EksNodesFact, NodeTemplate } from "../facts/eks-nodes";
import { closedNodes } from "../fixtures/closed-nodes";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import type { Value } from "../value";
import { type Fault, failOrUnknown } from "../verdict";

/** The disks that each system has, whether the template names them or not. */
const DISKS = { al2023: ["/dev/xvda"], bottlerocket: ["/dev/xvda", "/dev/xvdb"] } as const;

/** Machines of managed node groups keep their credentials and their disks to themselves, and take no logins. */
export const NODES_HARDENED: Rule<"eks-nodes"> = {
  id: "nodes-hardened",
  title: "Managed nodes ask for session tokens, keep pods from their credentials, encrypt disks and take no logins.",
  why: "A pod that reaches the metadata service acts as the machine; a disk or a snapshot without a key of yours is readable by others.",
  fix: "Give the group a launch template with http_tokens required, a hop limit of 1, encrypted disks with kms_key_id, no key_name, no public address and the system's user data.",
  controls: ["CIS-EKS-1.8 5.2.1", "CIS-EKS-1.8 5.4.3", "NIST-800-53 AC-3", "NIST-800-53 SC-28"],
  judges: "eks-nodes",
  reach: "ours",
  judge(fact) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const check = <T>(at: string, value: Value<T>, message: string, holds: (value: T) => boolean) => {
      if (!value.known) undecided.push({ at, got: value.why, message: `nobody can see it, and ${message}` });
      else if (!holds(value.value)) certain.push({ at, got: JSON.stringify(value.value) ?? "nothing", message });
    };
    check("remote_access", fact.takesLogins, "nodes take no logins by SSH", (logins) => !logins);
    check("ami_type", fact.os, "nodes run an image whose disks and settings a rule knows", () => true);
    check(
      "launch_template",
      fact.template,
      "nodes start from a launch template of this document",
      (one) => one !== undefined,
    );
    if (fact.template.known && fact.template.value !== undefined)
      checkTemplate(fact, fact.template.value, check, certain);
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "a hardened group on Amazon Linux 2023", documents: [closedNodes()] },
      { name: "no nodes at all", documents: [closedStack()] },
    ],
    fail: [
      {
        name: "metadata without tokens",
        documents: [template({ metadata_options: { http_tokens: "optional", http_put_response_hop_limit: 1 } })],
      },
      {
        name: "metadata within reach of pods",
        documents: [template({ metadata_options: { http_tokens: "required", http_put_response_hop_limit: 2 } })],
      },
      {
        name: "tags in the metadata",
        documents: [
          template({
            metadata_options: {
              http_tokens: "required",
              http_put_response_hop_limit: 1,
              instance_metadata_tags: "enabled",
            },
          }),
        ],
      },
      { name: "the metadata settings of AWS", documents: [template({ metadata_options: null })] },
      {
        name: "a disk that is not encrypted",
        documents: [template({ block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "false" } }] })],
      },
      {
        name: "a disk under a key of AWS",
        documents: [template({ block_device_mappings: [{ device_name: "/dev/xvda", ebs: { encrypted: "true" } }] })],
      },
      { name: "the image's own disk", documents: [template({ block_device_mappings: null })] },
      {
        name: "a second disk of Bottlerocket that nobody encrypts",
        documents: [closedNodes({ "aws_eks_node_group.main": { ami_type: "BOTTLEROCKET_x86_64" } })],
      },
      { name: "a key pair", documents: [template({ key_name: "ops" })] },
      {
        name: "remote access",
        documents: [closedNodes({ "aws_eks_node_group.main": { remote_access: { ec2_ssh_key: "ops" } } })],
      },
      { name: "the subnet decides on public addresses", documents: [template({ network_interfaces: null })] },
      { name: "an image of somebody's choice", documents: [template({ image_id: "ami-0123456789abcdef0" })] },
      { name: "the kubelet of the image", documents: [template({ user_data: null })] },
      {
        name: "an older version of the template",
        documents: [
          closedNodes({
            "aws_eks_node_group.main": { launch_template: { id: "${aws_launch_template.nodes.id}", version: "1" } },
          }),
        ],
      },
      {
        name: "no launch template",
        documents: [closedNodes({ "aws_eks_node_group.main": { launch_template: null } })],
      },
    ],
  }),
};

function checkTemplate(
  { os }: EksNodesFact,
  template: NodeTemplate,
  check: <T>(at: string, value: Value<T>, message: string, holds: (value: T) => boolean) => void,
  certain: Fault[],
): void {
  check("launch_template", template.tokensRequired, "the metadata service asks for session tokens (IMDSv2)", Boolean);
  check(
    "launch_template",
    template.hopLimit,
    "the metadata service answers over one hop, so not to pods",
    (hops) => hops === 1,
  );
  check("launch_template", template.refusesPublicAddress, "the template refuses public addresses", Boolean);
  check("launch_template", template.tagsHidden, "the metadata service keeps tags to itself", Boolean);
  check(
    "launch_template",
    template.toldAs,
    "the user data is that of the group's system",
    (told) => !os.known || told === os.value,
  );
  check("launch_template", template.disks, "the disks are written in the template", () => true);
  if (!template.disks.known) return;
  for (const { device, encrypted, ownKey } of template.disks.value) {
    check("launch_template", encrypted, `the disk ${device} is encrypted`, Boolean);
    check("launch_template", ownKey, `the disk ${device} is encrypted with a key of your own`, Boolean);
  }
  const named = template.disks.value.map(({ device }) => device);
  for (const device of os.known ? DISKS[os.value] : []) {
    if (named.includes(device)) continue;
    const message = `the disk ${device} is the image's own: write it, encrypted with a key of your own`;
    certain.push({ at: "launch_template", got: "nothing", message });
  }
}

function template(change: Readonly<Record<string, unknown>>) {
  return closedNodes({ "aws_launch_template.nodes": change });
}
