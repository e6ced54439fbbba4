import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { failOn, failOrUnknown } from "../verdict";

const encryption = (value: unknown, others: Readonly<Record<string, unknown>> = {}) =>
  closedStack({ "aws_eks_cluster.main": { encryption_config: value } }, others);
const key = (key_arn: string, others: Readonly<Record<string, unknown>> = {}) =>
  encryption({ resources: ["secrets"], provider: { key_arn } }, others);

/** Kubernetes secrets are encrypted with a key of the customer's own. */
export const SECRETS_ENCRYPTED_WITH_OWN_KEY: Rule<"eks-cluster"> = {
  id: "secrets-encrypted-with-own-key",
  title: "Kubernetes secrets are encrypted with a KMS key of your own.",
  why: "With a key of AWS alone, nobody of yours can see who decrypted secrets, nor take that away.",
  fix: 'Write `encryption_config` with resources ["secrets"] and the ARN of a KMS key; it can be set but never changed later.',
  controls: ["CIS-EKS-1.8 5.3.1", "NIST-800-53 SC-28"],
  judges: "eks-cluster",
  reach: "ours",
  judge({ secretsKey }) {
    const at = "encryption_config";
    if (!secretsKey.known)
      return failOrUnknown(
        [],
        [{ at, got: secretsKey.why, message: "nobody can see whether secrets are encrypted with your key" }],
      );
    return failOn(
      secretsKey.value
        ? []
        : [{ at, got: "no key for secrets", message: "secrets are not encrypted with a key of your own" }],
    );
  },
  fixtures: () => ({
    pass: [
      { name: "a key of the same document", documents: [closedStack()] },
      {
        name: "a key that is there already",
        documents: [
          encryption([
            { resources: ["secrets"], provider: [{ key_arn: "arn:aws:kms:eu-central-1:123456789012:key/1" }] },
          ]),
        ],
      },
      {
        name: "a key of this account by its id",
        documents: [key("arn:aws:kms:eu-central-1:${data.aws_caller_identity.this.account_id}:key/1")],
      },
      { name: "a key that is looked up", documents: [key("${data.aws_kms_alias.secrets.target_key_arn}")] },
      {
        name: "a key that another stack of the app makes",
        documents: [
          key(
            "${data.terraform_remote_state.cross-stack-reference-input-keys.outputs.cross-stack-output-aws_kms_keykey_0A1Barn}",
          ),
        ],
      },
    ],
    fail: [
      { name: "no encryption is configured", documents: [encryption(null)] },
      {
        name: "a key for something else",
        documents: [encryption({ resources: [], provider: { key_arn: "${aws_kms_key.secrets.arn}" } })],
      },
      {
        name: "an empty text instead of a key",
        documents: [encryption({ resources: ["secrets"], provider: { key_arn: "" } })],
      },
      { name: "a text that is no key", documents: [key("x")] },
      { name: "an expression that is nothing", documents: [key("${null}")] },
      { name: "a variable names the key", documents: [key("${var.key}")] },
      {
        name: "a key that AWS makes by itself",
        documents: [key("arn:aws:kms:eu-central-1:123456789012:alias/aws/ebs")],
      },
      {
        name: "a key of AWS that is looked up",
        documents: [
          key("${data.aws_kms_alias.ebs.target_key_arn}", {
            data: { aws_kms_alias: { ebs: { name: "alias/aws/ebs" } } },
          }),
        ],
      },
      { name: "something that is no key", documents: [key("${aws_iam_role.cluster.arn}")] },
      { name: "an expression decides whether there is a block", documents: [encryption("${var.encryption}")] },
    ],
  }),
};
