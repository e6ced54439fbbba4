import { inSteps, parseQuantity } from "../../lib/spec/kubernetes-quantity";

function millis(text: string): bigint | undefined {
  const quantity = parseQuantity(text);
  return quantity === undefined ? undefined : inSteps(quantity, 1_000n);
}

describe("a Kubernetes quantity", () => {
  test.each([
    ["40", 40_000n],
    ["1500m", 1_500n],
    ["0.5", 500n],
    ["1.5k", 1_500_000n],
    ["2Ki", 2_048_000n],
    ["12e3", 12_000_000n],
    ["5E", 5_000_000_000_000_000_000_000n],
    ["25e-1", 2_500n],
    ["1000000u", 1_000n],
  ])("%s is read exactly", (text, expected) => {
    expect(millis(text)).toBe(expected);
  });

  test("that is no whole number of steps is none", () => {
    expect(millis("1u")).toBeUndefined();
    expect(millis("0.0005")).toBeUndefined();
  });

  test.each(["", "-1", "+1", "1 Gi", "1gi", "1GiB", "Gi", ".5", "1.", "1e", "1e999", "0x10", "1_000", "١", "1\n"])(
    "refuses %j",
    (text) => {
      expect(parseQuantity(text)).toBeUndefined();
    },
  );
});
