import type { AccessEntryFact } from "../facts/access-entry";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";

/** What AWS calls administrator, and what writes everywhere, which is as good. */
const ADMINISTRATOR = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);
const HARMLESS = new Set(["AmazonEKSViewPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSSecretReaderPolicy"]);
const EDITOR = "AmazonEKSEditPolicy";

const entry = (groups: unknown) => closedStack({ "aws_eks_access_entry.recovery": { kubernetes_groups: groups } });
const association = (body: Readonly<Record<string, unknown>>) =>
  closedStack({
    "aws_eks_access_policy_association.more": {
      cluster_name: "prod",
      principal_arn: "arn:aws:iam::123456789012:role/dev",
      policy_arn: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSViewPolicy",
      access_scope: { type: "cluster" },
      ...body,
    },
  });
const policy = (name: string) => ({ policy_arn: `arn:aws:eks::aws:cluster-access-policy/${name}` });

/** No IAM principal holds a permanent master key of an EKS cluster. */
export const NO_STANDING_ADMIN: Rule<"access-entry"> = {
  id: "no-standing-admin",
  title: "No IAM principal is permanently an administrator of a cluster or in a group of Kubernetes itself.",
  why: "Whoever steals such a role owns the cluster at once, and `system:masters` passes by every RBAC rule and cannot be revoked.",
  fix: "Give the principal a group of your own with the persona it needs, through `access` in the description; take the AWS access policy away.",
  controls: ["CIS-EKS-1.8 4.1.1", "CIS-1.12 5.1.7", "NIST-800-53 AC-6"],
  judges: "access-entry",
  reach: "exposure",
  promise: 4,
  judge: judgeAccess,
  fixtures: {
    pass: [
      { name: "a group of one's own", documents: [closedStack()] },
      { name: "the policy that reads", documents: [association({})] },
      {
        name: "the policy that writes in one namespace of a team, in any partition",
        documents: [
          association({
            policy_arn: "arn:${data.aws_partition.this.partition}:eks::aws:cluster-access-policy/AmazonEKSEditPolicy",
            access_scope: [{ type: "namespace", namespaces: ["payments"] }],
          }),
        ],
      },
    ],
    fail: [
      { name: "system:masters", documents: [entry(["team", "system:masters"])] },
      { name: "another group of Kubernetes itself", documents: [entry(["system:nodes"])] },
      { name: "a group that a variable gives", documents: [entry(["${var.group}"])] },
      { name: "the administrator's policy of AWS", documents: [association(policy("AmazonEKSClusterAdminPolicy"))] },
      {
        name: "the administrator's policy for one namespace",
        documents: [
          association({
            ...policy("AmazonEKSAdminPolicy"),
            access_scope: { type: "namespace", namespaces: ["kube-system"] },
          }),
        ],
      },
      { name: "the policy that writes, everywhere", documents: [association(policy("AmazonEKSEditPolicy"))] },
      {
        name: "a policy that a local value hides from nobody",
        documents: [
          closedStack(
            { "aws_eks_access_policy_association.more": { cluster_name: "prod", policy_arn: "${local.policy}" } },
            { locals: { policy: "arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy" } },
          ),
        ],
      },
      { name: "a policy that a variable gives", documents: [association({ policy_arn: "${var.policy}" })] },
      { name: "a policy that nobody has looked at", documents: [association(policy("AmazonEKSSomethingNewPolicy"))] },
    ],
  },
};

function judgeAccess(fact: AccessEntryFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const { groups, policy: associated, namespaces } = fact;
  const who = fact.principal.known ? fact.principal.value : "an unknown principal";

  if (!groups.known)
    undecided.push({ at: "kubernetes_groups", got: groups.why, message: `nobody can see which groups ${who} gets` });
  else {
    for (const group of groups.value.filter((name) => name.startsWith("system:"))) {
      certain.push({
        at: "kubernetes_groups",
        got: group,
        message: `${who} is in a group that belongs to Kubernetes itself`,
      });
    }
  }

  if (!associated.known)
    undecided.push({ at: "policy_arn", got: associated.why, message: `nobody can see which rights ${who} gets` });
  else if (associated.value !== undefined) {
    const got = associated.value;
    if (ADMINISTRATOR.has(got)) certain.push({ at: "policy_arn", got, message: `${who} is an administrator` });
    else if (got === EDITOR) {
      if (!namespaces.known)
        undecided.push({ at: "access_scope", got: namespaces.why, message: `nobody can see where ${who} may write` });
      else if (
        !Array.isArray(namespaces.value) ||
        namespaces.value.some((name) => name.startsWith("kube-") || name.includes("*"))
      ) {
        certain.push({
          at: "access_scope",
          got: JSON.stringify(namespaces.value ?? null),
          message: `${who} may write where the cluster's own programs run`,
        });
      }
    } else if (!HARMLESS.has(got))
      undecided.push({ at: "policy_arn", got, message: `nobody has looked yet at what ${who} may do by this policy` });
  }
  return failOrUnknown(certain, undecided);
}
