import { parseCluster } from "portcullis";
import { looksLikeCredential } from "../../lib/spec/credential-text";
import { CLOUD } from "./examples";

/** What is wrong with these tags, in short. */
function wrong(tags: unknown): readonly string[] {
  const parsed = parseCluster({ ...CLOUD, profile: { ...CLOUD.profile, tags } });
  return parsed.ok ? [] : parsed.issues.map(({ code, path }) => `${code} ${path}`);
}
const tag = (key: unknown, value: unknown = "x") => [{ key, value }];
const KEY = "profile.tags[0].key";
const VALUE = "profile.tags[0].value";

describe("tags", () => {
  test.each<[string, unknown, readonly string[]]>([
    ["a map", { team: "payments" }, ["wrong-type profile.tags"]],
    ["46", Array.from({ length: 46 }, (_, at) => ({ key: `k${at}`, value: "" })), ["out-of-bounds profile.tags"]],
    ["an empty key", tag(""), [`out-of-bounds ${KEY}`]],
    ["a key of 129 characters", tag("k".repeat(129)), [`out-of-bounds ${KEY}`]],
    ["a value of 257 characters", tag("k", "v".repeat(257)), [`out-of-bounds ${VALUE}`]],
    ["a value that is no text", tag("k", 4711), [`wrong-type ${VALUE}`]],
    ["no value", [{ key: "k" }], [`missing ${VALUE}`]],
    ["what AWS keeps to itself", tag("aws:cloudformation:stack-name"), [`not-allowed ${KEY}`]],
    ["the same in capitals", tag("AWS:x"), [`not-allowed ${KEY}`]],
    ["what makes subnets those of public load balancers", tag("kubernetes.io/role/elb", "1"), [`not-allowed ${KEY}`]],
    ["what hands machines to an autoscaler", tag("k8s.io/cluster-autoscaler/enabled"), [`not-allowed ${KEY}`]],
    ["the library's own", tag("portcullis:why"), [`not-allowed ${KEY}`]],
    ["the name of each resource", tag("name"), [`not-allowed ${KEY}`]],
    ["a sign that AWS does not take", tag("k", "a,b"), [`malformed ${VALUE}`]],
    ["a letter that not every service takes", tag("k", "é"), [`malformed ${VALUE}`]],
    ["a space at the end", tag("k "), [`malformed ${KEY}`]],
    ["a line break", tag("k", "a\nb"), [`malformed ${VALUE}`]],
    ["an expression of Terraform", tag("k", "${var.x}"), [`token ${VALUE}`]],
    ["a password by its name", tag("db-password", "hunter2"), [`not-allowed ${KEY}`]],
    ["an access key of AWS", tag("note", "AKIAIOSFODNN7EXAMPLE"), [`not-allowed ${VALUE}`]],
    ["a token of a forge", tag("note", `ghp_${"a1".repeat(18)}`), [`not-allowed ${VALUE}`]],
    ["a password in a URL", tag("source", "https://me:hunter2@git.example.com"), [`not-allowed ${VALUE}`]],
    ["one key twice, in whatever case", [...tag("Team"), ...tag("team")], ["duplicate profile.tags[1].key"]],
  ])("refuses %s", (_what, tags, expected) => {
    expect(wrong(tags)).toEqual(expected);
  });

  test("refuses a credential without repeating it", () => {
    const parsed = parseCluster({ ...CLOUD, profile: { ...CLOUD.profile, tags: tag("api-token", "hunter2") } });
    expect(parsed.ok).toBe(false);
    expect(JSON.stringify(parsed)).not.toContain("hunter2");
  });

  test("takes 45, keys and values to their bounds, and an empty value", () => {
    const most = Array.from({ length: 44 }, (_, at) => ({ key: `k${at}`, value: "" }));
    expect(wrong([...most, { key: "k".repeat(128), value: "v".repeat(256) }])).toEqual([]);
    expect(wrong([{ key: "cost center/owner", value: "Payments + Billing = a@b.example:1_2" }])).toEqual([]);
    expect(looksLikeCredential("tokenizer", "bpe")).toBe(false);
  });
});
