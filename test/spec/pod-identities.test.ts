import { parseCluster } from "portcullis";
import { isAction, isOfThePlatform, isPodResource } from "../../lib/spec/pod-actions";
import { CLOUD } from "./examples";

const reports = {
  namespace: "payments",
  serviceAccount: "reports",
  why: "writes the reports of the night",
  may: [{ actions: ["s3:GetObject"], resources: ["arn:aws:s3:::payments-reports/*"] }],
};

/** What is wrong with these identities on a cluster with nodes, in short. */
function wrong(podIdentities: unknown, profile: Readonly<Record<string, unknown>> = {}): readonly string[] {
  const parsed = parseCluster({ ...CLOUD, profile: { ...CLOUD.profile, podIdentities, ...profile } });
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path}`);
}

const PLACE = "profile.podIdentities[0]";
const may = (actions: readonly unknown[], resources: readonly unknown[] = reports.may[0]?.resources ?? []) => [
  { ...reports, may: [{ actions, resources }] },
];

describe("roles of tenants' workloads", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["no list", reports, ["wrong-type profile.podIdentities"]],
    ["an account of no tenant", [{ ...reports, namespace: "billing" }], [`unresolved-name ${PLACE}.namespace`]],
    ["the account of every pod", [{ ...reports, serviceAccount: "default" }], [`not-allowed ${PLACE}.serviceAccount`]],
    ["an account in capitals", [{ ...reports, serviceAccount: "Reports" }], [`malformed ${PLACE}.serviceAccount`]],
    ["no reason", [{ ...reports, why: "" }], [`out-of-bounds ${PLACE}.why`]],
    ["no grant", [{ ...reports, may: [] }], [`out-of-bounds ${PLACE}.may`]],
    ["no action", may([]), [`out-of-bounds ${PLACE}.may[0].actions`]],
    ["no resource", may(["s3:GetObject"], []), [`out-of-bounds ${PLACE}.may[0].resources`]],
    ["a role that is there", [{ ...reports, role: "arn:aws:iam::123456789012:role/x" }], [`unknown-key ${PLACE}.role`]],
    ["one account twice", [reports, reports], ["duplicate profile.podIdentities[1].serviceAccount"]],
    ["one action twice", may(["s3:GetObject", "s3:GetObject"]), [`duplicate ${PLACE}.may[0].actions[1]`]],
    [
      "a resource of another partition",
      may(["s3:GetObject"], ["arn:aws-us-gov:s3:::reports/*"]),
      [`not-allowed ${PLACE}.may[0].resources[0]`],
    ],
    [
      "more than AWS takes as one policy",
      may(
        ["s3:GetObject"],
        Array.from({ length: 50 }, (_, index) => `arn:aws:s3:::reports/${index}/${"x".repeat(200)}`),
      ),
      [`out-of-bounds ${PLACE}.may`],
    ],
    [
      "an expression in a resource",
      may(["s3:GetObject"], ["arn:aws:s3:::${aws_s3_bucket.x.id}/*"]),
      [`token ${PLACE}.may[0].resources[0]`],
    ],
  ])("refuses %s", (_what, identities, expected) => {
    expect(wrong(identities)).toEqual(expected);
  });

  test("refuses them where nothing hands out their credentials, and takes them in Auto Mode", () => {
    const without = { nodes: undefined, addOnVersions: undefined };
    expect(wrong([reports], without)).toEqual(["not-allowed profile.podIdentities"]);
    expect(wrong([reports], { ...without, autoMode: {} })).toEqual([]);
    expect(wrong([], without)).toEqual([]);
  });

  test.each(["s3:*", "*", "s3:Get*", "s3:GetObject ", "iam:passrole", "GetObject", ""])(
    "refuses the action %p by its spelling",
    (action) => {
      expect(isAction(action)).toBe(false);
      expect(wrong(may([action]))).toHaveLength(1);
    },
  );

  test.each([
    ...["iam:PassRole", "sts:AssumeRole", "eks:CreateAccessEntry", "ec2:AuthorizeSecurityGroupIngress"],
    ...["ssm:SendCommand", "ssm:StartSession", "kms:CreateGrant", "kms:PutKeyPolicy", "s3:PutBucketPolicy"],
    ...["s3:PutObjectAcl", "sqs:SetQueueAttributes", "sqs:AddPermission", "lambda:UpdateFunctionCode"],
    ...["logs:PutSubscriptionFilter", "logs:DeleteLogGroup", "cloudtrail:StopLogging", "s3:PutBucketPublicAccessBlock"],
  ])("refuses %s, which is for the platform", (action) => {
    expect(isAction(action)).toBe(true);
    expect(wrong(may([action]))).toEqual([`not-allowed ${PLACE}.may[0].actions[0]`]);
  });

  test.each([
    ...["s3:GetObject", "s3:GetBucketPolicy", "sqs:SendMessage", "dynamodb:PutItem", "kms:Decrypt"],
    ...["kms:GenerateDataKey", "secretsmanager:GetSecretValue", "ssm:GetParametersByPath", "logs:PutLogEvents"],
    ...["lambda:InvokeFunction", "sns:Publish"],
  ])("takes %s", (action) => {
    expect(isAction(action) && !isOfThePlatform(action)).toBe(true);
  });

  test.each([
    ...["*", "arn:aws:s3:::*", "arn:aws:s3:::reports*", "arn:aws:sqs:eu-central-1:123456789012:*", "arn:aws:sqs:*:1:x"],
    ...["arn:aws:dynamodb:eu-central-1:123456789012:table/*", "arn:aws:sqs:eu-central-1:*:orders", "reports"],
    ...["arn:aws:s3:::a?c/x", "arn:aws:s3:::abc/*/x", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:*"],
  ])("refuses the resource %s", (resource) => {
    expect(isPodResource(resource)).toBe(false);
    expect(wrong(may(["s3:GetObject"], [resource]))).toEqual([`malformed ${PLACE}.may[0].resources[0]`]);
  });

  test.each([
    ...["arn:aws:s3:::reports", "arn:aws:s3:::reports/*", "arn:aws:sqs:eu-central-1:123456789012:orders-*"],
    ...["arn:aws:dynamodb:eu-central-1:123456789012:table/orders/index/*"],
    ...["arn:aws:secretsmanager:eu-central-1:123456789012:secret:payments/db-*"],
  ])("takes the resource %s", (resource) => {
    expect(isPodResource(resource)).toBe(true);
  });
});
