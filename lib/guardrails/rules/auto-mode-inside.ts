import { comparesOne } from "../criteria/policy-condition";
import type { PolicyStatementFact } from "../facts/resource-policy";
import { closedStack, type ResourcesByAddress, trustIn } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import type { Value } from "../value";
import { type Fault, failOrUnknown, notApplicable } from "../verdict";

const POOLS = ["general-purpose", "system"];
const INTERNAL = {
  Effect: "Deny",
  Action: "elasticloadbalancing:CreateLoadBalancer",
  Resource: "*",
  Condition: { StringNotEquals: { "elasticloadbalancing:Scheme": "internal" } },
};
const NO_ADDRESS = {
  Effect: "Deny",
  Action: "ec2:RunInstances",
  Resource: "arn:aws:ec2:*:*:network-interface/*",
  Condition: { Bool: { "ec2:AssociatePublicIpAddress": "true" } },
};

/** What AWS runs for a cluster stays inside of its network. */
export const AUTO_MODE_INSIDE: Rule<"eks-auto-mode"> = {
  id: "auto-mode-inside",
  title: "In EKS Auto Mode the cluster's role makes no load balancer that faces the internet and no public address.",
  why: "In Auto Mode whoever may write a Service or an Ingress makes load balancers, and those face the internet unless something forbids it.",
  fix: "Write profile.autoMode, or set compute, storage and load balancing together and give ClusterRole autoMode: true, which refuses both.",
  controls: ["CIS-EKS-1.8 5.4.3", "NIST-800-53 SC-7", "NIST-800-53 CM-7"],
  judges: "eks-auto-mode",
  reach: "ours",
  judge(fact) {
    const flags = [fact.nodes, fact.disks, fact.loadBalancers];
    if (flags.every((flag) => flag.known && !flag.value)) return notApplicable("Auto Mode is off");
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const fault = (got: string, message: string) => certain.push({ at: "", got, message });
    const hidden = (value: Value<unknown>, message: string) => {
      if (!value.known) undecided.push({ at: "", got: value.why, message });
    };
    for (const flag of flags) hidden(flag, "nobody can see what AWS runs for the cluster");
    if (flags.some((flag) => flag.known && !flag.value))
      fault("a part of it", "AWS takes nodes, disks and load balancers of Auto Mode together or not at all");
    hidden(fact.nodePools, "nobody can see which pools start nodes");
    if (fact.nodePools.known) {
      const strange = fact.nodePools.value.filter((pool) => !POOLS.includes(pool));
      if (strange.length > 0) fault(strange.join(", "), "Amazon EKS knows no such pool");
      if (fact.nodePools.value.length === 0) fault("no pool", "the nodes come from pools that nobody sees here");
    }
    if (!fact.showsNodeRole)
      undecided.push({ at: "", got: "no role of this document", message: "nobody can see what the nodes may do" });
    hidden(fact.grants, "nobody can see what the cluster's role may not do");
    if (fact.grants.known)
      for (const message of missingRefusals(fact.grants.value)) fault("the cluster's role", message);
    for (const address of fact.tooLate)
      fault(address, "the cluster does not wait for this policy, and works without it for a while");
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "all three, kept inside", documents: [auto({})] },
      {
        name: "all three off",
        documents: [closedStack({ "aws_eks_cluster.main": { compute_config: { enabled: false } } })],
      },
    ],
    fail: [
      {
        name: "nothing keeps load balancers inside",
        documents: [auto({ "aws_iam_role_policy.inside": { policy: text([]) } })],
      },
      {
        name: "a policy for another role",
        documents: [auto({ "aws_iam_role_policy.inside": { role: "${aws_iam_role.nodes.id}" } })],
      },
      {
        name: "load balancers that say that they face the internet are refused, but not those that say nothing",
        documents: [refusing({ Condition: { StringEquals: { "elasticloadbalancing:Scheme": "internet-facing" } } })],
      },
      {
        name: "load balancers may say nothing",
        documents: [
          refusing({ Condition: { StringNotEqualsIfExists: { "elasticloadbalancing:Scheme": "internal" } } }),
        ],
      },
      {
        name: "one load balancer alone is refused",
        documents: [refusing({ Resource: "arn:aws:elasticloadbalancing:x" })],
      },
      {
        name: "something else is refused",
        documents: [refusing({ Action: "elasticloadbalancing:DeleteLoadBalancer" })],
      },
      { name: "the refusal is a permission", documents: [refusing({ Effect: "Allow" })] },
      {
        name: "public addresses are not refused",
        documents: [auto({ "aws_iam_role_policy.inside": { policy: text([INTERNAL]) } })],
      },
      {
        name: "a policy that a variable writes",
        documents: [auto({ "aws_iam_role_policy.inside": { policy: "${var.policy}" } })],
      },
      {
        name: "a cluster that does not wait for the refusals",
        documents: [cluster({ depends_on: ["aws_cloudwatch_log_group.control_plane"] })],
      },
      { name: "load balancing alone", documents: [cluster({ compute_config: null, storage_config: null })] },
      {
        name: "load balancing that a variable decides",
        documents: [cluster({ kubernetes_network_config: { elastic_load_balancing: { enabled: "${var.lb}" } } })],
      },
      {
        name: "pools of one's own",
        documents: [
          cluster({
            compute_config: { enabled: true, node_pools: ["gpu"], node_role_arn: "${aws_iam_role.nodes.arn}" },
          }),
        ],
      },
      {
        name: "no pool",
        documents: [cluster({ compute_config: { enabled: true, node_role_arn: "${aws_iam_role.nodes.arn}" } })],
      },
      {
        name: "nodes under a role from elsewhere",
        documents: [
          cluster({
            compute_config: { enabled: true, node_pools: POOLS, node_role_arn: "arn:aws:iam::123456789012:role/admin" },
          }),
        ],
      },
    ],
  }),
};

function missingRefusals(statements: readonly PolicyStatementFact[]): readonly string[] {
  const refuses = (action: string, resource: RegExp, operator: string, key: string, value: string) =>
    statements.some(
      ({ allows, actions, resources, conditions }) =>
        !allows &&
        actions.includes(action) &&
        resources.some((one) => resource.test(one)) &&
        conditions.length <= 1 &&
        conditions.every((one) => comparesOne(one, [operator], key, (written) => written === value)),
    );
  return [
    ...(refuses(
      "elasticloadbalancing:CreateLoadBalancer",
      /^\*$/,
      "StringNotEquals",
      "elasticloadbalancing:Scheme",
      "internal",
    )
      ? []
      : ["it may make load balancers that face the internet"]),
    ...(refuses(
      "ec2:RunInstances",
      /^(?:\*|arn:[^:]*:ec2:\*:\*:network-interface\/\*)$/,
      "Bool",
      "ec2:AssociatePublicIpAddress",
      "true",
    )
      ? []
      : ["it may start machines with public addresses"]),
  ];
}

function text(statements: readonly unknown[]): string {
  return JSON.stringify({ Version: "2012-10-17", Statement: statements });
}

/** The closed stack in Auto Mode. */
function auto(changes: ResourcesByAddress) {
  const resources: ResourcesByAddress = {
    "aws_iam_role.nodes": { assume_role_policy: trustIn("ec2.amazonaws.com") },
    "aws_iam_role_policy.inside": { role: "${aws_iam_role.cluster.id}", policy: text([INTERNAL, NO_ADDRESS]) },
    "aws_eks_cluster.main": {
      compute_config: { enabled: true, node_pools: POOLS, node_role_arn: "${aws_iam_role.nodes.arn}" },
      storage_config: { block_storage: { enabled: true } },
      kubernetes_network_config: { elastic_load_balancing: { enabled: true } },
      depends_on: ["aws_cloudwatch_log_group.control_plane", "aws_iam_role_policy.inside"],
    },
  };
  const changed = Object.keys(changes).map((address) => [address, { ...resources[address], ...changes[address] }]);
  return closedStack({ ...resources, ...Object.fromEntries(changed) });
}

function cluster(changes: Readonly<Record<string, unknown>>) {
  return auto({ "aws_eks_cluster.main": changes });
}

function refusing(changes: Readonly<Record<string, unknown>>) {
  return auto({ "aws_iam_role_policy.inside": { policy: text([{ ...INTERNAL, ...changes }, NO_ADDRESS]) } });
}
