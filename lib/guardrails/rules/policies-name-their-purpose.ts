import type { PolicyStatementFact, ResourcePolicyFact } from "../facts/resource-policy";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

const ASSUMING = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithWebIdentity",
  "sts:AssumeRoleWithSAML",
  "sts:TagSession",
  "sts:SetSourceIdentity",
];
/** Services that say for whom they act only by what they are attached to, and cannot be asked for an account. */
const WITHOUT_SOURCE = /^(?:ec2|pods\.eks)\./;
/** Conditions that hold a request to one account, organization, cluster or resource. */
const BINDING_KEYS =
  /^(?:aws:(?:SourceArn|SourceAccount|PrincipalAccount|PrincipalArn|PrincipalOrgID|ResourceAccount|ResourceOrgID)|kms:(?:CallerAccount|EncryptionContext:.+)|.+:(?:sub|aud))$/i;
/** Operators under which a request without the key is refused, with the upper bounds by which an MFA's age is limited. */
const EXACT =
  /^(?:ForAnyValue:)?(?:StringEquals|StringLike|ArnEquals|ArnLike|Bool|NumericLessThan(?:Equals)?|NumericEquals|IpAddress)$/;

/** For what, and on whose behalf, a role, a key or a way to an AWS service is used. */
export const POLICIES_NAME_THEIR_PURPOSE: Rule<"resource-policy"> = {
  id: "policies-name-their-purpose",
  title: "Policies name their actions and resources, hold services to one account, and ask for what they demand.",
  why: "A service on anybody's behalf, or a condition that passes when its key is absent, lends the cluster's rights to strangers.",
  fix: "Name actions and resources; hold AWS services to your account with aws:SourceArn or aws:SourceAccount; compare with StringEquals, ArnEquals or Bool, never with …IfExists.",
  controls: ["NIST-800-53 AC-6", "NIST-800-53 SC-7", "CIS-AWS-3.0 1.16"],
  judges: "resource-policy",
  reach: "ours",
  judge({ guards, statements }) {
    if (!statements.known) {
      const got = statements.why;
      return { verdict: "unknown", faults: [{ at: "", got, message: "nobody can see what the policy is for" }] };
    }
    if (statements.value === undefined) return notApplicable("no policy is written");
    const allowing = statements.value.filter(({ allows }) => allows);
    return failOn(allowing.flatMap((statement, index) => faultsOf(guards, statement, index)));
  },
  fixtures: () => ({
    pass: [
      { name: "a role for Amazon EKS on behalf of one account", documents: [withTrust({})] },
      {
        name: "people with a fresh second factor",
        documents: [
          withTrust({
            Principal: { AWS: "${aws_iam_role.cluster.arn}" },
            Condition: {
              Bool: { "aws:MultiFactorAuthPresent": "true" },
              NumericLessThan: { "aws:MultiFactorAuthAge": "3600" },
            },
          }),
        ],
      },
    ],
    fail: [
      { name: "a role for Amazon EKS on anybody's behalf", documents: [withTrust({ Condition: undefined })] },
      {
        name: "a source that is any",
        documents: [withTrust({ Condition: { StringLike: { "aws:SourceAccount": "*" } } })],
      },
      {
        name: "MFA that is only asked for where it is mentioned",
        documents: [
          withTrust({
            Principal: { AWS: "${aws_iam_role.cluster.arn}" },
            Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
          }),
        ],
      },
      {
        name: "a comparison that holds when there is nothing to compare",
        documents: [withTrust({ Condition: { "ForAllValues:StringEquals": { "aws:SourceAccount": "123456789012" } } })],
      },
      { name: "a trust that allows more than taking the role on", documents: [withTrust({ Action: "sts:*" })] },
      {
        name: "a policy that is not in the document",
        documents: [closedStack({ "aws_iam_role.cluster": { assume_role_policy: "${var.trust}" } })],
      },
      {
        name: "a service that may do everything with a key",
        documents: [
          closedStack({
            "aws_kms_key.secrets": {
              policy: JSON.stringify({
                Statement: [
                  {
                    Effect: "Allow",
                    Principal: { Service: "logs.amazonaws.com" },
                    Action: "kms:*",
                    Resource: "*",
                    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
                  },
                ],
              }),
            },
          }),
        ],
      },
      {
        name: "somebody who may do everything with a key",
        documents: [withKey({ Principal: { AWS: "*" }, Action: ["kms:Decrypt", "*"] })],
      },
      {
        name: "a key that is lent to others than services of AWS",
        documents: [
          withKey({ Action: "kms:CreateGrant", Condition: { Bool: { "kms:GrantIsForAWSResource": "false" } } }),
        ],
      },
      {
        name: "a role of ours that may do everything",
        documents: [granting({ Action: ["logs:PutLogEvents", "*"], Resource: "arn:aws:logs:x" })],
      },
      {
        name: "a role of ours that may do everything but one thing",
        documents: [granting({ NotAction: "iam:CreateUser", Resource: "arn:aws:logs:x" })],
      },
      {
        name: "a role of ours that may do one thing with everything",
        documents: [granting({ Action: "s3:GetObject", Resource: "*" })],
      },
    ],
  }),
};

function faultsOf(
  guards: ResourcePolicyFact["guards"],
  statement: PolicyStatementFact,
  index: number,
): readonly Fault[] {
  const { principals, actions, resources, conditions } = statement;
  const faults: Fault[] = [];
  const fault = (got: readonly string[], message: string) =>
    faults.push({ at: `Statement[${index}]`, got: got.join(", ") || "nothing", message });

  const loose = conditions.filter(
    ({ operator, key, values }) =>
      !EXACT.test(operator) ||
      values.some((value) => value === "" || /^[*?]+$/.test(value)) ||
      // A grant that is not for a service of AWS hands the key on to anybody.
      (key === "kms:GrantIsForAWSResource" && values.some((value) => value !== "true")),
  );
  for (const { operator, key, values } of loose)
    fault([operator, key, ...values], `the condition on ${key} holds for requests that it should keep out`);

  if (guards === "grants of a role") {
    if (!areNamed(actions)) fault(actions, "it grants every action, or every action of a service");
    // Lists and descriptions are asked for of everything, and show no content.
    const looks = actions.every((action) => /^[a-z0-9-]+:(?:Describe|List)[A-Za-z]*\*?$/.test(action));
    const everything = resources.length === 0 || resources.some((resource) => /^[*?]*$/.test(resource));
    if (!looks && everything) fault(resources, "it grants its actions on everything");
    return faults;
  }

  const isRole = guards === "role" || guards === "role of a cluster";
  if (isRole && !(actions.length > 0 && actions.every((action) => ASSUMING.includes(action))))
    fault(actions, "a trust policy lets somebody take on the role and nothing else");
  const bound = conditions.some((condition) => !loose.includes(condition) && BINDING_KEYS.test(condition.key));
  for (const { kind, name } of principals) {
    if (guards === "encryption key" && kind === "AWS" && !/:root$/.test(name) && !areNamed(actions))
      fault(actions, "who is not the whole account needs single actions, not all");
    if (kind === "Federated" && !bound) fault([name], "every user of the identity provider may use it");
    if (kind !== "Service") continue;
    if (!bound && !WITHOUT_SOURCE.test(name))
      fault([name], "the service may use it on behalf of any account: no condition names yours");
    if (guards === "encryption key" && !areNamed(actions)) fault(actions, "a service needs single actions, not all");
  }
  return faults;
}

/** Whether a list names what it means: something, and not everything, or everything of one service. */
function areNamed(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => name !== "" && !/^[^:]*:?\*$/.test(name));
}

function withTrust(change: Readonly<Record<string, unknown>>) {
  const statement = {
    Effect: "Allow",
    Principal: { Service: "eks.amazonaws.com" },
    Action: "sts:AssumeRole",
    Condition: { StringEquals: { "aws:SourceAccount": "123456789012" } },
    ...change,
  };
  return closedStack({
    "aws_iam_role.cluster": { assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [statement] }) },
  });
}

function granting(change: Readonly<Record<string, unknown>>) {
  return closedStack({
    "aws_iam_role_policy.all": {
      role: "${aws_iam_role.cluster.id}",
      policy: JSON.stringify({ Statement: [{ Effect: "Allow", ...change }] }),
    },
  });
}

function withKey(change: Readonly<Record<string, unknown>>) {
  const statement = { Effect: "Allow", Principal: { AWS: "${aws_iam_role.cluster.arn}" }, Resource: "*", ...change };
  return closedStack({ "aws_kms_key.secrets": { policy: JSON.stringify({ Statement: [statement] }) } });
}
