import { readPolicy } from "../../lib/rbac/read-policy";
import { anyCharacter, fc, runs } from "../property";
import { boundIn, clusterRole, role, rule } from "./manifests";
import { BINDING, REFUSED } from "./refused-objects";

const read = (...objects: readonly unknown[]) => readPolicy([{ source: "a.yaml", objects }], "default");

function issues(...objects: readonly unknown[]): readonly string[] {
  return read(...objects).issues.map(({ object, at, got, allowed }) => `${object}: ${at} is ${got}; ${allowed}`);
}

describe("roles and bindings are read", () => {
  test("out of lists in lists, and out of typed lists whose items say no kind", () => {
    const { apiVersion: _, kind: __, ...bare } = clusterRole("typed", [rule("get", "pods")]);
    const { policy, issues: found } = read(
      {
        apiVersion: "v1",
        kind: "List",
        items: [{ apiVersion: "v1", kind: "List", items: [clusterRole("inner", [])] }],
      },
      { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRoleList", items: [bare] },
      {
        apiVersion: "rbac.authorization.k8s.io/v1",
        kind: "RoleBindingList",
        items: [boundIn("shop", "Role r", "user:a")],
      },
    );
    expect(found).toEqual([]);
    expect(policy.roles.map(({ name }) => name)).toEqual(["inner", "typed"]);
    expect(policy.bindings).toHaveLength(1);
  });

  test("and other kinds are counted, without a look at what they hold", () => {
    const {
      others,
      policy,
      issues: found,
    } = read(
      { apiVersion: "apps/v1", kind: "Deployment", spec: 7 },
      { apiVersion: "rbac.example.com/v1", kind: "Role", rules: "none" },
      { values: "of a chart" },
    );
    expect([others, policy.roles, found]).toEqual([3, [], []]);
  });

  test("in the namespace of the option where they name none, and that is told", () => {
    const { policy, placed } = read({ ...role("x", "r", []), metadata: { name: "r" } });
    expect([policy.roles[0]?.namespace, placed]).toEqual(["default", ["Role default/r"]]);
  });

  test("with null for what is left out, as the API server has it", () => {
    expect(issues(clusterRole("r", [], { rules: null }), { ...BINDING, subjects: null })).toEqual([]);
  });
});

describe("refuses", () => {
  test.each(REFUSED)("%s", (_, object, words) => expect(issues(object)).toEqual(words));

  test("everything that is wrong at once, and reads the rest", () => {
    const { policy, issues: found } = read(clusterRole("bad", [{}, {}]), clusterRole("good", []));
    expect(found).toHaveLength(6);
    expect(policy.roles.map(({ name }) => name)).toEqual(["bad", "good"]);
  });

  test("lists that are deeper than anybody nests them", () => {
    let list: unknown = clusterRole("r", []);
    for (let depth = 0; depth < 20; depth += 1) list = { apiVersion: "v1", kind: "List", items: [list] };
    expect(issues(list).join()).toContain("lists in lists, 16 deep");
  });
});

test("whatever is read, nothing throws", () => {
  const word = fc.constantFrom(
    "Role",
    "ClusterRole",
    "RoleBinding",
    "rbac.authorization.k8s.io/v1",
    "List",
    "v1",
    "*",
    "",
  );
  const keys = fc.constantFrom(
    "apiVersion",
    "kind",
    "metadata",
    "rules",
    "roleRef",
    "subjects",
    "name",
    "items",
    "labels",
    "verbs",
    "aggregationRule",
    "clusterRoleSelectors",
    "matchLabels",
    "__proto__",
  );
  const { value } = fc.letrec<{ value: unknown }>((tie) => ({
    value: fc.oneof(
      { maxDepth: 5 },
      word,
      fc.string({ unit: anyCharacter, maxLength: 4 }),
      fc.constant(null),
      fc.integer(),
      fc.array(tie("value"), { maxLength: 3 }),
      fc.dictionary(keys, tie("value"), { maxKeys: 5 }),
    ),
  }));
  fc.assert(
    fc.property(fc.dictionary(keys, value, { maxKeys: 6 }), (object) => {
      read({ apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", ...object });
    }),
    { numRuns: runs(400) },
  );
});
