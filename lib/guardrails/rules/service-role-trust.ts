import type { RoleUser } from "../facts/service-role-trust";
import { closedNodes } from "../fixtures/closed-nodes";
import { CLOSED, trustIn } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { failOn, failOrUnknown } from "../verdict";

const ASSUME = "sts:AssumeRole";
const TAG = "sts:TagSession";

/** Who takes each role on, and with what. Nobody on the internet, and nobody of another account, is a service of AWS. */
const EXPECTED: Readonly<
  Record<RoleUser, { who: readonly string[]; allowed: readonly string[]; needed: readonly string[] }>
> = {
  "control plane": { who: ["Service eks.amazonaws.com"], allowed: [ASSUME, TAG], needed: [ASSUME] },
  nodes: { who: ["Service ec2.amazonaws.com", "Service ec2.amazonaws.com.cn"], allowed: [ASSUME], needed: [ASSUME] },
  "flow logs": { who: ["Service vpc-flow-logs.amazonaws.com"], allowed: [ASSUME], needed: [ASSUME] },
  "log subscription": { who: ["Service logs.amazonaws.com"], allowed: [ASSUME], needed: [ASSUME] },
  "log delivery": { who: ["Service firehose.amazonaws.com"], allowed: [ASSUME], needed: [ASSUME] },
  pods: { who: ["Service pods.eks.amazonaws.com"], allowed: [ASSUME, TAG], needed: [ASSUME, TAG] },
};

/** Roles under which a cluster works are taken on by the services they are for, and by nobody else. */
export const SERVICE_ROLE_TRUST: Rule<"service-role-trust"> = {
  id: "service-role-trust",
  title:
    "Roles of the control plane, of nodes and of pods are taken on by the AWS service they are for, and by nobody else.",
  why: "Whoever may take the role of nodes on is a node to the cluster; the role of a pod hands out what that pod may do in AWS.",
  fix: "Let the role's assume_role_policy name the one service (eks, ec2 or pods.eks.amazonaws.com) and nobody else.",
  controls: ["CIS-EKS-1.8 5.2.1", "NIST-800-53 AC-6", "NIST-800-53 IA-9"],
  judges: "service-role-trust",
  reach: "ours",
  judge({ takenOnBy, trusts }) {
    if (!trusts.known) {
      return failOrUnknown([], [{ at: "", got: trusts.why, message: "nobody can see who may take the role on" }]);
    }
    const { who, allowed, needed } = EXPECTED[takenOnBy];
    const others = trusts.value.flatMap(({ principals, actions }) => [
      ...principals.filter((principal) => !who.includes(principal)).map((principal) => `${principal} may take it on`),
      ...actions.filter((action) => !allowed.includes(action)).map((action) => `${action} is allowed`),
    ]);
    const missing = needed.filter((action) => !trusts.value.some(({ actions }) => actions.includes(action)));
    return failOn([
      ...others.map((got) => ({ at: "", got, message: `more than ${who[0]} needs for the ${takenOnBy}` })),
      ...missing.map((action) => ({
        at: "",
        got: "nothing",
        message: `the ${takenOnBy} cannot work without ${action}`,
      })),
    ]);
  },
  fixtures: () => ({
    pass: [
      { name: "the role of the network add-on", documents: [closedNodes()] },
      {
        name: "an association of a team's pod with a role of that kind",
        documents: [association("${aws_iam_role.cni.arn}")],
      },
    ],
    fail: [
      { name: "a role of nodes for whoever is in the account", documents: [trustOf("nodes", { AWS: "123456789012" })] },
      { name: "a role of nodes for pods", documents: [trustOf("nodes", { Service: "pods.eks.amazonaws.com" })] },
      {
        name: "a role of flow logs that writes false records for somebody",
        documents: [
          closedNodes({
            "aws_iam_role.flow": { assume_role_policy: trustIn("lambda.amazonaws.com") },
            "aws_flow_log.main": { ...CLOSED["aws_flow_log.main"], iam_role_arn: "${aws_iam_role.flow.arn}" },
          }),
        ],
      },
      { name: "a role of the control plane for everybody", documents: [trustOf("cluster", { AWS: "*" })] },
      { name: "everybody in the account", documents: [trusting({ AWS: "arn:aws:iam::123456789012:root" })] },
      { name: "everybody", documents: [trusting("*")] },
      { name: "machines as well", documents: [trusting({ Service: ["pods.eks.amazonaws.com", "ec2.amazonaws.com"] })] },
      { name: "everybody but one", documents: [trusting(undefined, { NotPrincipal: { AWS: "arn:aws:iam::1:root" } })] },
      { name: "a role that is elsewhere", documents: [association("arn:aws:iam::123456789012:role/reports")] },
      {
        name: "no session tags, so that conditions on them never hold",
        documents: [trusting({ Service: "pods.eks.amazonaws.com" }, { Action: "sts:AssumeRole" })],
      },
    ],
  }),
};

function trustOf(role: "nodes" | "cluster", Principal: unknown) {
  const statement = { Effect: "Allow", Principal, Action: "sts:AssumeRole" };
  return closedNodes({
    [`aws_iam_role.${role}`]: { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: statement }) },
  });
}

function trusting(Principal: unknown, more: Readonly<Record<string, unknown>> = {}) {
  const statement = { Effect: "Allow", Principal, Action: ["sts:AssumeRole", "sts:TagSession"], ...more };
  return closedNodes({
    "aws_iam_role.cni": { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
  });
}

function association(role: string) {
  return closedNodes({
    "aws_eks_pod_identity_association.reports": {
      cluster_name: "${aws_eks_cluster.main.name}",
      namespace: "reports",
      service_account: "reports",
      role_arn: role,
    },
  });
}
