import { certificateGroup, iamRole, oidcGroup, parseCluster, serviceAccount, serviceAccountTokens } from "portcullis";
import { secondsOf } from "../../lib/spec/instant";
import { briefly, changed, CLOUD, DATA_CENTER, EDGE } from "./examples";

const EVENING = "2026-12-01T18:00:00Z";
const MORNING = "2026-12-01T06:00:00Z";
const telemetry = { namespaces: ["telemetry"] };

/** A data-center with these entries of access beside its own two. */
function withAccess(...access: readonly unknown[]): unknown {
  return changed(DATA_CENTER, "access", [...DATA_CENTER.access, ...access]);
}
const one = (until: unknown) => withAccess({ who: oidcGroup("sre"), persona: "auditor", until });

describe("a moment", () => {
  test.each([
    [EVENING, 1_796_148_000],
    ["2001-09-09T01:46:40Z", 1_000_000_000],
    ["2028-02-29T00:00:00Z", 1_835_395_200],
    ["2099-12-31T23:59:59Z", 4_102_444_799],
  ])("%s is a second", (instant, second) => {
    expect(secondsOf(instant)).toBe(second);
  });

  test.each([
    ["a day", "2026-12-01"],
    ["another zone", "2026-12-01T18:00:00+01:00"],
    ["no zone", "2026-12-01T18:00:00"],
    ["parts of a second", "2026-12-01T18:00:00.5Z"],
    ["a day that there is not", "2026-02-30T18:00:00Z"],
    ["the thirtieth of February in a leap year", "2028-02-30T00:00:00Z"],
    ["an hour that there is not", "2026-12-01T24:00:00Z"],
    ["a minute that there is not", "2026-12-01T18:60:00Z"],
    ["another century", "2126-12-01T18:00:00Z"],
    ["nine digits of seconds", "2001-09-09T01:46:39Z"],
    ["seconds", "1796148000"],
    ["never", "never"],
    ["something after it", "2026-12-01T18:00:00Z\n"],
  ])("refuses %s", (_, instant) => {
    expect(secondsOf(instant)).toBeUndefined();
    expect(briefly(parseCluster(one(instant)))).toEqual(["malformed access[2].until"]);
  });

  test("refuses what is no text", () => {
    expect(briefly(parseCluster(one(1_796_148_000)))).toEqual(["wrong-type access[2].until"]);
  });
});

describe("a grant that ends", () => {
  test.each([
    ["alone", [{ who: oidcGroup("sre"), persona: "auditor", until: EVENING }]],
    [
      "beside less that holds for good",
      [
        { who: oidcGroup("sre"), persona: "viewer", ...telemetry },
        { who: oidcGroup("sre"), persona: "operator", until: EVENING },
      ],
    ],
    [
      "beside more that ends before",
      [
        { who: oidcGroup("sre"), persona: "viewer", ...telemetry, until: EVENING },
        { who: oidcGroup("sre"), persona: "operator", until: MORNING },
      ],
    ],
  ])("is accepted %s", (_, access) => {
    expect(briefly(parseCluster(withAccess(...access)))).toEqual([]);
  });

  test.each([
    [
      "the same for good, which contains it",
      [
        { who: oidcGroup("sre"), persona: "auditor" },
        { who: oidcGroup("sre"), persona: "auditor", until: EVENING },
      ],
      ["duplicate access[3]"],
    ],
    [
      "more for good, which contains it",
      [
        { who: oidcGroup("sre"), persona: "viewer", ...telemetry, until: EVENING },
        { who: oidcGroup("sre"), persona: "operator" },
      ],
      ["duplicate access[2]"],
    ],
    [
      "more that ends later",
      [
        { who: oidcGroup("sre"), persona: "viewer", ...telemetry, until: MORNING },
        { who: oidcGroup("sre"), persona: "operator", until: EVENING },
      ],
      ["duplicate access[2]"],
    ],
    [
      "the same with the same end",
      [
        { who: oidcGroup("sre"), persona: "auditor", until: EVENING },
        { who: oidcGroup("sre"), persona: "auditor", until: EVENING },
      ],
      ["duplicate access[3]"],
    ],
  ])("is refused beside %s", (_, access, issues) => {
    expect(briefly(parseCluster(withAccess(...access)))).toEqual(issues);
  });

  test("refuses it as the only one who comes by a method: the day after it is no way in", () => {
    const only = [DATA_CENTER.access[0], { who: certificateGroup("oncall"), persona: "recovery", until: EVENING }];
    expect(briefly(parseCluster(changed(DATA_CENTER, "access", only)))).toEqual([
      "one-way-in authentication.methods[1]",
    ]);
  });

  test.each([
    ["a malformed end", DATA_CENTER, "tomorrow", "malformed access[1].until"],
    ["an end of the wrong type", DATA_CENTER, 7, "wrong-type access[1].until"],
    ["an end at the edge, which has none", EDGE, EVENING, "not-on-this-profile access[1].until"],
    ["an end on Amazon EKS, which has none", CLOUD, EVENING, "not-on-this-profile access[1].until"],
  ] as const)("refuses %s once, and says nothing of ways in", (_, example, until, issue) => {
    const [first, second] = example.access;
    const input = changed(example, "access", [first, { ...second, until }]);
    expect(briefly(parseCluster(input))).toEqual([issue]);
  });

  test("refuses it what it refuses every grant: a second factor, tenants, who may hold it", () => {
    const methods = [...DATA_CENTER.authentication.methods, serviceAccountTokens()];
    const access = [
      { who: certificateGroup("sre"), persona: "operator", until: EVENING },
      { who: oidcGroup("sre"), persona: "viewer", namespaces: ["elsewhere"], until: EVENING },
      { who: serviceAccount("telemetry", "m"), persona: "auditor", until: EVENING },
    ];
    expect(briefly(parseCluster(changed(withAccess(...access), "authentication.methods", methods)))).toEqual([
      "unproven-mfa access[2].persona",
      "unresolved-name access[3].namespaces[0]",
      "not-allowed access[4].persona",
    ]);
  });

  test.each([
    ["Amazon EKS", CLOUD, iamRole("arn:aws:iam::123456789012:role/sre"), "Amazon EKS has no machine of yours"],
    ["the edge", EDGE, certificateGroup("sre"), "nothing on the machine of an edge cluster"],
  ])("refuses it on %s, by name and with the way out", (_, example, who, why) => {
    const result = parseCluster(changed(example, "access[2]", { who, persona: "recovery", until: EVENING }));
    expect(briefly(result)).toEqual(["not-on-this-profile access[2].until"]);
    expect(result.ok ? "" : result.issues[0]?.fix).toContain(why);
  });
});
