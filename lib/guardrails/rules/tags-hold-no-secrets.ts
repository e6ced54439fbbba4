import { isCredential } from "../criteria/credential-text";
import { closedNodes } from "../fixtures/closed-nodes";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

/** Tags of what our constructs make. */
export const TAGS_HOLD_NO_SECRETS: Rule<"resource-tags"> = {
  id: "tags-hold-no-secrets",
  title: "Tags hold no password, key or token.",
  why: "Whoever may list the resources of an account reads every tag, bills repeat them, and no log shows who has looked.",
  fix: "Take it out of the tags, change the credential, and keep it where access to it is recorded: in Secrets Manager, or in a Secret.",
  controls: ["NIST-800-53 IA-5(7)", "PCI-DSS-4.0.1 8.6.2", "CIS-1.12 5.4.1"],
  judges: "resource-tags",
  reach: "ours",
  judge({ tags }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    for (const { key, value } of tags) {
      const at = `tags.${key}`;
      if (!value.known) undecided.push({ at, got: value.why, message: "nobody can see what everybody may then read" });
      // The value itself is not repeated in a report.
      else if (isCredential(key, value.value))
        certain.push({
          at,
          got: "a credential, by its name or shape",
          message: "everybody who sees the account may read it",
        });
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      {
        name: "who pays and who answers",
        documents: [tagged({ "cost-center": "4711", owner: "payments@example.com" })],
      },
      { name: "what another resource is called", documents: [tagged({ key: "${aws_kms_key.secrets.key_id}" })] },
      { name: "a word that only begins like one", documents: [tagged({ tokenizer: "bpe", passwordless: "yes" })] },
    ],
    fail: [
      { name: "a password by its name", documents: [tagged({ "db-password": "hunter2" })] },
      { name: "a key of an API by its name", documents: [tagged({ "api-key": "x" })] },
      { name: "an access key of AWS", documents: [tagged({ note: "AKIAIOSFODNN7EXAMPLE" })] },
      { name: "a token by its shape", documents: [tagged({ note: `ghp_${"a1".repeat(18)}` })] },
      { name: "a password in a URL", documents: [tagged({ source: "https://me:hunter2@git.example.com" })] },
      { name: "a variable says what", documents: [tagged({ note: "${var.note}" })] },
      { name: "a value that Terraform hides", documents: [tagged({ note: "${sensitive_value}" })] },
      { name: "all tags from elsewhere", documents: [closedStack({ "aws_vpc.main": { tags: "${var.tags}" } })] },
      {
        name: "machines that a template starts",
        documents: [
          closedNodes({
            "aws_launch_template.nodes": {
              tag_specifications: [{ resource_type: "instance", tags: { "join-token": "abcdef" } }],
            },
          }),
        ],
      },
    ],
  }),
};

function tagged(tags: Readonly<Record<string, string>>) {
  return closedStack({ "aws_vpc.main": { tags } });
}
