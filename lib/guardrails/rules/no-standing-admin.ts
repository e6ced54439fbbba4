import type { AccessEntryFact } from "../facts/access-entry";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";

/** What AWS calls administrator, and what writes everywhere, which is as good. */
const ADMINISTRATOR = new Set(["AmazonEKSClusterAdminPolicy", "AmazonEKSAdminPolicy"]);
const HARMLESS = new Set(["AmazonEKSViewPolicy"]);
/** What writes, and what reads secrets, with which one can become whoever they belong to: for a team's own namespaces alone. */
const OF_NAMESPACES = new Set(["AmazonEKSEditPolicy", "AmazonEKSAdminViewPolicy", "AmazonEKSSecretReaderPolicy"]);
/** Groups that this library binds to its personas. */
const OWN_GROUPS = "portcullis:";
/** What stands before groups that only another method may give: who is in one by IAM has skipped its proof of who comes. */
const OF_ANOTHER_METHOD = /^(?:kubeadm|oidc(?:-[^:]*)?|cert|proxy|aws|eks):/;
/**
 * Where programs run that hold more than a team: the cluster's own, and by the names that are common for them those that deliver or
 * administer, of which an account with the whole cluster is taken by whoever makes a pod beside it.
 */
const OF_PROGRAMS = /^(?:default|kube-.*|amazon-.*|aws-.*|portcullis-.*|.*-system|argo-?cd|cert-manager)$/i;

const entry = (groups: unknown) => closedStack({ "aws_eks_access_entry.recovery": { kubernetes_groups: groups } });
const user = (user_name: string) => closedStack({ "aws_eks_access_entry.recovery": { user_name } });
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
  fixtures: () => ({
    pass: [
      { name: "a group of one's own", documents: [closedStack()] },
      { name: "the policy that reads", documents: [association({})] },
      {
        name: "a user name that says who came",
        documents: [user("arn:aws:sts::123456789012:assumed-role/x/{{SessionName}}")],
      },
      {
        name: "the policy that reads secrets of one namespace of a team",
        documents: [
          association({
            ...policy("AmazonEKSSecretReaderPolicy"),
            access_scope: { type: "namespace", namespaces: ["payments"] },
          }),
        ],
      },
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
      ...["oidc:platform", "oidc-staff:platform", "cert:platform", "proxy:platform", "kubeadm:cluster-admins"].map(
        (group) => ({ name: `a group of another way of logging in, ${group}`, documents: [entry([group])] }),
      ),
      ...["default", "flux-system", "argocd", "portcullis-logs", "amazon-cloudwatch"].map((namespace) => ({
        name: `the policy that writes, in ${namespace}, where no team's programs run`,
        documents: [
          association({
            ...policy("AmazonEKSEditPolicy"),
            access_scope: { type: "namespace", namespaces: ["payments", namespace] },
          }),
        ],
      })),
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
      { name: "a user name of Kubernetes itself", documents: [user("system:kube-controller-manager")] },
      { name: "a user name of another way of logging in", documents: [user("oidc:alice")] },
      { name: "a user name that a variable gives", documents: [user("${var.name}")] },
      {
        name: "everybody of the account",
        documents: [
          closedStack({ "aws_eks_access_entry.recovery": { principal_arn: "arn:aws:iam::123456789012:root" } }),
        ],
      },
      {
        name: "a second way into a group of this library",
        ours: ["cluster"],
        documents: [
          closedStack({
            "aws_eks_access_entry.more": {
              "//": { metadata: { path: "team/more" } },
              cluster_name: "prod",
              principal_arn: "arn:aws:iam::123456789012:user/intern",
              kubernetes_groups: ["portcullis:recovery"],
            },
          }),
        ],
      },
      { name: "the policy that reads every secret", documents: [association(policy("AmazonEKSSecretReaderPolicy"))] },
      {
        name: "the policy that sees everything, secrets too",
        documents: [association(policy("AmazonEKSAdminViewPolicy"))],
      },
      {
        name: "the policy that reads secrets, where the cluster's own programs run",
        documents: [
          association({
            ...policy("AmazonEKSSecretReaderPolicy"),
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
  }),
};

const WHOLE_ACCOUNT = /^(?:arn:[^:]*:iam::[^:]*:(?:root|\*)|\d{12}|\*)$/;

function judgeAccess(fact: AccessEntryFact): Verdict {
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  const { groups, policy: associated, namespaces } = fact;
  const who = fact.principal.known ? fact.principal.value : "an unknown principal";

  if (fact.principal.known && WHOLE_ACCOUNT.test(fact.principal.value)) {
    const message = "everybody of the account is let in, whatever their role";
    certain.push({ at: "principal_arn", got: fact.principal.value, message });
  }
  const { userName } = fact;
  if (!userName.known)
    undecided.push({ at: "user_name", got: userName.why, message: `nobody can see which name ${who} gets` });
  else if (userName.value?.includes(":") && !userName.value.startsWith("arn:")) {
    const message = `${who} gets a name that belongs to Kubernetes or to another way of logging in`;
    certain.push({ at: "user_name", got: userName.value, message });
  }
  if (!groups.known)
    undecided.push({ at: "kubernetes_groups", got: groups.why, message: `nobody can see which groups ${who} gets` });
  else {
    for (const group of groups.value.filter((name) => name.startsWith(OWN_GROUPS) && !fact.writtenByUs)) {
      const message = `${who} joins a group of this library, past the description; give it access there`;
      certain.push({ at: "kubernetes_groups", got: group, message });
    }
    for (const group of groups.value.filter((name) => name.startsWith("system:"))) {
      certain.push({
        at: "kubernetes_groups",
        got: group,
        message: `${who} is in a group that belongs to Kubernetes itself`,
      });
    }
    for (const group of groups.value.filter((name) => OF_ANOTHER_METHOD.test(name))) {
      certain.push({
        at: "kubernetes_groups",
        got: group,
        message: `${who} joins a group that belongs to another way of logging in`,
      });
    }
  }

  if (!associated.known)
    undecided.push({ at: "policy_arn", got: associated.why, message: `nobody can see which rights ${who} gets` });
  else if (associated.value !== undefined) {
    const got = associated.value;
    if (ADMINISTRATOR.has(got)) certain.push({ at: "policy_arn", got, message: `${who} is an administrator` });
    else if (OF_NAMESPACES.has(got)) {
      if (!namespaces.known)
        undecided.push({
          at: "access_scope",
          got: namespaces.why,
          message: `nobody can see where ${who} may write or read secrets`,
        });
      else if (
        !Array.isArray(namespaces.value) ||
        namespaces.value.some((name) => OF_PROGRAMS.test(name) || name.includes("*"))
      ) {
        certain.push({
          at: "access_scope",
          got: JSON.stringify(namespaces.value ?? null),
          message: `${who} may write or read secrets where programs run that hold more than a team's own`,
        });
      }
    } else if (!HARMLESS.has(got))
      undecided.push({ at: "policy_arn", got, message: `nobody has looked yet at what ${who} may do by this policy` });
  }
  return failOrUnknown(certain, undecided);
}
