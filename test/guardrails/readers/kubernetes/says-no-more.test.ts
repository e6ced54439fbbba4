import { saysNoMore } from "../../../../lib/guardrails/readers/kubernetes/says-no-more";

const DEMANDS = ["object.a == variables.two", "object.b"];
const VARIABLES = [
  { name: "one", expression: "1" },
  { name: "two", expression: "variables.one + 1" },
];
const CONTRARY = "!((object.a == ((1) + 1)) && (object.b))";

test("the contrary of all demands says no more than they do", () => {
  expect(saysNoMore(CONTRARY, DEMANDS, VARIABLES)).toBe(true);
});

test.each([
  ["a demand less", "!((object.b))"],
  ["another value", "!((object.a == ((2) + 1)) && (object.b))"],
  ["either of them", "!((object.a == ((1) + 1)) || (object.b))"],
  ["something beside it", `${CONTRARY} && false`],
  ["a space", `${CONTRARY} `],
  ["nothing", ""],
  ["nothing of nothing", "!()"],
])("refuses to take it for no more with %s", (_, condition) => {
  expect(saysNoMore(condition, DEMANDS, VARIABLES)).toBe(false);
});

test("refuses to take it for no more where there is no demand", () => {
  expect(saysNoMore("!()", [], [])).toBe(false);
});

test.each(["namespaceObject.metadata.name == 'a'", "request.resource.resource == 'pods'", "variables.unknown"])(
  "refuses to take it for no more where conditions see something else: %s",
  (demand) => {
    expect(saysNoMore(`!((${demand}))`, [demand], [])).toBe(false);
  },
);
