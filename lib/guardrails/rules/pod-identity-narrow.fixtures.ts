import { closedNodes } from "../fixtures/closed-nodes";
import type { ResourcesByAddress } from "../fixtures/closed-stack";
import type { RuleFixtures } from "../rule";

type Written = Readonly<Record<string, unknown>>;

const CONDITION = {
  ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-central-1:123456789012:cluster/prod" },
  StringEquals: {
    "aws:SourceAccount": "123456789012",
    "aws:RequestTag/kubernetes-namespace": "payments",
    "aws:RequestTag/kubernetes-service-account": "reports",
  },
};
const ROLE = "${aws_iam_role.reports.arn}";

/** The trust that belongs to an association, so that nothing but the association is wrong. */
function conditionFor({ namespace = "payments", service_account = "reports" }: Written): Written {
  return {
    ...CONDITION,
    StringEquals: {
      ...CONDITION.StringEquals,
      "aws:RequestTag/kubernetes-namespace": namespace,
      "aws:RequestTag/kubernetes-service-account": service_account,
    },
  };
}

/** A role for one account, with something of it changed. */
function identity({
  association = {},
  condition = conditionFor(association),
  grant = {},
  more = {},
}: {
  readonly association?: Written;
  readonly condition?: Written;
  readonly grant?: Written;
  readonly more?: ResourcesByAddress;
}) {
  const trust = {
    Effect: "Allow",
    Principal: { Service: "pods.eks.amazonaws.com" },
    Action: ["sts:AssumeRole", "sts:TagSession"],
    Condition: condition,
  };
  const may = { Effect: "Allow", Action: "s3:GetObject", Resource: "arn:aws:s3:::reports/*", ...grant };
  return closedNodes({
    "aws_iam_role.reports": {
      name: "prod-reports",
      assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
    },
    "aws_iam_role_policy.reports": {
      role: "${aws_iam_role.reports.id}",
      policy: JSON.stringify({ Version: "2012-10-17", Statement: [may] }),
    },
    "aws_eks_pod_identity_association.reports": {
      cluster_name: "${aws_eks_cluster.main.name}",
      namespace: "payments",
      service_account: "reports",
      role_arn: ROLE,
      ...association,
    },
    ...more,
  });
}

const without = (tag: string) => ({
  ...CONDITION,
  StringEquals: Object.fromEntries(Object.entries(CONDITION.StringEquals).filter(([key]) => !key.endsWith(tag))),
});

export function podIdentityNarrowFixtures(): RuleFixtures {
  return {
    pass: [
      { name: "one account reads the objects of one bucket", documents: [identity({})] },
      {
        name: "queues that begin with one name",
        documents: [
          identity({
            grant: { Action: ["sqs:SendMessage"], Resource: ["arn:aws:sqs:eu-central-1:123456789012:orders-*"] },
          }),
        ],
      },
      {
        name: "a key that names the role in its policy",
        documents: [identity({ more: { "aws_kms_key.reports": { policy: JSON.stringify({ role: ROLE }) } } })],
      },
      {
        name: "a role without grants",
        documents: [identity({ more: { "aws_iam_role_policy.reports": { role: "other" } } })],
      },
    ],
    fail: [
      { name: "whichever cluster", documents: [identity({ condition: { StringEquals: CONDITION.StringEquals } })] },
      {
        name: "another cluster",
        documents: [
          identity({
            condition: {
              ...CONDITION,
              ArnEquals: { "aws:SourceArn": "arn:aws:eks:eu-central-1:123456789012:cluster/test" },
            },
          }),
        ],
      },
      {
        name: "every cluster of the account",
        documents: [
          identity({
            condition: {
              ...CONDITION,
              ArnLike: { "aws:SourceArn": "arn:aws:eks:eu-central-1:123456789012:cluster/*" },
              ArnEquals: {},
            },
          }),
        ],
      },
      { name: "whichever namespace", documents: [identity({ condition: without("kubernetes-namespace") })] },
      { name: "whichever account", documents: [identity({ condition: without("kubernetes-service-account") })] },
      {
        name: "accounts that begin alike",
        documents: [
          identity({
            condition: {
              ...without("kubernetes-service-account"),
              StringLike: { "aws:RequestTag/kubernetes-service-account": "rep*" },
            },
          }),
        ],
      },
      { name: "a trust that nobody sees", documents: [identity({ association: { role_arn: "${var.role}" } })] },
      {
        name: "a role that is elsewhere",
        documents: [identity({ association: { role_arn: "arn:aws:iam::123456789012:role/reports" } })],
      },
      { name: "the role of nodes", documents: [identity({ association: { role_arn: "${aws_iam_role.nodes.arn}" } })] },
      {
        name: "the same role for another account",
        documents: [
          identity({
            more: {
              "aws_eks_pod_identity_association.more": {
                cluster_name: "${aws_eks_cluster.main.name}",
                namespace: "payments",
                service_account: "more",
                role_arn: ROLE,
              },
            },
          }),
        ],
      },
      {
        name: "a role that is somebody in the cluster",
        documents: [
          identity({
            more: {
              "aws_eks_access_entry.reports": {
                cluster_name: "${aws_eks_cluster.main.name}",
                principal_arn: ROLE,
                kubernetes_groups: ["portcullis:recovery"],
              },
            },
          }),
        ],
      },
      ...["default", "", "*", "Reports"].map((service_account) => ({
        name: `the account ${JSON.stringify(service_account)}`,
        documents: [identity({ association: { service_account } })],
      })),
      ...["kube-system", "default", "portcullis-logs", "*"].map((namespace) => ({
        name: `the namespace ${namespace}`,
        documents: [identity({ association: { namespace } })],
      })),
      { name: "a variable says whose pods", documents: [identity({ association: { namespace: "${var.namespace}" } })] },
      {
        name: "a role that leads to another account",
        documents: [identity({ association: { target_role_arn: "arn:aws:iam::999999999999:role/x" } })],
      },
      { name: "pods that nothing tells apart", documents: [identity({ association: { disable_session_tags: true } })] },
      {
        name: "a policy of AWS",
        documents: [
          identity({
            more: {
              "aws_iam_role_policy_attachment.reports": {
                role: "${aws_iam_role.reports.name}",
                policy_arn: "arn:aws:iam::aws:policy/AmazonEKSWorkerNodePolicy",
              },
            },
          }),
        ],
      },
      {
        name: "a policy of AWS, by the role's name",
        documents: [
          identity({
            more: {
              "aws_iam_policy_attachment.reports": {
                roles: ["prod-reports"],
                policy_arn: "arn:aws:iam::aws:policy/AdministratorAccess",
              },
            },
          }),
        ],
      },
      ...[
        ...["*", "s3:*", "s3:Get*", "S3:Ge?Object", "s3", "iam:PassRole", "IAM:passrole", "sts:AssumeRole"],
        ...["eks:CreateAccessEntry", "ec2:AuthorizeSecurityGroupIngress", "ssm:SendCommand", "kms:CreateGrant"],
        ...["s3:PutBucketPolicy", "sqs:SetQueueAttributes", "lambda:UpdateFunctionCode", "logs:DeleteLogGroup"],
      ].map((Action) => ({ name: `the action ${Action}`, documents: [identity({ grant: { Action } })] })),
      {
        name: "every action but one",
        documents: [identity({ grant: { Action: undefined, NotAction: "s3:GetObject" } })],
      },
      ...[
        ...["*", "arn:aws:s3:::*", "arn:aws:s3:::reports*", "arn:aws:sqs:eu-central-1:123456789012:*"],
        ...["arn:aws:dynamodb:eu-central-1:123456789012:table/*", "arn:aws:sqs:*:123456789012:orders"],
        ...["arn:aws:s3:::re?orts/*", "reports"],
      ].map((Resource) => ({ name: `the resource ${Resource}`, documents: [identity({ grant: { Resource } })] })),
      {
        name: "grants that nobody sees",
        documents: [
          identity({
            more: { "aws_iam_role_policy.reports": { role: "${aws_iam_role.reports.id}", policy: "${var.policy}" } },
          }),
        ],
      },
    ],
  };
}
