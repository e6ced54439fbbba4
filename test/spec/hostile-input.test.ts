import { runInNewContext } from "node:vm";
import { PROVING } from "../proving";
import { fc, runs } from "../property";
import { type Issue, parseCluster } from "portcullis";
import { briefly, CLOUD, changed, DATA_CENTER, EDGE, LARGER_DATA_CENTER } from "./examples";

function issuesOf(input: unknown): readonly Issue[] {
  const result = parseCluster(input);
  return result.ok ? [] : result.issues;
}

/** The places of all texts of a description, as an issue writes them. */
function textPlaces(value: unknown, place = ""): readonly string[] {
  if (typeof value === "string") return [place];
  if (Array.isArray(value)) return value.flatMap((element, index) => textPlaces(element, `${place}[${index}]`));
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value).flatMap(([key, part]) => textPlaces(part, place === "" ? key : `${place}.${key}`));
}

/** Terraform's spelling of an expression inside a text. */
function expression(body: string): string {
  return `\${${body}}`;
}

/** What ends a string or begins an expression somewhere. */
const INJECTIONS = [
  expression("var.x"),
  expression("TfToken[TOKEN.0]"),
  "%{ if true }",
  '"',
  "'",
  "`",
  "\\",
  "\n",
  "\r\n",
  "\0",
  "\u001b[2J",
  "\u2028",
  "\u202e",
  "\ufeff",
  "\ud800",
  "“",
];
/** In the middle; and a line break at the end too, where a pattern's `$` would let it pass. */
const HOSTILE_TEXTS = [...INJECTIONS.map((injection) => `abc${injection}def`), "abc\n"];
/** An eighth of them at one place, another at the next; all of them at every place where there is time. */
const textsAt = (turn: number) => HOSTILE_TEXTS.filter((_, index) => PROVING || (index + turn) % 8 === 0);
const TOKENS = [expression("TfToken[TOKEN.7]"), `a${expression("aws_vpc.main.cidr")}`, "#{TfToken[TOKEN.0]}"];
const WRONG_TYPES = [7, true, null, [], {}];
/** One of them at one place, the next at the next. */
const partAt = <Value>(turn: number, all: readonly Value[]) =>
  all.filter((_, index) => PROVING || index === turn % all.length);
const numbered = (places: readonly string[]) => places.map((place, turn) => [place, turn] as const);
const VISIBLE = /^[^\p{C}\p{Zl}\p{Zp}]*$/u;

const EXAMPLES = [
  ["cloud", CLOUD],
  ["data-center", DATA_CENTER],
  ["edge", EDGE],
] as const;

/** Each with the places that no example before it has: what is shared is the same code, and stands in each of them. */
const SUBJECTS = [...EXAMPLES, ["larger data-center", LARGER_DATA_CENTER] as const].map(
  ([name, example], index, all) => {
    const before = new Set(all.slice(0, index).flatMap(([, other]) => textPlaces(other)));
    return [name, example, textPlaces(example).filter((place) => !before.has(place))] as const;
  },
);

test.each(EXAMPLES)("every text of a %s cluster is found", (_, example) => {
  const places = textPlaces(example);
  expect(places).toEqual(
    expect.arrayContaining(["name", "profile.kind", "apiServer.reachableFrom[0].why", "access[1].persona"]),
  );
  expect(places.length).toBeGreaterThan(20);
});

describe.each(SUBJECTS)("every text of a %s cluster", (_, example, places) => {
  test.each(numbered(places))(
    "refuses expressions, quotes, line breaks and invisible characters at %s",
    (place, turn) => {
      for (const text of textsAt(turn)) {
        const issues = issuesOf(changed(example, place, text));
        if (!issues.some((issue) => issue.path === place))
          expect({ text, issues }).toEqual({ text, issues: "one here" });
        // What is printed is visible, one line a part.
        const printed = issues.map((issue) => `${issue.path}${issue.got}${issue.expected}${issue.fix}`).join("");
        if (!VISIBLE.test(printed)) expect(printed).toMatch(VISIBLE);
      }
    },
  );

  test.each(numbered(places))("refuses a token at %s as a token", (place, turn) => {
    for (const token of partAt(turn, TOKENS)) {
      expect(briefly(parseCluster(changed(example, place, token)))).toEqual([`token ${place}`]);
    }
  });

  test.each(numbered(places))("refuses a number, true, null, a list or an object at %s", (place, turn) => {
    for (const value of partAt(turn, WRONG_TYPES)) {
      expect(issuesOf(changed(example, place, value)).map((issue) => `${issue.code} ${issue.path}`)).toContain(
        `wrong-type ${place}`,
      );
    }
  });
});

describe("tokens", () => {
  test("are refused where a list, a number, a section or a key is expected", () => {
    const list = ["#{TfToken[TOKEN.0]}"];
    expect(briefly(parseCluster(changed(CLOUD, "profile.network.zones", list)))).toEqual([
      "token profile.network.zones[0]",
    ]);
    expect(briefly(parseCluster(changed(DATA_CENTER, "profile.nodeRanges", list)))).toEqual([
      "token profile.nodeRanges[0]",
    ]);
    expect(briefly(parseCluster(changed(CLOUD, "logs.retentionDays", -1.8881545897087626e289)))).toEqual([
      "token logs.retentionDays",
    ]);
    expect(briefly(parseCluster(changed(CLOUD, "tenants", expression("TfToken[TOKEN.1]"))))).toEqual(["token tenants"]);
    expect(briefly(parseCluster(changed(CLOUD, "access", expression("TfToken[TOKEN.1]"))))).toEqual(["token access"]);
    expect(briefly(parseCluster(changed(CLOUD, "apiServer", { resolve: () => [], creationStack: [] })))).toEqual([
      "token apiServer",
    ]);
    expect(briefly(parseCluster({ ...CLOUD, [expression("TfToken[TOKEN.2]")]: 1 }))).toEqual(["token "]);
    expect(briefly(parseCluster(expression("TfToken[TOKEN.3]")))).toEqual(["token "]);
  });
});

describe("what is no description", () => {
  test.each([
    undefined,
    null,
    true,
    7,
    "cluster",
    [],
    [CLOUD],
    Symbol("x"),
    7n,
    () => CLOUD,
    new Date(0),
    new Map(),
    Number.NaN,
  ])("refuses %p", (input) => {
    expect(issuesOf(input)).toHaveLength(1);
    expect(issuesOf(input)[0]?.path).toBe("");
  });

  class Profile {
    readonly kind = "cloud";
    readonly region = "eu-central-1";
  }
  const cyclic: { [key: string]: unknown } = { ...CLOUD };
  cyclic.logs = cyclic;
  const deep = JSON.parse(`${'{"logs":'.repeat(5000)}1${"}".repeat(5000)}`);
  const inheriting = Object.assign(Object.create({ retentionDays: 400 }), {});
  const revoked = Proxy.revocable({}, {});
  revoked.revoke();

  test.each<readonly [string, unknown, string, string]>([
    ["an instance of a class", { ...CLOUD, profile: new Profile() }, "profile", "an instance of Profile"],
    [
      "a getter",
      {
        ...CLOUD,
        get name() {
          return "a";
        },
      },
      "name",
      "a property that is computed (a getter)",
    ],
    [
      "a getter in a list",
      { ...CLOUD, tenants: Object.defineProperty([1], 0, { get: () => 1 }) },
      "tenants[0]",
      "a property that is computed (a getter)",
    ],
    ["an object that contains itself", cyclic, "logs", "an object that contains itself"],
    ["a deep object", { ...CLOUD, logs: deep }, `logs${".logs".repeat(16)}`, "a value nested too deeply"],
    ["a long list", { ...CLOUD, tenants: Array(1_000_000).fill(1) }, "tenants", "a list of 1000000"],
    ["a list of holes", { ...CLOUD, tenants: Array(4_294_967_295) }, "tenants", "a list of 4294967295"],
    [
      "an object of many keys",
      { ...CLOUD, logs: Object.fromEntries(Array.from({ length: 101 }, (_, key) => [`k${key}`, 1])) },
      "logs",
      "an object with 101 keys",
    ],
    ["a long text", { ...CLOUD, name: "a".repeat(1_000_000) }, "name", "a text of 1000000 characters"],
    ["a NUL", { ...CLOUD, name: "a\0" }, "name", '"a\\u0000"'],
    [
      "the key __proto__",
      JSON.parse('{"logs":{"__proto__":{"retentionDays":400}}}').logs,
      "__proto__",
      'the key "__proto__"',
    ],
    ["inherited fields", { ...CLOUD, logs: inheriting }, "logs", "an instance of a class"],
    ["a symbol as a key", { ...CLOUD, logs: { [Symbol("x")]: 1 } }, "logs", "a key that is a symbol"],
    ["a proxy that cannot be read", { ...CLOUD, logs: revoked.proxy }, "logs", "an object that cannot be read"],
    ["infinity", { ...CLOUD, logs: { retentionDays: Number.POSITIVE_INFINITY } }, "logs.retentionDays", "Infinity"],
    ["a date", { ...CLOUD, logs: new Date(0) }, "logs", "an instance of Date"],
    ["a function", { ...CLOUD, name: () => "x" }, "name", "a function"],
  ])("refuses %s, in words", (_, input, path, got) => {
    expect(issuesOf(input)).toContainEqual(expect.objectContaining({ path, got }));
  });

  test("refuses more values than any cluster has", () => {
    const list = Array(1_000).fill(Array(1_000).fill(1));
    expect(issuesOf({ ...CLOUD, tenants: list })).toEqual([
      expect.objectContaining({ code: "out-of-bounds", path: "" }),
    ]);
  });

  test("refuses what a proxy shows only once: the values that are checked are the values that are used", () => {
    let reads = 0;
    const changing = new Proxy(CLOUD.apiServer, {
      getOwnPropertyDescriptor: (target, key) => {
        const descriptor = Reflect.getOwnPropertyDescriptor(target, key);
        if (key === "reachableFrom") reads += 1;
        return descriptor && reads > 1
          ? { ...descriptor, value: [{ cidr: "0.0.0.0/0", why: "surprise" }] }
          : descriptor;
      },
    });
    const result = parseCluster({ ...CLOUD, apiServer: changing });
    expect(result.ok && result.cluster.apiServer).toEqual(CLOUD.apiServer);
  });

  test("is not an object of another realm: YAML and JSON may be parsed anywhere", () => {
    const foreign: unknown = runInNewContext(`(${JSON.stringify(CLOUD)})`);
    expect(parseCluster(foreign)).toEqual(parseCluster(CLOUD));
    expect(parseCluster(Object.assign(Object.create(null), CLOUD)).ok).toBe(true);
  });
});

describe("anything at all", () => {
  const hostile = fc.oneof(
    fc.jsonValue(),
    fc.anything({ withBigInt: true, withDate: true, withMap: true, withNullPrototype: true, withSparseArray: true }),
  );

  test("is answered with a cluster or with issues, never with a crash", () => {
    fc.assert(
      fc.property(hostile, (input) => {
        const result = parseCluster(input);
        expect(result.ok ? 1 : result.issues.length).toBeGreaterThan(0);
      }),
      { numRuns: runs(500) },
    );
  });

  test("put into any place of a right description is answered, and never taken for more than it is", () => {
    const places = EXAMPLES.flatMap(([, example]) => textPlaces(example).map((place) => [example, place] as const));
    fc.assert(
      fc.property(fc.constantFrom(...places), hostile, ([example, place], value) => {
        const result = parseCluster(changed(example, place, value));
        if (!result.ok) expect(result.issues.length).toBeGreaterThan(0);
        // Nothing at all stands for a default, where there is one.
        else expect(["string", "undefined"]).toContain(typeof value);
      }),
      { numRuns: runs(300) },
    );
  });

  test("has the same issues in whatever order its keys were written", () => {
    const broken = { ...CLOUD, name: "No", baseline: 2, x: 1, y: 2, access: [] };
    const reversed = Object.fromEntries(Object.entries(broken).reverse());
    expect(parseCluster(reversed)).toEqual(parseCluster(broken));
  });
});
