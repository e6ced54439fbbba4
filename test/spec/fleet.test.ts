import { defineCluster, defineFleet, InvalidCluster, parseFleet } from "portcullis";
import { payments, plant } from "../../apps/fleet/clusters";
import { CLOUD, DATA_CENTER } from "./examples";

function paths(inputs: readonly unknown[]): readonly string[] {
  const result = parseFleet(inputs);
  return result.ok ? [] : result.issues.map((issue) => `${issue.code} ${issue.path}`);
}

describe("a fleet", () => {
  test("is its clusters in the order given, described or already defined", () => {
    const fleet = defineFleet(DATA_CENTER, defineCluster(CLOUD));
    expect(fleet.map((cluster) => cluster.name)).toEqual(["plant-berlin", "payments-prod"]);
    expect(Object.isFrozen(fleet)).toBe(true);
    expect(defineFleet()).toEqual([]);
  });

  test("of the examples stands", () => {
    expect(defineFleet(payments, plant)).toEqual([payments, plant]);
  });

  test("refuses two clusters of one name, also of different profiles and also where the rest is broken", () => {
    expect(paths([CLOUD, { ...DATA_CENTER, name: CLOUD.name }])).toEqual(["duplicate clusters[1].name"]);
    expect(paths([CLOUD, { ...CLOUD, logs: null }, CLOUD])).toEqual([
      "wrong-type clusters[1].logs",
      "duplicate clusters[1].name",
      "duplicate clusters[2].name",
    ]);
  });

  test("refuses what is no list", () => {
    expect(parseFleet({ clusters: [CLOUD] })).toMatchObject({
      ok: false,
      issues: [{ code: "wrong-type", path: "clusters" }],
    });
    expect(parseFleet(null)).toMatchObject({ ok: false, issues: [{ code: "wrong-type", path: "clusters" }] });
  });

  test("refuses with the issues of all clusters at once", () => {
    expect(paths([{ ...CLOUD, name: "No" }, null, { ...DATA_CENTER, tenants: [] }])).toEqual([
      "malformed clusters[0].name",
      "wrong-type clusters[1]",
      "unresolved-name clusters[2].access[0].namespaces[0]",
    ]);
    expect(() => defineFleet(CLOUD, CLOUD)).toThrow(InvalidCluster);
    expect(() => defineFleet(CLOUD, CLOUD)).toThrow("this fleet cannot be used: 1 issue");
  });
});
