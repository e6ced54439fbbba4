import type { PolicyStatementFact, ResourcePolicyFact } from "../facts/resource-policy";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

/** Services that say for whom they act only by what they are attached to, and cannot be asked for an account. */
const WITHOUT_SOURCE = ["ec2.amazonaws.com", "pods.eks.amazonaws.com"];
const ASSUMING = [
  "sts:AssumeRole",
  "sts:AssumeRoleWithWebIdentity",
  "sts:AssumeRoleWithSAML",
  "sts:TagSession",
  "sts:SetSourceIdentity",
];
/** Conditions that hold a request to one account, organization, cluster or resource. */
const BINDING_KEYS =
  /^(aws:(SourceArn|SourceAccount|PrincipalAccount|PrincipalArn|PrincipalOrgID|ResourceAccount|ResourceOrgID)|kms:(CallerAccount|EncryptionContext:.+)|.+:(sub|aud))$/i;
const EXACT = /^((ForAnyValue|ForAllValues):)?(StringEquals|StringLike|ArnEquals|ArnLike|Bool)$/;

/** Who may use a role, a key or a way to an AWS service. */
export const POLICIES_NAME_THEIR_CALLERS: Rule<"resource-policy"> = {
  id: "policies-name-their-callers",
  title: "The policy at a role, a key or an endpoint names who may use it, for what, and on whose behalf.",
  why: "A role that trusts everybody, a service on anybody's behalf, or a condition that passes when its key is absent lends the cluster's rights to strangers.",
  fix: "Name principals and actions; hold AWS services to your account with aws:SourceArn and aws:SourceAccount; compare with StringEquals, ArnEquals or Bool, never with …IfExists.",
  controls: ["NIST-800-53 AC-6", "NIST-800-53 SC-7", "CIS-AWS-3.0 1.16"],
  judges: "resource-policy",
  reach: "ours",
  judge(fact) {
    if (!fact.statements.known)
      return {
        verdict: "unknown",
        faults: [{ at: "", got: fact.statements.why, message: "nobody can see here whom the policy lets in" }],
      };
    const statements = fact.statements.value;
    if (statements === undefined) {
      return fact.at === "endpoint"
        ? failOn([
            {
              at: "",
              got: "nothing",
              message: "an endpoint without a policy lets everybody inside reach every account's resources",
            },
          ])
        : notApplicable("the provider's own policy trusts the account alone");
    }
    return failOn(
      statements.filter(({ allows }) => allows).flatMap((statement, index) => faultsOf(fact.at, statement, index)),
    );
  },
  fixtures: {
    pass: [
      { name: "a role for Amazon EKS on behalf of one cluster", documents: [withTrust({})] },
      { name: "a role that nobody is trusted with", documents: [closedStack()] },
    ],
    fail: [
      { name: "a role that trusts everybody", documents: [withTrust({ Principal: "*" })] },
      { name: "a role for Amazon EKS on anybody's behalf", documents: [withTrust({ Condition: undefined })] },
      {
        name: "a source that is any",
        documents: [withTrust({ Condition: { StringLike: { "aws:SourceAccount": "*" } } })],
      },
      {
        name: "MFA that is only asked for where it is mentioned",
        documents: [
          withTrust({
            Principal: { AWS: "arn:aws:iam::123456789012:role/people" },
            Condition: { BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } },
          }),
        ],
      },
      {
        name: "everybody but one",
        documents: [withTrust({ Principal: undefined, NotPrincipal: { AWS: "arn:aws:iam::123456789012:root" } })],
      },
      {
        name: "a policy that is not in the document",
        documents: [closedStack({ "aws_iam_role.cluster": { assume_role_policy: "${var.trust}" } })],
      },
      {
        name: "a key that everybody may use",
        documents: [
          closedStack({
            "aws_kms_key.secrets": {
              policy: JSON.stringify({
                Statement: [{ Effect: "Allow", Principal: { AWS: "*" }, Action: "kms:*", Resource: "*" }],
              }),
            },
          }),
        ],
      },
      {
        name: "a role of ours that may do everything",
        documents: [
          closedStack({
            "aws_iam_role_policy.all": {
              role: "${aws_iam_role.cluster.id}",
              policy: JSON.stringify({ Statement: [{ Effect: "Allow", Action: ["logs:PutLogEvents", "*"], Resource: "*" }] }),
            },
          }),
        ],
      },
      {
        name: "an endpoint without a policy",
        documents: [
          closedStack({
            "aws_vpc_endpoint.s3": { service_name: "com.amazonaws.eu-central-1.s3", vpc_id: "${aws_vpc.main.id}" },
          }),
        ],
      },
    ],
  },
};

function faultsOf(at: ResourcePolicyFact["at"], statement: PolicyStatementFact, index: number): readonly Fault[] {
  const { principals, actions, resources, conditions, negated } = statement;
  const faults: Fault[] = [];
  const path = `Statement[${statement.sid === "" ? index : statement.sid}]`;
  const fault = (got: readonly string[], message: string) =>
    faults.push({ at: path, got: got.join(", ") || "nothing", message });

  if (negated.length > 0) fault(negated, "it lets in everybody and everything that it does not name");
  const loose = conditions.filter(
    ({ operator, values }) => !EXACT.test(operator) || values.some((value) => value === "" || /^[*?]+$/.test(value)),
  );
  for (const { operator, key, values } of loose)
    fault([operator, key, ...values], `the condition on ${key} holds for requests that it should keep out`);
  const bound = conditions.some((condition) => !loose.includes(condition) && BINDING_KEYS.test(condition.key));
  if (at === "grant") {
    if (!areNamed(actions)) fault(actions, "it grants every action, or every action of a service");
    // Lists and descriptions are asked for of everything, and show no content.
    const looks = actions.every((action) => /^[a-z0-9-]+:(Describe|List)[A-Za-z]*\*?$/.test(action));
    if (!looks && (resources.length === 0 || resources.some((resource) => /^[*?]*$/.test(resource)))) fault(resources, "it grants its actions on everything");
    return faults;
  }
  const ofAccount = conditions.some(
    (condition) =>
      !loose.includes(condition) &&
      /^(aws:(PrincipalAccount|PrincipalOrgID|PrincipalArn)|kms:CallerAccount)$/i.test(condition.key),
  );
  if (principals.length === 0 && negated.length === 0) fault([], "it names nobody");

  for (const principal of principals) {
    const everybody = principal === "*" || principal === "" || principal.endsWith(":*") || principal.endsWith(":");
    const service = /^Service:(.*)$/.exec(principal)?.[1];
    if (everybody && at === "role") fault([principal], "everybody may take on the role");
    else if (
      everybody &&
      !(at === "key" ? ofAccount : bound) &&
      !(at === "endpoint" && areNamed(actions) && areNamed(resources))
    )
      fault([principal], "everybody may use it, on whatever account's behalf");
    else if (service !== undefined && !/^[a-z0-9.-]+\.(amazonaws\.com(\.cn)?|\$\{[^}]+\})$/.test(service))
      fault([principal], "this is no service of AWS");
    else if (service !== undefined && !bound && !WITHOUT_SOURCE.includes(service))
      fault([principal], "the service may use it on behalf of any account: no condition names yours");
    else if (principal.startsWith("Federated:") && !bound)
      fault([principal], "every user of the identity provider may use it");
    if (at === "key" && principal.startsWith("Service:") && !areNamed(actions))
      fault(actions, "a service needs single actions, not all");
  }
  if (at === "role" && !(actions.length > 0 && actions.every((action) => ASSUMING.includes(action))))
    fault(actions, "a trust policy lets somebody take on the role and nothing else");
  return faults;
}

/** Whether a list names what it means: something, and not everything of everybody. */
function areNamed(names: readonly string[]): boolean {
  return names.length > 0 && names.every((name) => name !== "" && !/^[^:]*:?\*$/.test(name) && name !== "*");
}

function withTrust(change: Readonly<Record<string, unknown>>) {
  const statement = {
    Sid: "Trust",
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
