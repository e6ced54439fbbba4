// What this team holds itself to, beside the rules of the library: they permit every private range and every reason, this file only
// those that two people have read. A pull request that opens the API server changes this file too, or it is red.
import { App as ChartApp } from "cdk8s";
import { App } from "cdktf";
import { addressesOf } from "portcullis/testing";
import "portcullis/testing/jest"; // The matchers, and their types.
import { ShopStack } from "./infrastructure";
import { ShopChart } from "./manifests";

const stack = () => new ShopStack(new App());

test("the corporate VPN reaches the API server, and nobody else", () => {
  expect(stack()).toBeReachableOnlyFrom(["10.8.0.0/16"]);
});

test("no rule of the library finds anything", () => {
  expect(stack()).toBeAccepted();
  expect(new ShopChart(new ChartApp())).toBeAccepted();
});

test("a public endpoint would be refused", () => {
  const open = stack();
  open.cluster.eks.addOverride("vpc_config.endpoint_public_access", true);
  expect(open).toBeRefusedBy("private-endpoint", "cluster/eks");
});

test("what must never be replaced keeps its address", () => {
  expect(
    addressesOf(stack()).filter((address) => /^aws_(eks_cluster|kms_key|cloudwatch_log_group)\./.test(address)),
  ).toEqual([
    "aws_cloudwatch_log_group.cluster_logs_358D7260",
    "aws_eks_cluster.cluster_eks_BEF5B623",
    "aws_kms_key.cluster_log-key_B6352000",
    "aws_kms_key.cluster_secrets-key_03F4DE86",
  ]);
});
