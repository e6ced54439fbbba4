import { readPolicy } from "../../lib/rbac/read-policy";
import { anyCharacter, fc, runs } from "../property";
import { bound, boundIn, clusterRole, type Manifest, role, rule } from "./manifests";

const read = (...objects: readonly unknown[]) => readPolicy([{ source: "a.yaml", objects }], "default");

function issues(...objects: readonly unknown[]): readonly string[] {
  return read(...objects).issues.map(({ object, at, got, allowed }) => `${object}: ${at} is ${got}; ${allowed}`);
}

const binding = (change: Manifest): Manifest => ({ ...bound("r", "group:oidc:dev"), ...change });

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
    expect(issues(clusterRole("r", [], { rules: null }), binding({ subjects: null }))).toEqual([]);
  });
});

describe("refuses", () => {
  test.each<readonly [string, unknown, readonly string[]]>([
    [
      "a rule without verbs",
      clusterRole("r", [{ apiGroups: [""], resources: ["pods"] }]),
      ["ClusterRole r: rules[0].verbs is nothing; at least one verb"],
    ],
    [
      "a rule without groups",
      clusterRole("r", [{ resources: ["pods"], verbs: ["get"] }]),
      ["ClusterRole r: rules[0].apiGroups is nothing; at least one API group"],
    ],
    [
      "a rule without resources",
      clusterRole("r", [{ apiGroups: [""], verbs: ["get"] }]),
      ["ClusterRole r: rules[0].resources is nothing; at least one resource"],
    ],
    [
      "paths in a Role",
      role("shop", "r", [{ nonResourceURLs: ["/x"], verbs: ["get"] }]),
      ['Role shop/r: rules[0].nonResourceURLs is ["/x"]; nothing in a Role'],
    ],
    [
      "paths beside resources",
      clusterRole("r", [rule("get", "pods", { nonResourceURLs: ["/x"] })]),
      ['ClusterRole r: rules[0].nonResourceURLs is ["/x"]; a rule of its own, without apiGroups and resources'],
    ],
    [
      "verbs that are no list",
      clusterRole("r", [rule("get", "pods", { verbs: "get" })]),
      ['ClusterRole r: rules[0].verbs is "get"; a list of texts'],
    ],
    [
      "verbs that are no texts",
      clusterRole("r", [rule("get", "pods", { verbs: ["get", true] })]),
      ["ClusterRole r: rules[0].verbs is true; a list of texts"],
    ],
    [
      "a bound that is misspelt",
      clusterRole("r", [rule("get", "secrets", { resourceName: ["db"] })]),
      ['ClusterRole r: rules[0].resourceName is ["db"]; apiGroups, resources, resourceNames, nonResourceURLs, verbs'],
    ],
    [
      "an aggregation of a Role",
      { ...role("shop", "r", []), aggregationRule: {} },
      ["Role shop/r: aggregationRule is an empty object; apiVersion, kind, metadata, rules"],
    ],
    [
      "an aggregation without selectors",
      clusterRole("r", [], { aggregationRule: {} }),
      ["ClusterRole r: aggregationRule.clusterRoleSelectors is nothing; at least one selector"],
    ],
    [
      "an operator that there is not",
      clusterRole("r", [], {
        aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: "a", operator: "Is" }] }] },
      }),
      [
        'ClusterRole r: aggregationRule.clusterRoleSelectors[0].matchExpressions[0].operator is "Is"; In, NotIn, Exists, DoesNotExist',
      ],
    ],
    [
      "In without values",
      clusterRole("r", [], {
        aggregationRule: { clusterRoleSelectors: [{ matchExpressions: [{ key: "a", operator: "In" }] }] },
      }),
      [
        "ClusterRole r: aggregationRule.clusterRoleSelectors[0].matchExpressions[0].values is nothing; at least one value",
      ],
    ],
    [
      "labels that are no texts",
      clusterRole("r", [], { metadata: { name: "r", labels: { a: true } } }),
      ["ClusterRole r: metadata.labels is true; texts by name"],
    ],
    [
      "a binding without a role",
      binding({ roleRef: undefined }),
      ["ClusterRoleBinding r-everywhere: roleRef is nothing; the role that is bound"],
    ],
    [
      "a Role that is bound everywhere",
      binding({ roleRef: { kind: "Role", name: "r" } }),
      ['ClusterRoleBinding r-everywhere: roleRef.kind is "Role"; ClusterRole'],
    ],
    [
      "a role of another group",
      binding({ roleRef: { kind: "ClusterRole", name: "r", apiGroup: "v1" } }),
      ['ClusterRoleBinding r-everywhere: roleRef.apiGroup is "v1"; rbac.authorization.k8s.io'],
    ],
    [
      "a subject of another kind",
      binding({ subjects: [{ kind: "Users", name: "a" }] }),
      ['ClusterRoleBinding r-everywhere: subjects[0].kind is "Users"; User, Group or ServiceAccount'],
    ],
    [
      "a subject without a name",
      binding({ subjects: [{ kind: "User" }] }),
      ["ClusterRoleBinding r-everywhere: subjects[0].name is nothing; a text that is not empty"],
    ],
    [
      "an account without a namespace that is bound everywhere",
      binding({ subjects: [{ kind: "ServiceAccount", name: "a" }] }),
      ["ClusterRoleBinding r-everywhere: subjects[0].namespace is nothing; the account's namespace"],
    ],
    [
      "an account of an API group",
      binding({ subjects: [{ kind: "ServiceAccount", name: "a", namespace: "b", apiGroup: "v1" }] }),
      ['ClusterRoleBinding r-everywhere: subjects[0].apiGroup is "v1"; nothing with a ServiceAccount'],
    ],
    [
      "a version that is not served",
      { ...clusterRole("r", []), apiVersion: "rbac.authorization.k8s.io/v1beta1" },
      ['document 1: apiVersion is "rbac.authorization.k8s.io/v1beta1"; rbac.authorization.k8s.io/v1'],
    ],
    [
      "a kind that the group has not",
      { ...clusterRole("r", []), kind: "Clusterrole" },
      ['document 1: kind is "Clusterrole"; Role, ClusterRole, RoleBinding, ClusterRoleBinding'],
    ],
    [
      "a role that says no kind",
      { metadata: { name: "r" }, rules: [rule("get", "pods")] },
      ["document 1: kind is nothing; apiVersion and kind"],
    ],
    [
      "an object without a name",
      { ...clusterRole("r", []), metadata: {} },
      ["ClusterRole (document 1): metadata.name is nothing; a text that is not empty"],
    ],
    [
      "a name with a slash",
      clusterRole("a/b", []),
      ['ClusterRole a/b: metadata.name is "a/b"; a name without / and %'],
    ],
    ["a text for an object", "rbac", ["document 1:  is rbac; an object"]],
  ])("%s", (_, object, words) => expect(issues(object)).toEqual(words));

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
