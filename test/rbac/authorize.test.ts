import { authorize } from "../../lib/rbac/authorize";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import type { AccessRequest } from "../../lib/rbac/request";
import type { Requester } from "../../lib/rbac/subject";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";

const ann: Requester = { user: "ann", groups: ["dev", "system:authenticated"] };

/** `get pods/log in shop named x`, of the core group unless `apps:deployments`. */
function request(text: string): AccessRequest {
  const [verb = "", what = "", ...more] = text.split(" ");
  if (what.startsWith("/")) return { verb, path: what };
  const after = (word: string) => more[more.indexOf(word) + 1] ?? "";
  const [group, full] = what.includes(":") ? what.split(":") : ["", what];
  const [resource = "", subresource = ""] = (full ?? "").split("/");
  return {
    verb,
    apiGroup: group ?? "",
    resource,
    subresource,
    name: more.includes("named") ? after("named") : "",
    namespace: more.includes("in") ? after("in") : "",
  };
}

function answer(objects: readonly Manifest[], text: string, who = ann): string {
  return authorize(ExpandedPolicy.of(policyOf(...objects)), who, request(text)).answer;
}

/** Of a rule that the group of ann holds everywhere. */
const byRule = (one: Manifest, text: string) => answer([clusterRole("r", [one]), bound("r", "group:dev")], text);

describe("a rule allows", () => {
  test.each<readonly [string, Manifest, string]>([
    ["a verb and a resource", rule("get", "pods"), "get pods in shop"],
    ["every verb by *", rule("*", "pods"), "invented pods"],
    ["every group by *", rule("get", "deployments", { apiGroups: ["*"] }), "get apps:deployments in shop"],
    ["sub-resources by *", rule("get", "*"), "get pods/exec in shop"],
    [
      "a sub-resource of everything",
      rule("update", "*/scale", { apiGroups: ["apps"] }),
      "update apps:deployments/scale in shop",
    ],
    ["a named object", rule("get", "secrets", { resourceNames: ["a", "b"] }), "get secrets in shop named b"],
    ["a path", { nonResourceURLs: ["/metrics"], verbs: ["get"] }, "get /metrics"],
    ["what begins with a path", { nonResourceURLs: ["/healthz/*"], verbs: ["get"] }, "get /healthz/etcd"],
    ["what begins with a text", { nonResourceURLs: ["/heal*"], verbs: ["get"] }, "get /healthz"],
    ["with many stars as with one", { nonResourceURLs: ["/a**"], verbs: ["get"] }, "get /ab"],
    ["every path", { nonResourceURLs: ["*"], verbs: ["get"] }, "get /anything/at/all"],
  ])("%s", (_, one, text) => expect(byRule(one, text)).toBe("allowed"));
});

describe("refuses", () => {
  test.each<readonly [string, Manifest, string]>([
    ["another verb", rule("get", "pods"), "list pods in shop"],
    ["another resource", rule("get", "pods"), "get secrets in shop"],
    ["another group", rule("get", "deployments"), "get apps:deployments in shop"],
    ["a sub-resource of what is granted", rule("get", "pods"), "get pods/log in shop"],
    ["what has the sub-resource that is granted", rule("get", "pods/log"), "get pods in shop"],
    ["another sub-resource of everything", rule("get", "*/scale"), "get pods/log in shop"],
    ["a sub-resource by what only looks like a wildcard", rule("get", "pods/*"), "get pods/log in shop"],
    ["a verb by what only looks like a wildcard", rule("ge*", "pods"), "get pods in shop"],
    ["a longer sub-resource", rule("get", "*/log"), "get pods/prolog in shop"],
    ["an object that is not named", rule("get", "secrets", { resourceNames: ["a"] }), "get secrets in shop named b"],
    ["a list where objects are named", rule("list", "secrets", { resourceNames: ["a"] }), "list secrets in shop"],
    ["to create where objects are named", rule("create", "pods", { resourceNames: ["a"] }), "create pods in shop"],
    ["a path by resources", rule("*", "*", { apiGroups: ["*"] }), "get /metrics"],
    ["resources by paths", { nonResourceURLs: ["*"], verbs: ["*"] }, "get pods"],
    ["a path above", { nonResourceURLs: ["/healthz/*"], verbs: ["get"] }, "get /healthz"],
    ["a star inside a path", { nonResourceURLs: ["/a/*/b"], verbs: ["get"] }, "get /a/x/b"],
  ])("%s", (_, one, text) => expect(byRule(one, text)).toBe("denied"));
});

describe("a binding", () => {
  const reads = rule("get", "pods");

  test("of a ClusterRole in a namespace holds there alone", () => {
    const objects = [clusterRole("r", [reads]), boundIn("shop", "ClusterRole r", "user:ann")];
    expect(answer(objects, "get pods in shop")).toBe("allowed");
    expect(answer(objects, "get pods in bank")).toBe("denied");
    expect(answer(objects, "get pods")).toBe("denied");
  });

  test("of a ClusterRole in a namespace hands out no path", () => {
    const objects = [
      clusterRole("r", [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }]),
      boundIn("shop", "ClusterRole r", "user:ann"),
    ];
    expect(answer(objects, "get /metrics")).toBe("denied");
  });

  test("finds a Role in its own namespace, and no Role of that name elsewhere", () => {
    const objects = [role("bank", "r", [reads]), boundIn("shop", "Role r", "user:ann")];
    expect(answer(objects, "get pods in shop")).toBe("unknown");
    expect(answer(objects, "get pods in bank")).toBe("denied");
  });

  test("names a service account as itself, by its user name, and by its groups", () => {
    const web: Requester = {
      user: "system:serviceaccount:shop:web",
      groups: ["system:serviceaccounts", "system:serviceaccounts:shop", "system:authenticated"],
    };
    for (const who of ["account:shop/web", "user:system:serviceaccount:shop:web", "group:system:serviceaccounts:shop"])
      expect(answer([clusterRole("r", [reads]), bound("r", who)], "get pods in bank", web)).toBe("allowed");
    for (const who of ["account:bank/web", "account:shop/we", "group:system:serviceaccounts:bank"])
      expect(answer([clusterRole("r", [reads]), bound("r", who)], "get pods in bank", web)).toBe("denied");
  });

  test("that leaves out a service account's namespace means its own", () => {
    const binding = boundIn("shop", "ClusterRole r", "user:nobody");
    const objects = [clusterRole("r", [reads]), { ...binding, subjects: [{ kind: "ServiceAccount", name: "web" }] }];
    const web = (namespace: string): Requester => ({ user: `system:serviceaccount:${namespace}:web`, groups: [] });
    expect(answer(objects, "get pods in shop", web("shop"))).toBe("allowed");
    expect(answer(objects, "get pods in shop", web("bank"))).toBe("denied");
  });

  test("refuses a user for a group of the same name", () => {
    expect(answer([clusterRole("r", [reads]), bound("r", "user:dev")], "get pods")).toBe("denied");
  });

  test("to a role that nobody wrote is unknown, never a pass and never a refusal; what else grants it counts", () => {
    const missing = bound("missing", "group:dev");
    expect(answer([missing], "get pods in shop")).toBe("unknown");
    expect(answer([missing, clusterRole("r", [reads]), bound("r", "user:ann")], "get pods in shop")).toBe("allowed");
    expect(answer([missing], "get pods in shop", { user: "bob", groups: [] })).toBe("denied");
  });

  test("need not name the masters", () => {
    expect(answer([], "anything pods", { user: "x", groups: ["system:masters"] })).toBe("allowed");
  });
});
