import { looksLikeCredential } from "../credential-text";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { credentialInTag, takenTag } from "../problems/tags";
import { forbiddenText, malformed, outOfBounds, wrongLength } from "../problems/text";
import { list, section, text } from "./field";
import { judgeSigns } from "./visible-text";

/** What AWS keeps to itself, and what programs in and around a cluster read as an order. */
const TAKEN = [
  ...["aws:", "eks:", "aws-", "eks.amazonaws.com/", "elbv2.k8s.aws/", "ebs.csi.aws.com/", "efs.csi.aws.com/"],
  ...["k8s.io/", "kubernetes.io/", "karpenter.", "portcullis:"],
];

function judgeKey(value: string): Problem | undefined {
  if (value.length === 0 || value.length > 128) return wrongLength(value, ALLOWED.tagKey, 128);
  const lower = value.toLowerCase();
  const taken = TAKEN.find((prefix) => lower.startsWith(prefix)) ?? (lower === "name" ? value : undefined);
  return taken === undefined ? judgeText(value, ALLOWED.tagKey) : takenTag(value, taken);
}

function judgeValue(value: string): Problem | undefined {
  if (value.length > 256) return wrongLength(value, ALLOWED.tagValue, 256);
  return looksLikeCredential("", value) ? credentialInTag() : judgeText(value, ALLOWED.tagValue);
}

function judgeText(value: string, expected: string): Problem | undefined {
  const signs = judgeSigns(value, expected);
  if (signs !== undefined) return signs;
  if (value.trim() !== value) return forbiddenText(value, expected, "space at its end or beginning");
  return /^[A-Za-z0-9 _.:/=+@-]*$/.test(value) ? undefined : malformed(value, expected);
}

export const tagsSchema = list(
  ALLOWED.tags,
  section({ key: text(ALLOWED.tagKey, judgeKey), value: text(ALLOWED.tagValue, judgeValue) }),
  (tags) => (tags.length <= 45 ? undefined : outOfBounds(tags, ALLOWED.tags)),
);
