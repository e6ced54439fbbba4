import type { PlainData } from "../../lib/spec/parse/plain-data";
import { OVERRIDABLE } from "../../lib/fleet-file/overridable";
import { withDefaults } from "../../lib/fleet-file/with-defaults";

const source = (cidr: string, why = "office") => ({ cidr, why });
const grant = (group: string) => ({ who: { method: "oidc", group }, persona: "viewer", namespaces: ["a"] });

/** For every field that may be overridden: a default, what is tighter, and what is looser or nobody can compare. */
const CASES: Readonly<Record<string, readonly [PlainData, readonly PlainData[], readonly PlainData[]]>> = {
  kubernetesVersion: ["1.35", ["1.36"], ["1.34", "1.99", 1.36, null]],
  "apiServer.reachableFrom": [
    [source("10.8.0.0/17"), source("10.8.128.0/17")],
    [[], [source("10.8.1.0/24", "one floor")], [source("10.8.0.0/16")]],
    [
      [source("10.0.0.0/8")],
      [source("10.9.0.0/24")],
      [source("nonsense")],
      [source("fd00::/64")],
      "10.8.1.0/24",
      [null],
    ],
  ],
  "authentication.methods": [
    [{ method: "aws-iam" }, { method: "client-certificate" }],
    [[{ method: "aws-iam" }]],
    [[{ method: "aws-iam", more: 1 }], [{ method: "oidc" }], {}],
  ],
  access: [
    [grant("a"), grant("b")],
    [[grant("b")], []],
    [[grant("c")], [{ ...grant("a"), persona: "operator" }], null],
  ],
  personas: [[{ name: "a" }], [[]], [[{ name: "b" }]]],
  tenants: [[{ name: "a" }], [[]], [[{ name: "b" }]]],
  "logs.retentionDays": [500, [501], [499, "600", null]],
  "logs.forwardTo.minimumTlsVersion": ["1.2", ["1.3"], ["1.1", "1.4", 1.3]],
  "logs.forwardTo.bufferMiB": [4096, [8192], [1024]],
  "logs.forwardTo.pods.reachedAt": [["10.30.4.0/28"], [["10.30.4.0/30"]], [["10.30.0.0/16"], ["10.30.4.16/28"]]],
  "logs.audit.record": [[{ group: "apps" }], [[{ group: "batch" }, { group: "apps" }]], [[], [{ group: "batch" }]]],
  "logs.audit.webhook.bufferEvents": [10_000, [20_000], [9_999]],
  "logs.audit.diskMiB": [2048, [4096], [1200]],
  "admission.images.registries": [["a.example.com", "b.example.com"], [["a.example.com"], []], [["c.example.com"]]],
  "admission.exceptions": [[{ name: "a" }], [[]], [[{ name: "b" }]]],
  "admission.plugins": [["AlwaysPullImages"], [["DenyServiceExternalIPs", "AlwaysPullImages"]], [[]]],
  "admission.warnOnly": [[{ policy: "a" }, { policy: "b" }], [[], [{ policy: "b" }]], [[{ policy: "c" }]]],
  "breakGlass.people": [["alice", "bob"], [["bob"]], [["alice", "bob", "eve"]]],
  "breakGlass.longestMinutes": [30, [10], [31, "10"]],
  attributeRules: [[{ attribute: "a" }], [[{ attribute: "a" }, { attribute: "b" }]], [[], [{ attribute: "b" }]]],
  abac: [[{ namespace: "a" }], [[]], [[{ namespace: "b" }]]],
  "profile.minimumTlsVersion": ["1.2", ["1.3"], ["1.1"]],
  "profile.sshReachableFrom": [[source("10.9.0.0/28")], [[], [source("10.9.0.1/32")]], [[source("10.9.0.0/24")]]],
  "profile.nodeRanges": [["10.40.0.0/24"], [["10.40.0.0/25"]], [["10.40.0.0/23"]]],
  "profile.registryMirrors": [["https://a.example.com"], [[]], [["https://b.example.com"]]],
  "profile.auditDiskMiB": [2048, [4096], [1200]],
  "profile.network.egress": [{ mode: "nat", why: "updates" }, [{ mode: "none" }], [{ mode: "nat", why: "else" }, null]],
  "profile.network.awsServices": [[{ service: "sts" }], [[]], [[{ service: "sqs" }]]],
  "profile.logArchive.retentionDays": [500, [1000], [400]],
  "profile.logArchive.readableBy": [["arn:a"], [[]], [["arn:b"]]],
};

function nested(path: string, value: PlainData): PlainData {
  return path.split(".").reduceRight<PlainData>((inner, key) => ({ [key]: inner }), value);
}

function problemsOf(path: string, byDefault: PlainData, own: PlainData): readonly string[] {
  return withDefaults(nested(path, byDefault), nested(path, own)).problems.map((problem) => problem.path.join("."));
}

test("every field that may be overridden has its cases", () => {
  expect(Object.keys(CASES).sort()).toEqual([...OVERRIDABLE.keys()].sort());
});

describe.each(Object.entries(CASES))("%s", (path, [byDefault, tighter, looser]) => {
  test("takes the default itself, and what is tighter", () => {
    for (const own of [byDefault, ...tighter]) {
      expect(problemsOf(path, byDefault, own)).toEqual([]);
      expect(withDefaults(nested(path, byDefault), nested(path, own)).data).toEqual(nested(path, own));
    }
  });

  test("refuses what is looser, and what nobody can compare", () => {
    for (const own of looser) expect(problemsOf(path, byDefault, own)).toEqual([path]);
  });
});

describe("every other field", () => {
  test.each<readonly [string, PlainData, PlainData]>([
    ["baseline", 1, 2],
    ["profile.kind", "cloud", "edge"],
    ["profile.podNetwork", "calico-vxlan", "none"],
    ["admission.eventRateLimits", [{ qps: 50 }], [{ qps: 10 }]],
    ["patches", [{ reason: "a" }], []],
    ["logs.forwardTo.endpoint", "https://a.example.com", "https://b.example.com"],
    ["fieldOfTomorrow", true, false],
    ["fieldOfTomorrow", { a: [1] }, { a: [] }],
    ["logs", { retentionDays: 500 }, null],
    ["logs", { retentionDays: 500 }, []],
  ])("refuses another value than the default's: %s", (path, byDefault, own) => {
    expect(problemsOf(path, byDefault, own)).toHaveLength(1);
    expect(problemsOf(path, byDefault, byDefault)).toEqual([]);
  });

  test("may be added where the defaults say nothing", () => {
    expect(withDefaults({ logs: {} }, { logs: { retentionDays: 365 }, abac: [] })).toMatchObject({
      data: { logs: { retentionDays: 365 }, abac: [] },
      problems: [],
    });
  });
});
