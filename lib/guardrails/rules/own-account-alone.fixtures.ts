import { closedStack } from "../fixtures/closed-stack";
import type { RuleFixtures } from "../rule";

const ROOT = "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:root";
const SCALING =
  "arn:${data.aws_partition.this.partition}:iam::${data.aws_caller_identity.this.account_id}:role/scaling";
const DATA = { data: { aws_partition: { this: {} }, aws_caller_identity: { this: {} } } };
type Written = Readonly<Record<string, unknown>>;

const text = (...statements: readonly Written[]) => JSON.stringify({ Version: "2012-10-17", Statement: statements });
const allow = (changes: Written) => ({ Effect: "Allow", Action: "kms:*", Resource: "*", ...changes });
const key = (policy: unknown, others: Written = DATA) => closedStack({ "aws_kms_key.secrets": { policy } }, others);
const role = (assume_role_policy: unknown) => closedStack({ "aws_iam_role.cluster": { assume_role_policy } }, DATA);
const trust = (Principal: unknown, more: Written = {}) =>
  text({ Effect: "Allow", Principal, Action: "sts:AssumeRole", ...more });
const endpoint = (policy: unknown) =>
  closedStack({ "aws_vpc_endpoint.s3": { vpc_id: "${aws_vpc.main.id}", service_name: "s3", policy } }, DATA);
const OWN = { StringEquals: { "aws:PrincipalAccount": "${data.aws_caller_identity.this.account_id}" } };

export function ownAccountAloneFixtures(): RuleFixtures {
  return {
    pass: [
      { name: "the key has the policy that AWS gives", documents: [closedStack()] },
      {
        name: "the account decides, and the logs service uses the key for one log group",
        documents: [
          key(
            text(
              allow({ Principal: { AWS: ROOT } }),
              allow({
                Principal: { Service: "logs.eu-central-1.${data.aws_partition.this.dns_suffix}" },
                Condition: { ArnEquals: { "kms:EncryptionContext:aws:logs:arn": "arn:aws:logs:x" } },
              }),
              { ...allow({ Principal: "*" }), Effect: "Deny" },
            ),
          ),
        ],
      },
      { name: "everybody of the own account", documents: [key(text(allow({ Principal: "*", Condition: OWN })))] },
      {
        name: "one role of the own account, which need not exist yet",
        documents: [
          key(text(allow({ Principal: { AWS: "*" }, Condition: { ArnEquals: { "aws:PrincipalArn": SCALING } } }))),
        ],
      },
      {
        name: "a role of the same document",
        documents: [key(text(allow({ Principal: { AWS: ["${aws_iam_role.cluster.arn}"] } })))],
      },
      { name: "EKS takes on the role of the cluster", documents: [role(trust({ Service: "eks.amazonaws.com" }))] },
      {
        name: "endpoints for the own account, and for links to one bucket",
        documents: [
          endpoint(
            text(
              allow({ Principal: "*", Action: "*", Condition: OWN }),
              allow({ Principal: "*", Action: "s3:GetObject", Resource: "arn:aws:s3:::prod-starport-layer-bucket/*" }),
            ),
          ),
        ],
      },
    ],
    fail: [
      { name: "everybody may use the key", documents: [key(text(allow({ Principal: "*" })))] },
      { name: "everybody, in a list", documents: [key(text(allow({ Principal: { AWS: [ROOT, "*"] } })))] },
      { name: "everybody but one", documents: [key(text(allow({ NotPrincipal: { AWS: ROOT } })))] },
      {
        name: "another account",
        documents: [key(text(allow({ Principal: { AWS: "arn:aws:iam::999999999999:root" } })))],
      },
      {
        name: "everybody of some account",
        documents: [
          key(text(allow({ Principal: "*", Condition: { StringEquals: { "aws:PrincipalAccount": "999999999999" } } }))),
        ],
      },
      {
        name: "a role of another account, by its ARN",
        documents: [
          key(
            text(
              allow({
                Principal: { AWS: "*" },
                Condition: { ArnEquals: { "aws:PrincipalArn": "arn:aws:iam::999999999999:role/x" } },
              }),
            ),
          ),
        ],
      },
      {
        name: "any role of the own account, by a pattern",
        documents: [
          key(
            text(
              allow({
                Principal: { AWS: "*" },
                Condition: { ArnLike: { "aws:PrincipalArn": "arn:aws:iam::*:role/x" } },
              }),
            ),
          ),
        ],
      },
      {
        name: "everybody, unless the request says where it comes from",
        documents: [key(text(allow({ Principal: "*", Condition: { StringEqualsIfExists: OWN.StringEquals } })))],
      },
      {
        name: "a service for any account",
        documents: [key(text(allow({ Principal: { Service: "logs.amazonaws.com" } })))],
      },
      { name: "a data source writes the policy", documents: [key("${data.aws_iam_policy_document.key.json}")] },
      { name: "a variable inside the policy", documents: [key(text(allow({ Principal: { AWS: "${var.who}" } })))] },
      {
        name: "the account of another provider",
        documents: [
          key(text(allow({ Principal: { AWS: ROOT } })), {
            data: { aws_partition: { this: {} }, aws_caller_identity: { this: { provider: "aws.other" } } },
          }),
        ],
      },
      {
        name: "a principal that is written twice",
        documents: [
          key(
            '{"Statement":[{"Effect":"Allow","Principal":"*","Principal":{"AWS":"${aws_iam_role.cluster.arn}"},"Action":"kms:*","Resource":"*"}]}',
          ),
        ],
      },
      { name: "a policy in words that AWS does not know", documents: [key('{"statement":[]}')] },
      { name: "a policy that is no text", documents: [key({ Statement: [] })] },
      { name: "everybody may take on the role", documents: [role(trust({ AWS: "*" }))] },
      { name: "a person may take on the role", documents: [role(trust({ AWS: ROOT }))] },
      { name: "another service may take on the role", documents: [role(trust({ Service: "lambda.amazonaws.com" }))] },
      {
        name: "something that is no service may take on the role",
        documents: [role(trust({ Service: "eks.example.com" }))],
      },
      {
        name: "tokens from elsewhere take on the role",
        documents: [role(trust({ Federated: "arn:aws:iam::1:oidc-provider/x" }, { Condition: OWN }))],
      },
      {
        name: "the trust of the role is written elsewhere",
        documents: [role("${data.aws_iam_policy_document.trust.json}")],
      },
      { name: "an endpoint for everybody", documents: [endpoint(text(allow({ Principal: "*", Action: "*" })))] },
      {
        name: "an endpoint for everybody's buckets",
        documents: [endpoint(text(allow({ Principal: "*", Action: "s3:PutObject" })))],
      },
      { name: "an endpoint without a policy, which AWS opens", documents: [endpoint(null)] },
    ],
  };
}
