import { formatSummary, type SummaryInput } from "../../lib/evidence/summary";
import type { Finding } from "../../lib/guardrails/finding";
import { type Holder, holdersOf } from "../../lib/guardrails/holders";
import type { Judgement, Opening } from "../../lib/guardrails/judgement";
import { sizeForwarding } from "../../lib/spec/forwarding-size";
import { expectGolden } from "../golden";

const CLOUD = "stacks/payments-prod/cdk.tf.json";
const PLANT = "stacks/plant-berlin/cdk.tf.json";

function opening(document: string, ports: string, from: string, reason: string, path = "a"): Opening {
  return {
    place: { document, path },
    filter: document === CLOUD ? "security group" : "host firewall",
    ports,
    from,
    reason,
  };
}

function holder(document: string, who: string, method: string, holds: string, where: string | undefined): Holder {
  return { place: { document, path: "a" }, who, method, holds, where };
}

const judgement: Judgement = {
  documents: [CLOUD, "payments-prod (manifests)", PLANT],
  findings: [],
  openings: [
    opening(CLOUD, "tcp 443", "10.8.0.0/16", "corporate VPN"),
    opening(CLOUD, "tcp 10250", "members of aws_security_group.cluster", "the API server asks kubelets", "b"),
    opening(PLANT, "tcp 6443", "10.41.0.0/16", "plant office network"),
    opening(PLANT, "tcp 22", "10.41.9.0/28", "administrators' bastion", "b"),
    opening(PLANT, "tcp 22", "10.41.9.0/28", "administrators' bastion", "c"),
  ],
  holders: [
    holder("payments-prod (manifests)", "oidc:dev", "OpenID Connect with MFA", "developer", "namespace payments"),
    holder("payments-prod (manifests)", "portcullis:recovery", "AWS IAM", "recovery", "the whole cluster"),
    holder(CLOUD, "arn:aws:iam::123456789012:role/oncall", "AWS IAM", "portcullis:recovery", undefined),
    holder(PLANT, "cert:oncall (user)", "client certificate", "recovery", "the whole cluster"),
  ],
  warnings: [],
  tallies: [
    { rule: "closed-to-the-world", pass: 6, fail: 0, notApplicable: 1, unknown: 0 },
    { rule: "secrets-encrypted", pass: 1, fail: 0, notApplicable: 0, unknown: 0 },
    { rule: "no-host-access", pass: 0, fail: 0, notApplicable: 0, unknown: 0 },
  ],
  allowed: [],
  unusedAllowances: [],
  waived: [],
};

const run: SummaryInput = {
  clusters: [
    { name: "payments-prod", documents: [CLOUD, "payments-prod (manifests)"] },
    { name: "plant-berlin", documents: [PLANT] },
  ],
  judgement,
  files: [
    { path: "cdktf.out/stacks/payments-prod/cdk.tf.json", bytes: 31_842 },
    { path: "dist/payments-prod.k8s.yaml", bytes: 812 },
  ],
  seconds: 1.234,
};

function summaryOf(change: Partial<Judgement>, rest: Partial<SummaryInput> = {}): string {
  return formatSummary({ ...run, judgement: { ...judgement, ...change }, ...rest });
}

function finding(rule: string, verdict: Finding["verdict"] = "fail"): Finding {
  return { rule, verdict, title: "", place: { document: CLOUD, path: "a" }, got: "", message: "", why: "", fix: "" };
}

describe("what is forwarded", () => {
  const load = { auditEventsPerSecond: 2, containerLinesPerSecond: 5, outageHours: 168, uplinkKilobitsPerSecond: 1000 };
  const forwarding = (logs: SummaryInput["clusters"][number]["logs"]) =>
    summaryOf({}, { clusters: [{ name: "plant-berlin", documents: [PLANT], logs }] });

  test("is said with what an outage takes and how long it drains, by the formula", () => {
    const text = forwarding({ forwardTo: { to: "otlp", bufferMiB: 20_480, load } });
    const { bufferMiB, drainHours } = sizeForwarding(load);
    expect(text).toContain("forwards to otlp; at most 20480 MiB wait on each machine");
    expect(text).toContain(`an outage of 168 h takes ${bufferMiB} MiB, and ${drainHours.toFixed(1)} h afterwards`);
    expect(text).not.toContain("NOT VALIDATED");
  });

  test("says where no load is described, and where nothing is forwarded", () => {
    expect(forwarding({ forwardTo: { to: "loki" } })).toMatch(/at most 4096 MiB[\s\S]*no load is described/);
    expect(forwarding({})).toContain("forwards nothing: records stay where they were made");
    expect(forwarding(undefined)).not.toContain("forwards");
  });

  test.each(["splunk", "cloudwatch", "s3"] as const)("names what no Collector has read: %s", (to) => {
    expect(forwarding({ forwardTo: { to, load } })).toContain(`NOT VALIDATED: no Collector that knows ${to} has read`);
  });
});

test("a clean run is as in the golden file", () => {
  expectGolden("evidence/summary.txt", formatSummary(run));
});

test("identical openings stand once, with their number; those that differ in anything stand apart", () => {
  const text = formatSummary(run);
  expect(text.match(/administrators' bastion/g)).toHaveLength(1);
  expect(text).toContain("administrators' bastion (2 times)");
  const apart = summaryOf({
    openings: [...judgement.openings, opening(PLANT, "tcp 22", "10.41.9.0/28", "another reason")],
  });
  expect(apart).toContain("another reason");
});

test("a cluster that opens nothing says so", () => {
  expect(summaryOf({ openings: [] }).match(/opens nothing/g)).toHaveLength(2);
});

test("refuses to say that a cluster opens nothing when a document of it was not judged", () => {
  const text = summaryOf({ documents: [CLOUD], openings: [] });
  expect(text).toContain(`${PLANT} was NOT JUDGED`);
  expect(text).toContain("payments-prod (manifests) was NOT JUDGED");
  expect(text).not.toContain("opens nothing");
});

test("refuses to leave out an opening because its document belongs to no cluster", () => {
  const text = summaryOf({
    openings: [...judgement.openings, opening("stray.tf.json", "tcp 1", "10.0.0.0/8", "who knows")],
  });
  expect(text).toMatch(/Other documents\n(.*\n)*.*tcp 1 .*who knows/);
});

test("findings are counted by rule, and what is unknown or crashed is told apart", () => {
  const text = summaryOf({ findings: [finding("a"), finding("b", "unknown"), finding("a"), finding("b", "crashed")] });
  expect(text).toContain("Findings: 4\n  a  2 wrong\n  b  1 that nobody can know, 1 where the rule failed\n");
  expect(text).not.toContain("none");
});

test("refuses to pass over rules that had nothing to judge, and a run without any rule", () => {
  expect(formatSummary(run)).toContain("with nothing to judge: no-host-access");
  expect(summaryOf({ tallies: [] })).toContain("Rules: NONE ran");
});

test("refuses to call a run clean in which nothing was judged", () => {
  expect(summaryOf({ documents: [], openings: [] })).toContain("Findings: none, for NOTHING WAS JUDGED");
});

test("every allowance is repeated with its reason, and one without use is named", () => {
  const allowance = { name: "module.dns", why: "public zone of the website, no path to the cluster" };
  const text = summaryOf({
    allowed: [{ allowance, what: "module", place: { document: CLOUD, path: "module.dns" } }],
    unusedAllowances: [{ name: "module.dsn", why: "a typing mistake of somebody" }],
  });
  expect(text).toContain("module.dns  module  public zone of the website, no path to the cluster");
  expect(text).toContain("module.dsn  matches nothing");
});

test("refuses to let text from a document reach the terminal as anything but letters", () => {
  const hostile = "\u001b[2J\u202ereversed\nFindings: none\u0007";
  const text = summaryOf({
    findings: [finding("a")],
    openings: [opening(CLOUD, `tcp${hostile}`, hostile, hostile)],
  });
  expect(text.replaceAll("\n", "")).not.toMatch(/[\p{Cc}\p{Cf}]/u);
  expect(text).not.toMatch(/^Findings: none/m);
});

test("long reasons are wrapped under themselves within a hundred columns", () => {
  const reason = "because of the very long story that ".repeat(5).trim();
  const lines = summaryOf({ openings: [opening(CLOUD, "tcp 443", "10.8.0.0/16", reason)] }).split("\n");
  expect(Math.max(...lines.map((line) => line.length))).toBeLessThanOrEqual(100);
  expect(lines.filter((line) => line.includes("long story")).length).toBeGreaterThan(1);
});

test("no line ends in blanks", () => {
  expect(formatSummary(run)).not.toMatch(/ \n/);
});

test("an IAM role stands with what its group is bound to, and the group by itself no more", () => {
  const text = formatSummary(run);
  expect(text).toMatch(/arn:aws:iam::123456789012:role\/oncall +AWS IAM +recovery +the whole cluster/);
  expect(text).not.toContain("portcullis:recovery");
});

test("an IAM role whose group nobody binds is said to hold nothing", () => {
  const text = summaryOf({
    holders: [holder(CLOUD, "arn:aws:iam::1:role/x", "AWS IAM", "portcullis:recovery", undefined)],
  });
  expect(text).toContain("nothing: nobody binds portcullis:recovery");
});

test("refuses to leave out somebody because his document belongs to no cluster", () => {
  const text = summaryOf({
    holders: [holder("elsewhere", "oidc:stranger", "OpenID Connect with MFA", "viewer", "namespace x")],
  });
  expect(text).toContain("oidc:stranger");
});

test("refuses to say that nobody gets in when a document was not judged", () => {
  const text = summaryOf({ documents: [CLOUD], openings: [], holders: [] });
  expect(text).not.toContain("lets in nobody");
  expect(summaryOf({ holders: [] })).toContain("lets in nobody by a persona");
});

const methodOf = (name: string) =>
  holdersOf({
    kind: "role-binding",
    place: { document: PLANT, path: "a" },
    ours: true,
    bindingKind: "ClusterRoleBinding",
    name: "portcullis:auditor",
    namespace: "",
    role: "ClusterRole/portcullis:auditor",
    subjects: [{ kind: "Group", name, namespace: "" }],
    until: undefined,
    grants: undefined,
  }).map(({ method }) => method);

test("tells the method of whoever comes by a provider with a name, and of nobody who only looks like it", () => {
  expect(methodOf("oidc:audit")).toEqual(["OpenID Connect with MFA"]);
  expect(methodOf("oidc-partners:audit")).toEqual(["OpenID Connect with MFA"]);
  expect(methodOf("oidc-Partners:audit")).toEqual(["unknown"]);
  expect(methodOf("ldap:oidc:audit")).toEqual(["unknown"]);
});

test.each([
  ["portcullis:certificate-approver", "certificate of a control-plane machine"],
  ["portcullis:break-glass", "certificate of an hour, by command"],
  ["portcullis:platform-engineer", "AWS IAM"],
])("tells by which method %s gets in: a machine of a data center not by AWS IAM", (name, method) => {
  expect(methodOf(name)).toEqual([method]);
});

test("refuses to leave out whoever is bound to another role than a persona's: the API server, where it asks kubelets", () => {
  const holders = holdersOf({
    kind: "role-binding",
    place: { document: PLANT, path: "a" },
    ours: true,
    bindingKind: "ClusterRoleBinding",
    name: "portcullis:kubelet-client",
    namespace: "",
    role: "ClusterRole/system:kubelet-api-admin",
    subjects: [{ kind: "Group", name: "portcullis:kubelet-client", namespace: "" }],
    until: undefined,
    grants: undefined,
  });
  expect(holders.map(({ who, method, holds, where }) => [who, method, holds, where])).toEqual([
    ["portcullis:kubelet-client", "certificate of the API server", "system:kubelet-api-admin", "the whole cluster"],
  ]);
});

test.each([
  ["1796148000", "the whole cluster, until 2026-12-01T18:00:00Z"],
  ["for ever", "the whole cluster, until for ever"],
  [undefined, "the whole cluster"],
])("tells until when somebody holds it: %s", (until, where) => {
  const holders = holdersOf({
    kind: "role-binding",
    place: { document: PLANT, path: "a" },
    ours: true,
    bindingKind: "ClusterRoleBinding",
    name: "portcullis:auditor:until-1796148000",
    namespace: "",
    role: "ClusterRole/portcullis:auditor",
    subjects: [{ kind: "Group", name: "oidc:audit", namespace: "" }],
    until,
    grants: undefined,
  });
  expect(holders.map((holder) => holder.where)).toEqual([where]);
});
