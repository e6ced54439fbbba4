import type { EksNodesFact, NodeDisk, NodeTemplate } from "../../facts/eks-nodes";
import type { NodeSettingsFact } from "../../facts/node-settings";
import { known, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { readMachineText } from "../machine-text";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import type { Block, StackDocument } from "./stack-document";

/**
 * Reads every managed node group together with its launch template. A group whose template stands elsewhere is an unknown
 * shape, for a person to judge as a whole.
 */
export function readNodeGroups(stack: StackDocument, expressions: Expressions): readonly EksNodesFact[] {
  const names = new ClusterNames(stack, expressions);
  return [...stack.resources.values()]
    .filter(({ type, body }) => type === "aws_eks_node_group" && !isElsewhere(body.launch_template, stack, expressions))
    .map((block) => {
      const group = new BlockBody(expressions, block.body);
      const template = templateOf(group, stack);
      const login = template.known && template.value !== undefined && template.value.body.key_name != null;
      return {
        kind: "eks-nodes",
        place: block.place,
        ours: names.isOurs(block),
        os: whenKnown(template, (found) => osOf(group, found)),
        template: whenKnown(template, (found) => known(found && readTemplate(found, expressions))),
        takesLogins: login
          ? known(true)
          : whenKnown(group.blocks("remote_access"), (access) => known(access.length > 0)),
      };
    });
}

/** Whether a template is named that the document does not hold; `resource-shapes.ts` reports it. */
function isElsewhere(reference: unknown, stack: StackDocument, expressions: Expressions): boolean {
  if (reference === undefined || reference === null) return false;
  return ![...expressions.mentions(reference)].some(
    (address) => stack.resources.get(address)?.type === "aws_launch_template",
  );
}

/** The template whose newest version a group runs; an older one is not what the document shows. */
function templateOf(group: BlockBody, stack: StackDocument): Value<Block | undefined> {
  return whenKnown(group.block("launch_template"), (reference): Value<Block | undefined> => {
    if (reference === undefined) return known(undefined);
    const id = reference.expressions.identity(reference.raw("id"));
    const block = id.known ? stack.resources.get(id.value) : undefined;
    if (block?.type !== "aws_launch_template") return unknown("the launch template is not in this document");
    const raw = reference.raw("version");
    const version = reference.expressions.resolve(raw);
    const newest =
      raw === "$Latest" ||
      (version.kind === "resource" && version.address === block.address && version.attribute === "latest_version");
    return newest ? known(block) : unknown(`version = ${asWritten(raw)} is not the latest_version of ${block.address}`);
  });
}

/**
 * The image that a group runs.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType
 */
function osOf(group: BlockBody, template: Block | undefined): Value<NodeSettingsFact["os"]> {
  if (template?.body.image_id != null) return unknown(`image_id = ${asWritten(template.body.image_id)} is any image`);
  return whenKnown(group.text("ami_type"), (type): Value<NodeSettingsFact["os"]> => {
    if (/^AL2023_(x86_64|ARM_64)_STANDARD$/.test(type ?? "")) return known("al2023");
    return /^BOTTLEROCKET_(x86_64|ARM_64)(_FIPS)?$/.test(type ?? "")
      ? known("bottlerocket")
      : unknown(`no rule knows images of the kind ${type ?? "that EKS chooses"}`);
  });
}

function readTemplate(block: Block, expressions: Expressions): NodeTemplate {
  const body = new BlockBody(expressions, block.body);
  const metadata = body.block("metadata_options");
  return {
    tokensRequired: whenKnown(metadata, (options) =>
      options === undefined
        ? known(false)
        : whenKnown(options.text("http_tokens"), (tokens) => known(tokens === "required")),
    ),
    // Without a number EC2 takes the one of the image, which is 2 for those of EKS.
    hopLimit: whenKnown(metadata, (options) =>
      options === undefined
        ? known(2)
        : whenKnown(options.integer("http_put_response_hop_limit"), (limit) => known(limit ?? 2)),
    ),
    tagsHidden: whenKnown(metadata, (options) =>
      options === undefined
        ? known(true)
        : whenKnown(options.text("instance_metadata_tags"), (tags) => known((tags ?? "disabled") === "disabled")),
    ),
    disks: whenKnown(body.blocks("block_device_mappings"), readDisks),
    refusesPublicAddress: whenKnown(body.blocks("network_interfaces"), (interfaces) => {
      const flags = interfaces.map((one) => one.flag("associate_public_ip_address", true));
      const hidden = flags.find((flag) => !flag.known);
      return hidden ?? known(flags.length > 0 && flags.every((flag) => flag.known && !flag.value));
    }),
    toldAs: toldAs(body, block),
  };
}

function readDisks(mappings: readonly BlockBody[]): Value<readonly NodeDisk[]> {
  const disks: NodeDisk[] = [];
  for (const mapping of mappings) {
    const device = mapping.text("device_name");
    if (!device.known) return device;
    const ebs = mapping.block("ebs");
    disks.push({
      device: device.value ?? "a device without a name",
      encrypted: whenKnown(ebs, (disk) => disk?.flag("encrypted", false) ?? known(false)),
      ownKey: whenKnown(ebs, (disk) => isOwnKey(disk)),
    });
  }
  return known(disks);
}

function isOwnKey(disk: BlockBody | undefined): Value<boolean> {
  const raw = disk?.raw("kms_key_id");
  if (disk === undefined || raw === undefined) return known(false);
  const key = disk.expressions.resolve(raw);
  switch (key.kind) {
    case "resource":
      return known(key.address.startsWith("aws_kms_"));
    case "literal":
      return known(typeof key.value === "string" && /^arn:[a-z-]+:kms:/.test(key.value));
    case "unknown":
      return unknown(key.why);
  }
}

function toldAs(body: BlockBody, block: Block): NodeTemplate["toldAs"] {
  return whenKnown(body.text("user_data"), (text): NodeTemplate["toldAs"] => {
    if (text === undefined) return known(undefined);
    const fact = readMachineText(text, block.place, block.ours)?.find((one) => one.kind === "node-settings");
    return fact?.kind === "node-settings" ? known(fact.os) : unknown("no reader understands the user data");
  });
}
