import { RULES } from "../../lib/guardrails/rules";
import { FINDING_IDS, MEANINGS, type RbacFindingId } from "../../lib/rbac/findings/finding";
import { lint } from "../../lib/rbac/findings/lint";
import { readPolicy } from "../../lib/rbac/read-policy";
import { defaultPolicy } from "../../lib/rbac/default-policy/default-policy";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";

const found = (...objects: readonly Manifest[]) => lint(policyOf(...objects));
const ids = (...objects: readonly Manifest[]) => [...new Set(found(...objects).map(({ id }) => id))].sort();
const messages = (id: RbacFindingId, ...objects: readonly Manifest[]) =>
  found(...objects)
    .filter((one) => one.id === id)
    .map(({ of, message }) => `${of}: ${message}`);

const reads = clusterRole("reader", [rule("get,list", "pods")]);

test("roles that name what they grant, bound to a group with a prefix and an account, are no finding", () => {
  expect(
    found(
      reads,
      bound("reader", "group:oidc:dev", "account:shop/web"),
      clusterRole("db", [rule("get", "secrets", { resourceNames: ["db"] })]),
      boundIn("shop", "ClusterRole db", "account:shop/web"),
    ),
  ).toEqual([]);
});

test("what the API server makes for itself is no finding, also out of files of a cluster", () => {
  expect(lint(defaultPolicy())).toEqual([]);
  const read = { ...defaultPolicy(), roles: defaultPolicy().roles.map((one) => ({ ...one, source: "dump.yaml" })) };
  expect(lint({ ...read, bindings: read.bindings.map((one) => ({ ...one, source: "dump.yaml" })) })).toEqual([]);
});

test("a default that somebody has changed is a finding", () => {
  expect(messages("dangerous-right", clusterRole("system:basic-user", [rule("list", "secrets")]))).toHaveLength(1);
  const everybody = {
    ...bound("system:discovery", "group:system:unauthenticated"),
    metadata: { name: "system:discovery" },
  };
  expect(messages("bound-to-everyone", everybody)).toHaveLength(1);
});

describe("found is", () => {
  test.each<readonly [RbacFindingId, string, readonly Manifest[], string]>([
    ["wildcard", "every verb", [clusterRole("r", [rule("*", "pods")])], "ClusterRole r: * on pods: every verb"],
    [
      "wildcard",
      "every resource, with what that is",
      [role("shop", "r", [rule("create", "*")])],
      "among it: secrets, proxies, entering-pods",
    ],
    [
      "wildcard",
      "a sub-resource of everything",
      [clusterRole("r", [rule("update", "*/scale")])],
      "scale of every resource",
    ],
    ["wildcard", "every path", [clusterRole("r", [{ nonResourceURLs: ["/*"], verbs: ["get"] }])], "every path"],
    [
      "wildcard",
      "cluster-admin, where it is handed out",
      [bound("cluster-admin", "group:oidc:ops")],
      "ClusterRole cluster-admin grants every verb",
    ],
    [
      "dangerous-right",
      "edit, where it is handed out",
      [boundIn("shop", "ClusterRole edit", "group:oidc:ops")],
      "a default of Kubernetes, grants: secrets",
    ],
    ["dangerous-right", "secrets", [clusterRole("r", [rule("list", "secrets")])], "secrets: list on secrets"],
    [
      "dangerous-right",
      "the kubelets",
      [clusterRole("r", [rule("get", "nodes/proxy")])],
      "proxies: get on nodes/proxy",
    ],
    [
      "dangerous-right",
      "acting as a machine, in the narrow form",
      [clusterRole("r", [rule("impersonate:arbitrary-node", "nodes", { apiGroups: ["authentication.k8s.io"] })])],
      "it acts as a machine",
    ],
    [
      "dangerous-right",
      "requests in others' names, of whatever resource",
      [clusterRole("r", [rule("impersonate-on:user-info:get", "widgets", { apiGroups: ["example.com"] })])],
      "it widens what those ask who may act as others",
    ],
    [
      "false-wildcard",
      "every verb in others' names, which is none",
      [clusterRole("r", [rule("impersonate-on:user-info:*", "pods")])],
      "impersonate-on:user-info:*",
    ],
    [
      "dangerous-right",
      "configuration of the cluster",
      [role("kube-system", "r", [rule("update", "configmaps")]), boundIn("kube-system", "Role r", "group:oidc:ops")],
      "aws-auth",
    ],
    [
      "dangerous-right",
      "insides of the API server",
      [clusterRole("r", [{ nonResourceURLs: ["/debug/pprof/*"], verbs: ["get"] }])],
      "inside-paths: /debug/pprof/*",
    ],
    [
      "dangerous-right",
      "acting as others, by its uid",
      [clusterRole("r", [rule("impersonate", "uids", { apiGroups: ["authentication.k8s.io"] })])],
      "impersonation",
    ],
    ["unknown-role", "a role that is nowhere", [boundIn("shop", "Role gone", "group:oidc:ops")], "Role gone grants"],
    [
      "bound-to-everyone",
      "everybody",
      [reads, bound("reader", "group:system:unauthenticated")],
      "without a credential",
    ],
    ["bound-to-everyone", "nobody by name", [reads, bound("reader", "user:system:anonymous")], "without a credential"],
    [
      "bound-to-everyone",
      "whoever is logged in",
      [reads, bound("reader", "group:system:authenticated")],
      "every pod among them",
    ],
    [
      "bound-to-everyone",
      "every pod",
      [reads, bound("reader", "group:system:serviceaccounts")],
      "every pod with a token",
    ],
    ["reserved-subject", "the masters", [reads, bound("reader", "group:system:masters")], "system:masters"],
    [
      "default-account",
      "the account of all pods",
      [reads, boundIn("shop", "ClusterRole reader", "account:shop/default")],
      "the account default of shop",
    ],
    ["unprefixed-subject", "a group without a prefix", [reads, bound("reader", "group:dev")], "group dev"],
    [
      "unprefixed-subject",
      "a user that is an address",
      [reads, bound("reader", "user:ann@example.com")],
      "user ann@example.com",
    ],
    [
      "colliding-subjects",
      "a name with and without its prefix",
      [reads, bound("reader", "group:oidc:dev", "group:dev")],
      "group oidc:dev",
    ],
    [
      "colliding-subjects",
      "names that differ in case",
      [reads, bound("reader", "group:oidc:dev", "group:oidc:Dev")],
      "group oidc:Dev",
    ],
    [
      "colliding-subjects",
      "names that differ in a sign that nobody sees",
      [reads, bound("reader", "group:oidc:dev", "group:oidc:d\u200bev")],
      "group oidc:dev",
    ],
    [
      "colliding-subjects",
      "a user and a group of one name",
      [reads, bound("reader", "group:oidc:dev", "user:oidc:dev")],
      "group oidc:dev",
    ],
    [
      "aggregation",
      "an empty selector",
      [clusterRole("r", [], { aggregationRule: { clusterRoleSelectors: [{}] } })],
      "an empty selector gathers",
    ],
    [
      "aggregation",
      "rules beside selectors",
      [
        clusterRole("r", [rule("get", "pods")], {
          aggregationRule: { clusterRoleSelectors: [{ matchLabels: { a: "b" } }] },
        }),
      ],
      "over them",
    ],
    [
      "aggregation",
      "what widens the role of everybody else",
      [
        clusterRole("r", [rule("get", "secrets")], {
          metadata: { name: "r", labels: { "rbac.authorization.k8s.io/aggregate-to-view": "true" } },
        }),
      ],
      "everybody who holds view is granted by it: secrets",
    ],
    ["false-wildcard", "a star after a slash", [clusterRole("r", [rule("get", "pods/*")])], "pods/* in: get on pods/*"],
    ["false-wildcard", "a star after a verb", [clusterRole("r", [rule("get,ge*", "pods")])], "ge*"],
    [
      "grants-nothing",
      "names of what is created",
      [clusterRole("r", [rule("create", "configmaps", { resourceNames: ["a"] })])],
      "nothing has a name yet",
    ],
    [
      "grants-nothing",
      "paths in a RoleBinding",
      [
        clusterRole("r", [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }]),
        boundIn("shop", "ClusterRole r", "account:shop/web"),
      ],
      "by a ClusterRoleBinding alone",
    ],
    ["grants-nothing", "a binding of nobody", [reads, bound("reader")], "it names nobody"],
    ["written-twice", "a role of two contents", [reads, clusterRole("reader", [rule("get", "nodes")])], "2 documents"],
    [
      "written-twice",
      "a binding of two contents",
      [reads, bound("reader", "user:oidc:a"), bound("reader", "user:oidc:b")],
      "2 documents",
    ],
    [
      "reach-through-pods",
      "accounts where pods are made",
      [
        reads,
        bound("reader", "account:shop/web"),
        role("shop", "r", [rule("create", "pods")]),
        boundIn("shop", "Role r", "group:oidc:dev"),
      ],
      "group oidc:dev: it may create pods in shop, and so act as service account shop/web (ClusterRole reader everywhere)",
    ],
    [
      "path-to-cluster-admin",
      "a way to everything",
      [bound("cluster-admin", "group:oidc:ops")],
      "becomes cluster admin in 1 step",
    ],
  ])("%s: %s", (id, _, objects, words) => expect(messages(id, ...objects).join("\n")).toContain(words));
});

/** The grants of which is known that they lead to more, one by one. */
const KNOWN: readonly (readonly [string, string, string])[] = [
  ["", "get,list,watch", "secrets"],
  ["", "create", "pods"],
  ["apps", "create,update,patch", "deployments,daemonsets,statefulsets,replicasets"],
  ["batch", "create,update,patch", "jobs,cronjobs"],
  ["", "create,get", "pods/exec,pods/attach,pods/portforward"],
  ["", "update,patch", "pods/ephemeralcontainers"],
  ["", "create", "persistentvolumes"],
  ["", "get", "nodes/proxy"],
  ["rbac.authorization.k8s.io", "escalate,bind", "clusterroles,roles"],
  ["", "impersonate", "users,groups,serviceaccounts"],
  ["authentication.k8s.io", "impersonate,impersonate:user-info", "uids,userextras/scopes"],
  ["certificates.k8s.io", "create", "certificatesigningrequests"],
  ["certificates.k8s.io", "update", "certificatesigningrequests/approval"],
  ["certificates.k8s.io", "approve,sign,attest", "signers"],
  ["", "create", "serviceaccounts/token"],
  [
    "admissionregistration.k8s.io",
    "create,update,patch",
    "mutatingwebhookconfigurations,validatingwebhookconfigurations",
  ],
  ["admissionregistration.k8s.io", "delete", "validatingadmissionpolicies,validatingadmissionpolicybindings"],
  ["", "patch,update", "namespaces,nodes,nodes/status,pods/status"],
  ["", "create", "pods/eviction"],
  ["storage.k8s.io", "update", "csinodes"],
  ["apiextensions.k8s.io", "create", "customresourcedefinitions"],
  ["apiregistration.k8s.io", "create", "apiservices"],
  ["rbac.authorization.k8s.io", "create", "roles,rolebindings,clusterroles,clusterrolebindings"],
  ["", "update", "endpoints,services"],
  ["discovery.k8s.io", "update", "endpointslices"],
  ["networking.k8s.io", "create", "ingresses"],
  ["", "delete", "resourcequotas,limitranges"],
];

test.each(KNOWN)("known to lead to more, and found verb by verb: %s %s %s", (group, verbs, resources) => {
  for (const verb of verbs.split(","))
    for (const resource of resources.split(",")) {
      const objects = [clusterRole("r", [rule(verb, resource, { apiGroups: [group] })])];
      // The narrow forms of acting as others are of their own group alone.
      expect([verb, resource, messages("dangerous-right", ...objects).length > 0]).toEqual([verb, resource, true]);
    }
});

test("found is what a role gathers from the defaults of Kubernetes, whatever stands in it", () => {
  const selectors = [{ matchLabels: { "rbac.authorization.k8s.io/aggregate-to-edit": "true" } }];
  const mine = clusterRole("mine", [], { aggregationRule: { clusterRoleSelectors: selectors } });
  const found = messages("dangerous-right", mine, boundIn("shop", "ClusterRole mine", "group:oidc:dev")).join("\n");
  expect(found).toContain("ClusterRole mine: secrets: ");
  expect(found).toContain("ClusterRole mine: account-tokens: ");
});

describe("not found is", () => {
  test.each<readonly [RbacFindingId, string, readonly Manifest[]]>([
    ["written-twice", "the same document twice", [reads, reads]],
    ["unknown-role", "a role that every cluster has", [boundIn("shop", "ClusterRole view", "group:oidc:dev")]],
    ["colliding-subjects", "names of two methods", [reads, bound("reader", "group:oidc:dev", "group:cert:dev")]],
    [
      "dangerous-right",
      "configmaps elsewhere",
      [role("shop", "r", [rule("update", "configmaps")]), boundIn("shop", "Role r", "group:oidc:dev")],
    ],
    ["dangerous-right", "a secret by its name", [clusterRole("r", [rule("get", "secrets", { resourceNames: ["a"] })])]],
    [
      "dangerous-right",
      "figures and health",
      [clusterRole("r", [{ nonResourceURLs: ["/metrics", "/healthz", "/healthz/*"], verbs: ["get"] }])],
    ],
    [
      "grants-nothing",
      "names that also bound another verb",
      [clusterRole("r", [rule("create,get", "configmaps", { resourceNames: ["a"] })])],
    ],
    [
      "grants-nothing",
      "names of a sub-resource that is created",
      [clusterRole("r", [rule("create", "pods/eviction", { resourceNames: ["a"] })])],
    ],
    [
      "reach-through-pods",
      "what the maker of pods holds himself",
      [role("shop", "r", [rule("create", "pods")]), boundIn("shop", "Role r", "account:shop/web", "account:shop/db")],
    ],
  ])("%s: %s", (id, _, objects) => expect(messages(id, ...objects)).toEqual([]));
});

test("every kind says what it means, and the worst stand first", () => {
  for (const id of FINDING_IDS) expect(Object.values(MEANINGS[id]).every((text) => text.endsWith("."))).toBe(true);
  const order = found(reads, bound("reader", "group:dev"), bound("cluster-admin", "group:oidc:ops")).map(
    ({ id }) => id,
  );
  expect(order).toEqual(["path-to-cluster-admin", "wildcard", "unprefixed-subject"]);
});

describe("what the guard-rails refuse of roles and bindings is found here too", () => {
  const RULE_IDS = ["no-wildcard-roles", "no-master-bindings", "subjects-have-prefix"];
  const cases = RULES.filter(({ id }) => RULE_IDS.includes(id)).flatMap(({ id, fixtures }) =>
    fixtures().fail.flatMap(({ name, documents }) => {
      const objects = documents.flatMap((one) =>
        one.kind === "manifests" ? one.objects.map(({ content }) => content) : [],
      );
      return objects.length === 0 ? [] : [[id, name, objects] as const];
    }),
  );

  test("the fixtures are there", () => {
    expect(new Set(cases.map(([id]) => id)).size).toBe(RULE_IDS.length);
    expect(cases.length).toBeGreaterThan(40);
  });

  /** What is refused of our own personas alone: of programs of anybody it is what they are for. */
  const OF_PERSONAS_ALONE = ["objects on which somebody else's controller acts", "a role that adds to a built-in one"];

  test.each(cases)("%s: %s", (_, name, objects) => {
    const { policy, issues } = readPolicy([{ source: "fixture", objects }], "default");
    const isFound = lint(policy).length + issues.length > 0;
    expect(isFound).toBe(!OF_PERSONAS_ALONE.includes(name));
  });
});

test("ids are one of each finding's own", () =>
  expect(ids(reads, bound("reader", "group:dev"))).toEqual(["unprefixed-subject"]));
