import { readdirSync } from "node:fs";
import { dirname, join } from "node:path";
import { dataSourceVerdict, resourceTypeVerdict } from "../../lib/guardrails/resource-types";
import { expectGolden } from "../golden";

/** The bindings keep one folder a type: `eks-cluster`, `data-aws-eks-cluster`. */
function installedTypes(): { readonly resources: readonly string[]; readonly data: readonly string[] } {
  const lib = join(dirname(require.resolve("@cdktf/provider-aws/package.json")), "lib");
  const folders = readdirSync(lib, { withFileTypes: true })
    .filter((entry) => entry.isDirectory() && entry.name !== "provider")
    .map(({ name }) => name.replaceAll("-", "_"));
  return {
    resources: folders.filter((name) => !name.startsWith("data_aws_")).map((name) => `aws_${name}`),
    data: folders.filter((name) => name.startsWith("data_aws_")).map((name) => name.slice("data_".length)),
  };
}

describe("the table of resource types", () => {
  const { resources, data } = installedTypes();

  test("has a verdict on every type of the installed provider", () => {
    expect(resources.length).toBeGreaterThan(1500);
    expect(data.length).toBeGreaterThan(600);
    expect(resources.filter((type) => resourceTypeVerdict(type) === "unclassified")).toEqual([]);
    expect(data.filter((type) => dataSourceVerdict(type) === "unclassified")).toEqual([]);
  });

  test("shows in the golden list what a provider upgrade brings", () => {
    const lines = [
      ...resources.map((type) => `${type} ${resourceTypeVerdict(type)}`),
      ...data.map((type) => `data.${type} ${dataSourceVerdict(type)}`),
    ];
    expectGolden("aws-resource-types.txt", `${lines.sort().join("\n")}\n`);
  });

  test.each([
    "aws_s3_bucket",
    "aws_lambda_function",
    "aws_dynamodb_table",
    "aws_sqs_queue",
    "aws_sns_topic",
    "aws_db_instance",
    "aws_route53_record",
    "aws_cloudfront_distribution",
    "aws_cloudwatch_metric_alarm",
    "aws_ecr_repository",
    "aws_iam_role",
  ])("lets %s pass, which opens nothing of a cluster", (type) => expect(resourceTypeVerdict(type)).toBe("inert"));

  test.each([
    "aws_cloudformation_stack",
    "aws_cloudcontrolapi_resource",
    "aws_ssm_association",
    "aws_eks_capability",
    "aws_imagebuilder_image",
    "aws_lambda_invocation",
  ])("refuses %s, of which the document shows too little", (type) => expect(resourceTypeVerdict(type)).toBe("opens"));

  test.each([
    "aws_vpc_peering_connection",
    "aws_ec2_transit_gateway_vpc_attachment",
    "aws_vpclattice_service",
    "aws_vpn_gateway",
    "aws_iam_role_policy",
    "aws_kms_grant",
  ])("watches what %s refers to", (type) => expect(resourceTypeVerdict(type)).toBe("watched"));

  test.each([
    "aws_something_new",
    "aws_ec2_new_gateway",
    "aws_vpc_new_way_in",
    "random_password",
    "null_resource",
    "aws",
    "AWS_s3_bucket",
    "aws_",
  ])("refuses to guess what %s is", (type) => expect(resourceTypeVerdict(type)).toBe("unclassified"));

  test("refuses data sources that run something or hand out a token", () => {
    expect(dataSourceVerdict("aws_lambda_invocation")).toBe("opens");
    expect(dataSourceVerdict("aws_eks_cluster_auth")).toBe("opens");
    expect(dataSourceVerdict("external")).toBe("unclassified");
    expect(dataSourceVerdict("http")).toBe("unclassified");
  });
});
