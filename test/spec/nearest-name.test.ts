import { nearestName } from "../../lib/spec/nearest-name";

describe("the nearest name", () => {
  const known = ["apiServer", "authentication", "access", "tenants"];

  test.each([
    ["apiSever", "apiServer"],
    ["api_server", "apiServer"],
    ["APISERVER", "apiServer"],
    ["tenant", "tenants"],
    ["authenticaton", "authentication"],
  ])("to %s is %s", (name, meant) => {
    expect(nearestName(name, known)).toBe(meant);
  });

  test("is none when nothing is near, nothing is known, or the name is no name", () => {
    expect(nearestName("network", known)).toBeUndefined();
    expect(nearestName("x", [])).toBeUndefined();
    expect(nearestName("a".repeat(1_000_000), known)).toBeUndefined();
  });
});
