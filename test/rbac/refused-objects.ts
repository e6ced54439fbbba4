import { bound, clusterRole, type Manifest, role, rule } from "./manifests";

/** A binding that is sound. */
export const BINDING = bound("r", "group:oidc:dev");
const binding = (change: Manifest): Manifest => ({ ...BINDING, ...change });

/** What is refused, and in which words. test/conformance/rbac.test.ts asks the API server whether it refuses the same. */
export const REFUSED: readonly (readonly [string, unknown, readonly string[]])[] = [
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
  ["a name with a slash", clusterRole("a/b", []), ['ClusterRole a/b: metadata.name is "a/b"; a name without / and %']],
  ["a text for an object", "rbac", ["document 1:  is rbac; an object"]],
];
