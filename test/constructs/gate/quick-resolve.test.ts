import { App, Fn, Lazy, TerraformStack, TerraformVariable, Token, propertyAccess } from "cdktf";
import values = require("cdktf/lib/_tokens");
import { resolvingQuickly } from "../../../lib/constructs/gate/cdktf-internals";
import { quickly, type Resolve } from "../../../lib/constructs/gate/quick-resolve";
import { anyCharacter, fc, runs } from "../../property";

const stack = new TerraformStack(new App(), "values");
const variable = new TerraformVariable(stack, "range", { type: "string" });
const slowly = (values as { resolve: Resolve }).resolve;
const lazily = (produce: () => unknown) => Lazy.anyValue({ produce });

/** What cdktf makes of a value, or the words with which it refuses. */
function outcomeOf(resolve: Resolve, value: unknown): unknown {
  try {
    return { value: resolve(stack, value) };
  } catch (error) {
    return { refused: error instanceof Error ? error.message : error };
  }
}

const texts = fc.oneof(
  fc.array(anyCharacter, { maxLength: 12 }).map((all) => all.join("")),
  fc.constantFrom(
    "${aws_vpc.main.id}",
    "$${not}",
    "%{if}",
    "1e300",
    "-8.1e+298",
    "4e5f",
    "a{TfToken[",
    "__proto__",
    "resolve",
    "",
  ),
);
/** Everything that stands for a value that comes later. */
const tokens = fc.constantFrom<() => unknown>(
  () => variable.stringValue,
  () => `before ${variable.stringValue} after ${variable.stringValue}`,
  () => variable.numberValue,
  () => `port ${variable.numberValue}`,
  () => variable.listValue,
  () => variable.value,
  () => Token.asNumberList(variable.value),
  () => Token.asStringMap(variable.value),
  () => Token.asNumberMap(variable.value),
  () => Token.asAnyMap(variable.value),
  () => Fn.join(",", [variable.stringValue, "x"]),
  () => propertyAccess(variable.value, ["a", 0]),
  () => lazily(() => ({ deep: [variable.stringValue, undefined, "1e300"] })),
  () => lazily(() => undefined),
);
/** What cdktf refuses or leaves as it is, and no description ever holds. */
const oddities = fc.constantFrom<() => unknown>(
  () => stack,
  () => () => "a function",
  () => new Date(0),
  () => Token.STRING_MAP_TOKEN_VALUE,
  () => Token.ANY_MAP_TOKEN_VALUE,
  () => Token.NUMBER_MAP_TOKEN_VALUE,
  () => Object.create(null) as unknown,
  () => Number.NaN,
  () => -Number.MAX_VALUE,
  () => Symbol.for("x"),
  () => 10n,
);
const made = (of: fc.Arbitrary<() => unknown>) => of.map((make) => make());
const plain = fc.oneof(texts, fc.integer(), fc.double(), fc.boolean(), fc.constantFrom(null, undefined));

const { anything } = fc.letrec((tie) => ({
  anything: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    { arbitrary: plain, weight: 6 },
    { arbitrary: made(tokens), weight: 3 },
    { arbitrary: fc.array(tie("anything"), { maxLength: 4 }), weight: 3 },
    { arbitrary: fc.dictionary(fc.oneof(texts, made(tokens).map(String)), tie("anything"), { maxKeys: 4 }), weight: 4 },
    { arbitrary: made(oddities), weight: 1 },
  ),
}));

test("what is resolved quickly is what cdktf makes of it, and refused in cdktf's words", () => {
  fc.assert(
    fc.property(anything, (value) => {
      expect(outcomeOf(quickly(slowly), value)).toStrictEqual(outcomeOf(slowly, value));
    }),
    { numRuns: runs(2_000) },
  );
});

test("a circle is refused in cdktf's words", () => {
  const circle: Record<string, unknown> = {};
  circle.again = [circle];
  const refusal = outcomeOf(slowly, circle);
  expect(refusal).toEqual({ refused: expect.stringContaining("circular") as string });
  expect(outcomeOf(quickly(slowly), circle)).toEqual(refusal);
});

test("what holds no token is never handed on", () => {
  const handed: unknown[] = [];
  const resolve = quickly((_scope, value) => handed.push(value));
  const value = { name: "plant", ports: [6443, 2379], tags: { "a/b": "c" }, none: undefined, user: "IyEvYmluL3NoCg==" };
  expect(resolve(stack, value)).toEqual({ name: "plant", ports: [6443, 2379], tags: { "a/b": "c" }, user: value.user });
  expect(handed).toEqual([]);
});

test("cdktf resolves by itself again afterwards, also when something failed", () => {
  const module = values as { resolve: Resolve };
  resolvingQuickly(() => expect(module.resolve).not.toBe(slowly));
  expect(module.resolve).toBe(slowly);
  expect(() =>
    resolvingQuickly(() => {
      throw new Error("broken");
    }),
  ).toThrow("broken");
  expect(module.resolve).toBe(slowly);
});
