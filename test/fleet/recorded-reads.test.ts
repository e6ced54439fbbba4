import { recordReads, valuesOf } from "../../lib/fleet/recorded-reads";
import { payments, store } from "../../apps/fleet/clusters";

test("notes the fields that are read, those of the profile one by one", () => {
  const { spec, read } = recordReads(store);
  expect(spec.tenants).toBe(store.tenants);
  expect(spec.profile.kind).toBe("edge");
  expect([...read].sort()).toEqual(["profile.kind", "tenants"]);
});

test("notes a field that is looked for and not there", () => {
  const { spec, read } = recordReads(store);
  expect(spec.delivery).toBeUndefined();
  expect("personas" in spec).toBe(true);
  expect([...read].sort()).toEqual(["delivery", "personas"]);
  expect(valuesOf(store, ["delivery"])).not.toBe(valuesOf({ ...store, delivery: null } as never, ["delivery"]));
});

test("notes that fields were listed, for one more would be another list", () => {
  const { spec, read } = recordReads(store);
  expect({ ...spec }.name).toBe("store-lyon");
  expect(read.has("*")).toBe(true);
  const { delivery: _, ...more } = { ...store, extra: 1 } as never as typeof store;
  expect(valuesOf(more, ["*"])).not.toBe(valuesOf(store, ["*"]));
});

test("tells descriptions apart by what was read alone", () => {
  const named = { ...store, name: "store-nice" } as typeof store;
  expect(valuesOf(named, ["tenants", "profile.node"])).toBe(valuesOf(store, ["tenants", "profile.node"]));
  expect(valuesOf(named, ["name"])).not.toBe(valuesOf(store, ["name"]));
  expect(valuesOf(payments, ["profile.kind"])).not.toBe(valuesOf(store, ["profile.kind"]));
});

test("refuses to be changed", () => {
  const { spec } = recordReads(store);
  expect(() => Object.assign(spec, { name: "other" })).toThrow(TypeError);
});
