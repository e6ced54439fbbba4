import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";

/** What nobody judged does not ship, unless the team has given its word for it. */
export const KNOWN_SHAPES: Rule<"unknown-shape"> = {
  id: "known-shapes",
  title: "Everything in the output is judged by a rule, known to open nothing, or allowed by name with a reason.",
  why: "A template, a module, a command or a file beside the judged one can open the cluster without any rule seeing it.",
  fix: "Take it out, or give your word for it: `allowShape(scope, { name, why })`, or `allowances` in the file for `portcullis check`, with one of its names and the reason why it cannot open the cluster.",
  controls: ["NIST-800-53 CM-7", "NIST-800-53 SC-7"],
  judges: "unknown-shape",
  reach: "exposure",
  promise: 1,
  judge: (fact) => ({
    verdict: "fail",
    faults: [{ at: "", got: fact.what, message: `${fact.why}${howToAllow(fact.names)}` }],
  }),
  fixtures: () => ({
    pass: [
      { name: "a cluster and nothing beside it", documents: [closedStack()] },
      {
        name: "changes that count at creation alone, tags, and a number of machines",
        documents: [
          closedStack({
            "aws_eks_cluster.main": {
              lifecycle: {
                ignore_changes: [
                  "access_config[0].bootstrap_cluster_creator_admin_permissions",
                  "bootstrap_self_managed_addons",
                  'tags["owner"]',
                ],
              },
            },
          }),
        ],
      },
      {
        name: "ordinary resources of a team, and the files that Terraform writes itself",
        documents: [
          closedStack(
            {
              "aws_s3_bucket.site": { bucket: "site" },
              "aws_sqs_queue.jobs": {},
              "aws_iam_role.worker": { assume_role_policy: "{}" },
            },
            {
              output: { url: { value: "${aws_s3_bucket.site.arn}" } },
              variable: { stage: {} },
              terraform: { backend: { s3: {} } },
            },
            [".terraform", ".terraform.lock.hcl", "terraform.tfstate", "plan"],
          ),
        ],
      },
    ],
    fail: [
      { name: "a module", documents: [closedStack({}, { module: { dns: { source: "./dns" } } })] },
      {
        name: "a template of CloudFormation",
        documents: [closedStack({ "aws_cloudformation_stack.legacy": { template_body: "{}" } })],
      },
      {
        name: "a provisioner",
        documents: [closedStack({ "terraform_data.run": { provisioner: [{ "local-exec": { command: "true" } }] } })],
      },
      { name: "a provider that no rule reads", documents: [closedStack({ "kubernetes_config_map.aws_auth": {} })] },
      {
        name: "a peering of the cluster's network",
        documents: [closedStack({ "aws_vpc_peering_connection.office": { vpc_id: "${aws_vpc.main.id}" } })],
      },
      {
        name: "a policy for the role that the cluster acts as",
        documents: [closedStack({ "aws_iam_role_policy.more": { role: "${aws_iam_role.cluster.id}", policy: "{}" } })],
      },
      {
        name: "an add-on that runs somebody's programs",
        documents: [closedStack({ "aws_eks_addon.more": { cluster_name: "prod", addon_name: "acme_operator" } })],
      },
      {
        name: "a cluster whose endpoint Terraform leaves alone",
        documents: [closedStack({ "aws_eks_cluster.main": { lifecycle: { ignore_changes: ["vpc_config"] } } })],
      },
      {
        name: "a security group that Terraform leaves alone",
        documents: [closedStack({ "aws_security_group.api": { lifecycle: [{ ignore_changes: "all" }] } })],
      },
      { name: "a file that overrides the judged one", documents: [closedStack({}, {}, ["open_override.tf.json"])] },
      { name: "a file of variables", documents: [closedStack({}, {}, ["team.auto.tfvars"])] },
      {
        name: "a block of a kind that nobody knows",
        documents: [closedStack({}, { ephemeral: { aws_eks_cluster_auth: { x: {} } } })],
      },
      {
        name: "a data source that runs a function",
        documents: [closedStack({}, { data: { aws_lambda_invocation: { run: {} } } })],
      },
    ],
  }),
};

/** What has no name is a mistake, and must be mended. */
function howToAllow(names: readonly string[]): string {
  return names.length === 0 ? "" : ` (allow it as ${names.map((name) => JSON.stringify(name)).join(" or ")})`;
}
