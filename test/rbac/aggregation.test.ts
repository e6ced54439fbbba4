import { expandRoles } from "../../lib/rbac/aggregation";
import { describeRule } from "../../lib/rbac/policy-rule";
import { authorize } from "../../lib/rbac/authorize";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { bound, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";

const labelled = (name: string, labels: Readonly<Record<string, string>>, resource = name, change: Manifest = {}) =>
  clusterRole(name, [rule("get", resource)], { metadata: { name, labels }, ...change });

const gathering = (name: string, selectors: readonly Manifest[], change: Manifest = {}) =>
  clusterRole(name, [], { aggregationRule: { clusterRoleSelectors: selectors }, ...change });

function granted(name: string, ...objects: readonly Manifest[]) {
  const expanded = expandRoles(policyOf(...objects)).get(`ClusterRole//${name}`);
  return {
    rules: (expanded?.rules ?? []).map(describeRule).sort(),
    possible: (expanded?.possible ?? []).map(describeRule).sort(),
  };
}

const one = (key: string, operator: string, ...values: readonly string[]) => ({
  matchExpressions: [{ key, operator, ...(values.length > 0 && { values }) }],
});

describe("an aggregating role", () => {
  const others = [labelled("a", { team: "x" }), labelled("b", { team: "y" }), labelled("c", {})];

  test.each<readonly [string, Manifest, readonly string[]]>([
    ["matchLabels", { matchLabels: { team: "x" } }, ["get on a"]],
    ["In", one("team", "In", "x", "y"), ["get on a", "get on b"]],
    ["NotIn, where a label may be missing", one("team", "NotIn", "x"), ["get on b", "get on c"]],
    ["Exists", one("team", "Exists"), ["get on a", "get on b"]],
    ["DoesNotExist", one("team", "DoesNotExist"), ["get on c"]],
    ["an empty selector, which is everything", {}, ["get on a", "get on b", "get on c"]],
    ["parts that hold together", { matchLabels: { team: "x" }, ...one("team", "NotIn", "x") }, []],
    ["a label of a name that every object has", { matchLabels: { constructor: "x" } }, []],
  ])("gathers by %s", (_, selector, rules) => {
    expect(granted("all", ...others, gathering("all", [selector]))).toEqual({ rules, possible: [] });
  });

  test("gathers by any of its selectors, and what two of them select once", () => {
    const selectors = [{ matchLabels: { team: "x" } }, { matchLabels: { team: "y" } }, one("team", "Exists")];
    expect(granted("all", ...others, gathering("all", selectors)).rules).toEqual(["get on a", "get on b"]);
  });

  test("grants nothing of the rules that stand in it, nor itself, nor Roles", () => {
    const own = gathering("all", [{}], { rules: [rule("get", "secrets")] });
    expect(granted("all", own, role("shop", "r", [rule("get", "pods")]))).toEqual({ rules: [], possible: [] });
  });

  test("gathers what others gathered, however many there are between", () => {
    const chain = Array.from({ length: 30 }, (_, index) =>
      gathering(`n${index}`, [{ matchLabels: { step: `${index + 1}` } }], {
        metadata: { name: `n${index}`, labels: { step: `${index}` } },
      }),
    );
    expect(granted("n0", ...chain, labelled("end", { step: "30" })).rules).toEqual(["get on end"]);
  });

  test("in a circle surely holds what comes from outside; what members wrote themselves is only possible", () => {
    const circle = (name: string, from: string, to: string, resource: string) =>
      gathering(name, [{ matchLabels: { step: to } }], {
        metadata: { name, labels: { step: from } },
        rules: [rule("get", resource)],
      });
    const objects = [circle("p", "1", "2", "secrets"), circle("q", "2", "1", "nodes"), labelled("out", { step: "2" })];
    expect(granted("p", ...objects)).toEqual({ rules: ["get on out"], possible: ["get on nodes", "get on secrets"] });
    const policy = ExpandedPolicy.of(policyOf(...objects, bound("p", "user:ann")));
    const ask = (resource: string) =>
      authorize(
        policy,
        { user: "ann", groups: [] },
        { verb: "get", apiGroup: "", resource, subresource: "", name: "", namespace: "" },
      ).answer;
    expect([ask("out"), ask("secrets"), ask("pods")]).toEqual(["allowed", "unknown", "denied"]);
  });

  test("by whose label rights come to a role of another file is no different", () => {
    expect(
      granted("view", gathering("view", [{ matchLabels: { "to-view": "true" } }]), labelled("x", { "to-view": "true" }))
        .rules,
    ).toEqual(["get on x"]);
  });
});
