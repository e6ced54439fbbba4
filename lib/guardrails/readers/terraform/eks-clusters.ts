import type { EksClusterFact } from "../../facts/eks-cluster";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { known, orDefault, unknown, type Value, whenKnown } from "../../value";
import { asWritten } from "../fields";
import { BlockBody } from "./block-body";
import { ClusterNames } from "./cluster-names";
import type { Expressions } from "./expressions";
import { ResourceOrder } from "./resource-order";
import type { Block, StackDocument } from "./stack-document";
import { unknownShape } from "./unknown-shape-of";

/** Reads every Amazon EKS cluster with its log group. */
export function readEksClusters(
  stack: StackDocument,
  expressions: Expressions,
): readonly (EksClusterFact | UnknownShapeFact)[] {
  const names = new ClusterNames(stack, expressions);
  return names.clusters.flatMap((cluster) => [
    readCluster(cluster, names, stack, expressions),
    ...strangeAttributes(cluster),
    ...strangeNetwork(cluster, stack, expressions),
  ]);
}

function readCluster(
  cluster: Block,
  names: ClusterNames,
  stack: StackDocument,
  expressions: Expressions,
): EksClusterFact {
  const body = new BlockBody(expressions, cluster.body);
  const vpc = body.block("vpc_config");
  const access = body.block("access_config");
  return {
    kind: "eks-cluster",
    place: cluster.place,
    ours: cluster.ours,
    publicEndpoint: flagIn(vpc, "endpoint_public_access", true),
    privateEndpoint: flagIn(vpc, "endpoint_private_access", false),
    authenticationMode: orDefault(
      whenKnown(access, (block) => block?.text("authentication_mode") ?? known(undefined)),
      "CONFIG_MAP",
    ),
    creatorIsAdmin: flagIn(access, "bootstrap_cluster_creator_admin_permissions", true),
    logTypes: body.texts("enabled_cluster_log_types"),
    logGroup: logGroupOf(cluster, names.nameOf(cluster), stack, expressions),
    secretsKey: secretsKeyOf(body),
    deletionProtection: body.flag("deletion_protection", false),
  };
}

function secretsKeyOf(cluster: BlockBody): Value<boolean> {
  return whenKnown(cluster.block("encryption_config"), (encryption) => {
    if (encryption === undefined) return known(false);
    return whenKnown(encryption.texts("resources"), (resources) =>
      whenKnown(encryption.block("provider"), (provider) =>
        resources.includes("secrets") && provider !== undefined ? namesKey(provider, "key_arn") : known(false),
      ),
    );
  });
}

/**
 * The log group that EKS writes to, by its name.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/control-plane-logs.html
 */
function logGroupOf(
  cluster: Block,
  clusterName: Value<string>,
  stack: StackDocument,
  expressions: Expressions,
): EksClusterFact["logGroup"] {
  if (!clusterName.known) return clusterName;
  const groups = [...stack.resources.values()]
    .filter(({ type }) => type === "aws_cloudwatch_log_group")
    .map((block) => ({ block, body: new BlockBody(expressions, block.body) }))
    .map((group) => ({ ...group, name: group.body.text("name") }));
  const match = groups.find(({ name }) => name.known && name.value === `/aws/eks/${clusterName.value}/cluster`);
  if (match === undefined) {
    const hidden = groups.find(({ name }) => !name.known);
    if (hidden === undefined) return known(undefined);
    return unknown(`${hidden.block.address} may be the log group, but its name is not known here`);
  }
  if (match.body.has("count") || match.body.has("for_each")) {
    return unknown(`${match.block.address} has count or for_each: it may not exist at all`);
  }
  return known({
    retentionDays: orDefault(match.body.integer("retention_in_days"), 0),
    encrypted: namesKey(match.body, "kms_key_id"),
    logClass: orDefault(match.body.text("log_group_class"), "STANDARD"),
    besideCluster: besideEachOther(match.body, new BlockBody(expressions, cluster.body)),
    deletionProtected: match.body.flag("deletion_protection_enabled", false),
    beforeCluster: new ResourceOrder(stack, expressions).isAfter(cluster.address, match.block.address),
  });
}

/** Whether two resources are made by the same provider in the same region. */
function besideEachOther(one: BlockBody, other: BlockBody): Value<boolean> {
  if (asWritten(one.raw("provider")) !== asWritten(other.raw("provider"))) return known(false);
  return whenKnown(one.text("region"), (region) => whenKnown(other.text("region"), (same) => known(region === same)));
}

/**
 * Whether an attribute names a key of the customer's own. What may turn out to be null means no key, and the keys that AWS
 * makes by itself (`alias/aws/…`) are not the customer's.
 */
export function namesKey(body: BlockBody, attribute: string): Value<boolean> {
  const raw = body.raw(attribute);
  if (raw === undefined) return known(false);
  const key = body.expressions.resolve(raw);
  switch (key.kind) {
    case "resource":
      return /^aws_kms_\w*(key|alias)\./.test(key.address)
        ? known(true)
        : unknown(`${asWritten(raw)} is not a key of this document`);
    case "literal":
      return known(typeof key.value === "string" && KEY_ARN.test(key.value));
    case "unknown": {
      const [, alias] =
        /^\$\{(data\.aws_kms_(?:key|alias)\.[\w-]+)\.(?:arn|target_key_arn)\}$/.exec(key.expression) ?? [];
      if (alias !== undefined) return known(!body.expressions.looksUp(alias, /alias\/aws\//));
      // What cdktf hands over from the stack that makes the key.
      if (FROM_STACK_OF_KEY.test(key.expression)) return known(true);
      // Only parts of the ARN are known to Terraform alone, so it is never null.
      return KEY_ARN.test(key.expression.replace(/\$\{[^{}]*\}/g, "x")) ? known(true) : unknown(key.why);
    }
  }
}

const FROM_STACK_OF_KEY =
  /^\$\{data\.terraform_remote_state\.cross-stack-reference-input-[\w-]+\.outputs\.cross-stack-output-aws_kms_key[\w-]+arn\}$/;
const KEY_ARN = /^arn:[\w-]+:kms:[\w-]+:\w+:(?:key|alias\/(?!aws\/))./;

function strangeAttributes(cluster: Block): readonly UnknownShapeFact[] {
  return Object.entries(cluster.body)
    .filter(([name, value]) => value !== null && !UNDERSTOOD.has(name))
    .map(([name, value]) =>
      unknownShape(cluster, `${name} = ${asWritten(value)}`, `no rule reads ${name} of a cluster`, name),
    );
}

/**
 * What stands in front of a cluster of ours and where it stands. Its groups must be shown by the document, for nobody sees
 * elsewhere what they let in. Subnets may be there already, but not some of them beside others that the document makes.
 */
function strangeNetwork(cluster: Block, stack: StackDocument, expressions: Expressions): readonly UnknownShapeFact[] {
  if (!cluster.ours) return [];
  const vpc = new BlockBody(expressions, cluster.body).block("vpc_config");
  const shape = (what: string, why: string, at: string) => unknownShape(cluster, what, why, `vpc_config.${at}`);
  if (!vpc.known) return [unknownShape(cluster, "vpc_config that cannot be read", vpc.why, "vpc_config")];
  const elements = (name: string) => {
    const list = vpc.value?.list(name) ?? known([]);
    return list.known ? list.value : [vpc.value?.raw(name)];
  };
  const isShown = (raw: unknown, types: ReadonlySet<string>) => {
    const found = expressions.resolve(raw);
    return found.kind === "resource" && types.has(stack.resources.get(found.address)?.type ?? "");
  };
  const groups = elements("security_group_ids");
  const foreign = groups.filter((raw) => !isShown(raw, GROUPS));
  const subnets = elements("subnet_ids");
  const others = subnets.filter((raw) => !isShown(raw, SUBNETS));
  return [
    ...(groups.length === 0
      ? [
          shape(
            "no security group in front of the API server",
            "nothing of this document limits who reaches it",
            "security_group_ids",
          ),
        ]
      : foreign.map((raw) =>
          shape(
            `security group ${asWritten(raw)} in front of the API server`,
            "the document does not show what it lets in",
            "security_group_ids",
          ),
        )),
    ...(others.length === subnets.length
      ? []
      : others.map((raw) =>
          shape(
            `subnet ${asWritten(raw)} beside those of the document`,
            "nobody can see what leads into it",
            "subnet_ids",
          ),
        )),
  ];
}

const GROUPS: ReadonlySet<string> = new Set(["aws_security_group", "aws_default_security_group"]);
const SUBNETS: ReadonlySet<string> = new Set(["aws_subnet", "aws_default_subnet"]);

/** What the rules read, and what opens nothing. Hybrid nodes, Outposts and what AWS adds later are for a person to judge. */
const UNDERSTOOD = new Set(
  `// access_config bootstrap_self_managed_addons compute_config connection control_plane_scaling_config count deletion_protection
   depends_on dynamic enabled_cluster_log_types encryption_config for_each force_update_version kubernetes_network_config lifecycle
   name provider provisioner region role_arn storage_config tags tags_all timeouts upgrade_policy version vpc_config
   zonal_shift_config`.split(/\s+/),
);

function flagIn(block: Value<BlockBody | undefined>, name: string, byDefault: boolean): Value<boolean> {
  return whenKnown(block, (found) => found?.flag(name, byDefault) ?? known(byDefault));
}
