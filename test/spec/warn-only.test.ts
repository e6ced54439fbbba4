import { parseCluster } from "portcullis";
import { admissionPolicies } from "../../lib/pillars/admission/policies";
import { WARNABLE_POLICIES } from "../../lib/spec/admission-spec";
import { briefly, changed, CLOUD, DATA_CENTER, EDGE } from "./examples";

const FROM = "2026-12-01T08:00:00Z";
const why = "teams move to digests by the end of January";
const entry = { policy: "images-by-digest", from: FROM, until: "2027-01-31T18:00:00Z", why };

const issuesOf = (warnOnly: unknown, cluster: Parameters<typeof changed>[0] = DATA_CENTER) =>
  briefly(parseCluster(changed(cluster, "admission", { warnOnly })));

describe("a policy that only warns for a while", () => {
  test.each([
    ["on Amazon EKS", CLOUD],
    ["on one's own machines", DATA_CENTER],
    ["at the edge", EDGE],
  ])("is taken %s", (_, cluster) => {
    expect(issuesOf([entry], cluster)).toEqual([]);
  });

  test("may do so for 92 days", () => {
    expect(issuesOf([{ ...entry, until: "2027-03-03T08:00:00Z" }])).toEqual([]);
    expect(issuesOf([{ ...entry, until: "2027-03-03T08:00:01Z" }])).toEqual([
      "out-of-bounds admission.warnOnly[0].until",
    ]);
  });

  test.each([
    ["one that ends when it begins", { until: FROM }, "out-of-bounds admission.warnOnly[0].until"],
    ["one that ends before", { until: "2026-11-30T00:00:00Z" }, "out-of-bounds admission.warnOnly[0].until"],
    ["a day for a moment", { until: "2027-01-31" }, "malformed admission.warnOnly[0].until"],
    ["another zone", { from: "2026-12-01T08:00:00+01:00" }, "malformed admission.warnOnly[0].from"],
    ["no end", { until: undefined }, "missing admission.warnOnly[0].until"],
    ["no beginning", { from: undefined }, "missing admission.warnOnly[0].from"],
    ["no reason", { why: "later" }, "out-of-bounds admission.warnOnly[0].why"],
    ["a policy that nobody knows", { policy: "nice-labels" }, "not-allowed admission.warnOnly[0].policy"],
    [
      "a guard of which a missing one is refused all the same",
      { policy: "quota-present" },
      "not-allowed admission.warnOnly[0].policy",
    ],
    [
      "what holds an emergency to its hour",
      { policy: "break-glass-makes-nothing" },
      "not-allowed admission.warnOnly[0].policy",
    ],
    [
      "a policy that the cluster has not",
      { policy: "people-have-attributes" },
      "not-allowed admission.warnOnly[0].policy",
    ],
    [
      "a policy of registries without any",
      { policy: "images-from-listed-registries" },
      "not-allowed admission.warnOnly[0].policy",
    ],
  ])("refuses %s", (_, change, issue) => {
    expect(issuesOf([{ ...entry, ...change }])).toEqual([issue]);
  });

  test("refuses one policy twice", () => {
    expect(issuesOf([entry, { ...entry, until: "2027-01-01T00:00:00Z" }])).toEqual([
      "duplicate admission.warnOnly[1].policy",
    ]);
  });
});

test("every policy may, but those that say why not", () => {
  const all = admissionPolicies({
    ...{ platform: "kubeadm", registries: [], exceptions: [], logForwarder: true, breakGlass: true },
    attributes: { rules: [], recoveryGroups: [], recoveryUsers: [] },
  });
  const never = [
    "break-glass-makes-nothing",
    "default-deny-present",
    "default-limits-present",
    "log-forwarder-alone",
    "quota-present",
  ];
  expect([...WARNABLE_POLICIES, ...never].sort()).toEqual(all.map(({ name }) => name).sort());
});
