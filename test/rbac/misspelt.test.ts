import { lint } from "../../lib/rbac/findings/lint";
import { defaultPolicy } from "../../lib/rbac/default-policy/default-policy";
import { clusterScopedIn, misspeltIn } from "../../lib/rbac/findings/misspelt";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";

const idle = (...objects: readonly Manifest[]) =>
  lint(policyOf(...objects))
    .filter(({ id }) => id === "grants-nothing")
    .map(({ message }) => message);
const ids = (...objects: readonly Manifest[]) => [...new Set(lint(policyOf(...objects)).map(({ id }) => id))];
const inGroup = (group: string, resources = "deployments", verbs = "get") =>
  rule(verbs, resources, { apiGroups: [group] });

test.each<readonly [string, Manifest, string]>([
  ["core for the core group", inGroup("core", "pods"), 'no API group is called "core"; "" was probably meant'],
  ["v1 for the core group", inGroup("v1", "pods"), 'no API group is called "v1"; "" was probably meant'],
  ["a version behind a group", inGroup("apps/v1"), 'no API group is called "apps/v1"; "apps" was probably meant'],
  ["a group with capitals", inGroup("Apps"), 'no API group is called "Apps"; "apps" was probably meant'],
  ["half of a group", inGroup("networking", "ingresses"), '"networking.k8s.io" was probably meant'],
  ["a letter in a group", inGroup("rbac.authorisation.k8s.io", "roles"), '"rbac.authorization.k8s.io" was probably'],
  ["a resource with capitals", rule("get", "Pods"), "no resource is called Pods; pods was probably meant"],
  ["a kind", rule("get", "ConfigMap"), "no resource is called ConfigMap; configmaps was probably meant"],
  ["one pod", rule("get", "pod"), "no resource is called pod; pods was probably meant"],
  ["a short name", rule("get", "svc"), "no resource is called svc; services was probably meant"],
  ["a letter in a resource", rule("get", "secrest"), "no resource is called secrest; secrets was probably meant"],
  [
    "a group behind a resource",
    inGroup("apps", "deployments/scale.apps"),
    'deployments/scale with apiGroups: ["apps"] was probably meant',
  ],
  [
    "the same as kubectl writes it",
    rule("get", "deployments.apps/scale"),
    'deployments/scale with apiGroups: ["apps"]',
  ],
  ["the wrong group", rule("get", "deployments"), "deployments is not in the core group, but in apps"],
  ["the core group's in another", inGroup("apps", "pods"), 'pods is not in apps, but in the core group, ""'],
  ["what was taken away", inGroup("policy", "podsecuritypolicies", "use"), "there is no podsecuritypolicies in policy"],
  ["a letter in a sub-resource", rule("get", "pods/logs"), "pods/log was probably meant"],
  ["a sub-resource that is none", rule("get", "secrets/value"), "secrets has no sub-resource value"],
  ["a verb with capitals", rule("GET", "pods"), "no request has the verb GET; get was probably meant"],
  ["a wish", rule("read", "pods"), "no request has the verb read; get, list, watch was probably meant"],
  ["a letter in a verb", rule("wacth", "pods"), "no request has the verb wacth; watch was probably meant"],
  [
    "a verb of objects for a path",
    { nonResourceURLs: ["/metrics"], verbs: ["list"] },
    "no request for a path has the verb list",
  ],
  ["a path without its slash", { nonResourceURLs: ["healthz"], verbs: ["get"] }, "/healthz was probably meant"],
])("found as what grants nothing, with what was meant: %s", (_, written, words) => {
  expect(idle(clusterRole("r", [written])).join("\n")).toContain(words);
});

test.each<readonly [string, Manifest]>([
  ["any resource of somebody else's group", inGroup("cert-manager.io", "Certificates".toLowerCase(), "read")],
  ["a group of others that ends like one of Kubernetes", inGroup("snapshot.storage.k8s.io", "volumesnapshots")],
  ["one of several groups", rule("get", "deployments", { apiGroups: ["apps", "extensions"] })],
  ["a group beside one of others", rule("get", "widgets", { apiGroups: ["apps", "example.com"] })],
  ["a verb that authorization alone is asked about", inGroup("scheduling.k8s.io", "priorityclasses", "use")],
  ["a narrow form of acting as others", inGroup("authentication.k8s.io", "users", "impersonate:user-info")],
  ["an extra of any key", inGroup("authentication.k8s.io", "userextras/example.com%2fteam", "impersonate")],
  ["what owns an object", inGroup("apps", "deployments/finalizers", "update")],
  ["the kubelet's own parts", rule("get", "nodes/metrics,nodes/healthz,nodes/configz")],
  ["an approval by a kubelet", inGroup("certificates.k8s.io", "certificatesigningrequests/nodeclient", "create")],
  ["a path", { nonResourceURLs: ["/metrics", "*"], verbs: ["get", "post"] }],
])("not found is %s", (_, written) => expect(idle(clusterRole("r", [written]))).toEqual([]));

test("nothing is misspelt in what Kubernetes writes for itself", () => {
  const found = defaultPolicy().roles.flatMap(({ name, kind, rules }) =>
    rules.flatMap((one) => [...misspeltIn(one), ...clusterScopedIn(one, kind)].map((words) => `${name}: ${words}`)),
  );
  expect(found).toEqual([]);
});

describe("in a Role", () => {
  test("resources of no namespace grant nothing, and are no danger besides", () => {
    const nodes = role("shop", "r", [rule("get,update", "nodes")]);
    expect(idle(nodes)).toEqual([
      "nodes belongs to no namespace, and a Role grants nothing of it; a ClusterRole with a ClusterRoleBinding was probably meant, in: get, update on nodes",
    ]);
    expect(ids(nodes)).toEqual(["grants-nothing"]);
    expect(ids(clusterRole("r", [rule("get,update", "nodes")]))).toEqual(["dangerous-right"]);
  });

  test("what stands beside them is judged", () => {
    expect(ids(role("shop", "r", [rule("update", "nodes,secrets")]))).toEqual(["dangerous-right", "grants-nothing"]);
  });

  test("its own namespace is granted by its name, and no list of namespaces", () => {
    expect(idle(role("shop", "r", [rule("get", "namespaces")]))).toEqual([]);
    expect(idle(role("shop", "r", [rule("list", "namespaces")]))).toHaveLength(1);
  });
});

test("a rule that grants nothing for its names is no danger besides", () => {
  const named = clusterRole("r", [rule("create", "serviceaccounts,secrets", { resourceNames: ["db"] })]);
  expect(ids(named)).toEqual(["grants-nothing"]);
  // A sub-resource is made under the name of its object.
  expect(ids(clusterRole("r", [rule("create", "serviceaccounts/token", { resourceNames: ["db"] })]))).toEqual([
    "dangerous-right",
  ]);
});

describe("subjects that look alike", () => {
  const colliding = (...names: readonly string[]) =>
    lint(policyOf(clusterRole("reader", [rule("get", "pods")]), bound("reader", ...names)))
      .filter(({ id }) => id === "colliding-subjects")
      .map(({ of, message }) => `${of}: ${message}`);

  test.each<readonly [string, readonly string[]]>([
    ["by letter case", ["group:portcullis:Sre", "group:portcullis:sre"]],
    ["by letter case of the prefix", ["group:OIDC:sre", "group:oidc:sre"]],
    ["by a Cyrillic letter", ["group:portcullis:\u0455re", "group:portcullis:sre"]],
    ["by Greek and Cyrillic ones", ["user:oidc:b\u043eb", "user:oidc:b\u03bfb"]],
    ["by a digit", ["group:oidc:team-1", "group:oidc:team-l"]],
    ["by letters of full width", ["group:oidc:\uff53re", "group:oidc:sre"]],
  ])("%s are found, each", (_, names) => {
    const found = colliding(...names).filter((one) => one.includes("told apart by little"));
    expect(found).toHaveLength(2);
  });

  test("a letter that only looks Latin is found without a second name", () => {
    expect(colliding("group:oidc:s\u0433e")).toEqual([
      "group oidc:s\u0433e: among Latin letters it has U+0433, which only looks like one",
    ]);
  });

  test("a name in another alphabet is a name", () => {
    expect(
      colliding("group:oidc:\u0440\u0430\u0437\u0440\u0430\u0431\u043e\u0442\u043a\u0430", "group:oidc:team-2"),
    ).toEqual([]);
  });
});

describe("who makes pods", () => {
  const weak = clusterRole("weak", [rule("get", "configmaps")]);
  const makes = [role("shop", "makes", [rule("create", "pods"), rule("get", "configmaps")])];
  const through = (...objects: readonly Manifest[]) =>
    lint(policyOf(weak, ...makes, boundIn("shop", "Role makes", "group:oidc:dev"), ...objects))
      .filter(({ id }) => id === "reach-through-pods")
      .map(({ message }) => message);

  test("is told of the roles that give him more, and of no other", () => {
    const strong = clusterRole("strong", [rule("list", "secrets")]);
    expect(
      through(strong, bound("strong", "account:shop/web"), boundIn("shop", "ClusterRole weak", "account:shop/web")),
    ).toEqual(["it may create pods in shop, and so act as service account shop/web (ClusterRole strong everywhere)"]);
  });

  test("gains nothing by an account that holds what he holds, and something where it holds that elsewhere too", () => {
    expect(through(boundIn("shop", "ClusterRole weak", "account:shop/web"))).toEqual([]);
    expect(through(boundIn("bank", "ClusterRole weak", "account:shop/web"))).toEqual([
      "it may create pods in shop, and so act as service account shop/web (ClusterRole weak in bank)",
    ]);
  });
});
