import { authorize } from "../../lib/rbac/authorize";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { describeRule } from "../../lib/rbac/policy-rule";
import type { AccessRequest } from "../../lib/rbac/request";
import { readAuditLine } from "../../lib/rbac/suggest/audit-event";
import { neverSeen, neverUsed } from "../../lib/rbac/suggest/never-used";
import { propose } from "../../lib/rbac/suggest/propose";
import { MOST_NAMES, TooMuchUsed, Usage } from "../../lib/rbac/suggest/usage";
import { fc, runs } from "../property";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";

const allow = { "authorization.k8s.io/decision": "allow" };
const event = (change: Manifest = {}): Manifest => ({
  kind: "Event",
  apiVersion: "audit.k8s.io/v1",
  stage: "ResponseComplete",
  verb: "get",
  user: { username: "oidc:ann", groups: ["oidc:dev", "system:authenticated"] },
  objectRef: { resource: "pods", namespace: "shop", name: "web", apiVersion: "v1" },
  requestURI: "/api/v1/namespaces/shop/pods/web",
  responseStatus: { code: 200 },
  annotations: allow,
  ...change,
});
const ref = (resource: string, change: Manifest = {}) => ({ objectRef: { resource, namespace: "shop", ...change } });

function usageOf(...events: readonly Manifest[]): Usage {
  const usage = new Usage();
  for (const one of events) {
    const read = readAuditLine(JSON.stringify(one));
    if (read.as === "problem") throw new Error(read.why);
    if (read.as === "accesses") for (const access of read.accesses) usage.add(access);
  }
  return usage;
}

/** The rules that are proposed to the first user, each with the namespace of its role. */
function proposed(...events: readonly Manifest[]): readonly string[] {
  const [record] = usageOf(...events).records();
  if (record === undefined) return [];
  return propose(record).roles.flatMap(({ namespace, rules }) =>
    rules.map((one) => `${namespace === "" ? "everywhere" : namespace}: ${describeRule(one)}`),
  );
}

describe("what was done is proposed:", () => {
  test.each<readonly [string, readonly Manifest[], readonly string[]]>([
    ["an object by its name, in its namespace", [event()], ["shop: get on pods named web"]],
    [
      "several names together",
      [event(), event({ ...ref("pods", { name: "db" }) })],
      ["shop: get on pods named db, web"],
    ],
    ["no names where one use had none", [event(), event({ verb: "get", ...ref("pods") })], ["shop: get on pods"]],
    ["a list, which has no name", [event({ verb: "list", ...ref("pods") })], ["shop: list on pods"]],
    [
      "a watch that has only started",
      [event({ verb: "watch", stage: "ResponseStarted", ...ref("pods") })],
      ["shop: watch on pods"],
    ],
    [
      "what is created, without the name on record",
      [event({ verb: "create", responseStatus: { code: 201 } })],
      ["shop: create on pods"],
    ],
    [
      "a sub-resource that is created, by the name in its path",
      [event({ verb: "create", ...ref("pods", { name: "web", subresource: "eviction" }) })],
      ["shop: create on pods/eviction named web"],
    ],
    [
      "what all namespaces were asked for",
      [event({ verb: "list", objectRef: { resource: "deployments", apiGroup: "apps" } })],
      ["everywhere: list on deployments of apps"],
    ],
    ["a path", [event({ objectRef: undefined, requestURI: "/metrics?x=1" })], ["everywhere: get on /metrics"]],
    [
      "verbs of one resource in one rule",
      [event({ verb: "list", ...ref("pods") }), event({ verb: "watch", ...ref("pods") })],
      ["shop: list, watch on pods"],
    ],
    [
      "resources of the same verbs in one rule",
      [event({ verb: "list", ...ref("pods") }), event({ verb: "list", ...ref("services") })],
      ["shop: list on pods, services"],
    ],
    [
      "nothing of what everybody may do",
      [
        event({
          verb: "create",
          objectRef: { resource: "selfsubjectaccessreviews", apiGroup: "authorization.k8s.io" },
        }),
        event({ objectRef: undefined, requestURI: "/apis" }),
      ],
      [],
    ],
    [
      "to create by its name what an apply has made",
      [event({ verb: "patch", responseStatus: { code: 201 } })],
      ["shop: create, patch on pods named web"],
    ],
    ["only to patch what an apply has found", [event({ verb: "patch" })], ["shop: patch on pods named web"]],
  ])("%s", (_, events, rules) => expect(proposed(...events)).toEqual(rules));

  test("no names where there are more than a role may list", () => {
    const many = Array.from({ length: MOST_NAMES + 1 }, (_, index) => event({ ...ref("pods", { name: `p${index}` }) }));
    expect(proposed(...many)).toEqual(["shop: get on pods"]);
    expect(proposed(...many.slice(1))[0]).toContain("named p1, p10");
  });

  test("as the one whom somebody acted as; the right to act so is the other's", () => {
    const records = usageOf(
      event({ impersonatedUser: { username: "bob", groups: ["team", "system:authenticated"] } }),
    ).records();
    expect(
      records.map(({ user, used }) => [
        user,
        used.map(({ request, names }) => ["verb" in request && request.verb, names]),
      ]),
    ).toEqual([
      ["bob", [["get", ["web"]]]],
      [
        "oidc:ann",
        [
          ["impersonate", ["team"]],
          ["impersonate", ["bob"]],
        ],
      ],
    ]);
  });

  test("with a warning where it is dangerous", () => {
    const [record] = usageOf(
      event({ verb: "list", ...ref("secrets") }),
      event({ ...ref("secrets", { name: "db" }) }),
    ).records();
    const warnings = record === undefined ? [] : propose(record).roles.flatMap((one) => one.warnings);
    expect(warnings).toHaveLength(2);
    expect(warnings.join()).toContain("secrets: list on secrets");
  });
});

describe("not proposed is", () => {
  test.each<readonly [string, Manifest]>([
    ["what was denied", event({ annotations: { "authorization.k8s.io/decision": "forbid" } })],
    ["what nothing was decided about", event({ annotations: {} })],
    ["a request that only arrived", event({ stage: "RequestReceived", annotations: undefined })],
    ["a request of nobody", event({ user: {} })],
  ])("%s", (_, one) => expect(proposed(one)).toEqual([]));

  test("but it is kept apart, and listed", () => {
    const [record] = usageOf(
      event({ annotations: { "authorization.k8s.io/decision": "forbid" } }),
      event({ verb: "list", annotations: {} }),
    ).records();
    expect([record?.used.length, record?.denied.length, record?.undecided.length]).toEqual([0, 1, 1]);
  });
});

describe("refuses", () => {
  test.each<readonly [string, string, string]>([
    ["what is no JSON", "{", "it is not JSON"],
    ["a JSON that is no event", "[]", "it is no audit event"],
    ["another version", JSON.stringify({ ...event(), apiVersion: "audit.k8s.io/v1beta1" }), "audit.k8s.io/v1"],
    ["another kind", JSON.stringify({ ...event(), kind: "Policy" }), "it is no audit event"],
    ["an event without a verb", JSON.stringify(event({ verb: undefined })), "no verb"],
    [
      "an event of nothing",
      JSON.stringify(event({ objectRef: undefined, requestURI: undefined })),
      "neither a resource nor a path",
    ],
    ["a user that is none", JSON.stringify(event({ user: 5 })), "user is none"],
    ["a resource that is none", JSON.stringify(event({ objectRef: "x" })), "neither a resource nor a path"],
    ["every resource", JSON.stringify(event(ref("*"))), '"*", which no API server records'],
    ["every verb", JSON.stringify(event({ verb: "*" })), '"*", which no API server records'],
    ["a namespace that cannot be", JSON.stringify(event(ref("pods", { namespace: "Bad NS!" }))), '"Bad NS!"'],
    [
      "every path",
      JSON.stringify(event({ objectRef: undefined, requestURI: "/debug/*" })),
      '"/debug/*", which no API server records',
    ],
    [
      "a list with something else in it",
      JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "EventList", items: [event(), 7] }),
      "no event",
    ],
  ])("%s", (_, line, why) => {
    expect(readAuditLine(line)).toMatchObject({ as: "problem", why: expect.stringContaining(why) });
  });

  test("more users than a cluster has", () => {
    const usage = new Usage();
    const request: AccessRequest = { verb: "get", path: "/" };
    expect(() => {
      for (let index = 0; index < 20_001; index += 1)
        usage.add({ who: { user: `u${index}`, groups: [] }, request, decision: "allowed" });
    }).toThrow(TooMuchUsed);
  });
});

test("reads lists of events, as a webhook gets them", () => {
  const read = readAuditLine(
    JSON.stringify({ apiVersion: "audit.k8s.io/v1", kind: "EventList", items: [event(), event()] }),
  );
  expect(read).toMatchObject({ as: "accesses", accesses: [{}, {}] });
});

describe("against what is held", () => {
  const compare = (objects: readonly Manifest[], ...events: readonly Manifest[]) => {
    const policy = ExpandedPolicy.of(policyOf(...objects));
    const [record] = usageOf(...events).records();
    return record === undefined ? [] : neverUsed(policy, record).flatMap(({ never }) => never);
  };
  const held = (...rules: readonly Manifest[]) => [clusterRole("r", rules), bound("r", "group:oidc:dev")];

  test.each<readonly [string, readonly Manifest[], readonly string[]]>([
    ["nothing is left where all was used", held(rule("get", "pods")), []],
    ["verbs that were not used", held(rule("get,delete", "pods")), ["delete pods"]],
    ["resources that were not used", held(rule("get", "pods,secrets")), ["get secrets"]],
    ["names that were not used", held(rule("get", "pods", { resourceNames: ["other"] })), ["get pods"]],
    ["a wildcard, with what was used of it", held(rule("*", "pods")), ["* pods, but for get pods"]],
    ["paths", held({ nonResourceURLs: ["/metrics"], verbs: ["get"] }), ["get /metrics"]],
    [
      "the same in another namespace",
      [role("bank", "r", [rule("get", "pods")]), boundIn("bank", "Role r", "user:oidc:ann")],
      ["get pods"],
    ],
    ["nothing of what others hold", [clusterRole("r", [rule("get", "secrets")]), bound("r", "group:oidc:ops")], []],
  ])("%s", (_, objects, never) => expect(compare(objects, event())).toEqual(never));

  test("names that were too many to keep are not said to be unused", () => {
    const many = Array.from({ length: MOST_NAMES + 5 }, (_, index) => event({ ...ref("pods", { name: `p${index}` }) }));
    expect(compare(held(rule("get", "pods", { resourceNames: ["p3"] })), ...many)).toEqual([]);
  });

  test("who is bound and never comes is named", () => {
    const { subjects } = ExpandedPolicy.of(
      policyOf(bound("r", "group:oidc:dev", "group:oidc:gone", "account:shop/web", "user:oidc:ann")),
    );
    expect(neverSeen(subjects, usageOf(event()).records())).toEqual(["group oidc:gone", "service account shop/web"]);
  });
});

test("a proposal allows everything that was done, and nothing of it can be left out", () => {
  const request = fc.oneof(
    fc.record({
      verb: fc.constantFrom("get", "list", "create", "delete", "patch", "deletecollection"),
      apiGroup: fc.constantFrom("", "apps"),
      resource: fc.constantFrom("pods", "configmaps", "deployments"),
      subresource: fc.constantFrom("", "scale", "log"),
      name: fc.constantFrom("", "a", "b"),
      namespace: fc.constantFrom("", "shop", "bank"),
    }),
    fc.record({ verb: fc.constantFrom("get", "post"), path: fc.constantFrom("/metrics", "/x", "/debug/pprof") }),
  );
  fc.assert(
    fc.property(fc.array(request, { maxLength: 12 }), (requests) => {
      const usage = new Usage();
      // The record of a creation knows a name that authorization did not.
      const asked = requests.map((one) => {
        const isNameless =
          "resource" in one && (one.verb === "deletecollection" || (one.verb === "create" && one.subresource === ""));
        return isNameless ? { ...one, name: "" } : one;
      });
      for (const one of asked) usage.add({ who: { user: "ann", groups: [] }, request: one, decision: "allowed" });
      const [record] = usage.records();
      const roles = record === undefined ? [] : propose(record).roles;
      const policyWith = (leave: (roleIndex: number, ruleIndex: number, field: string, index: number) => boolean) =>
        ExpandedPolicy.of(
          policyOf(
            ...roles.flatMap(({ namespace, rules }, roleIndex) => {
              const written = rules.map((one, ruleIndex) => {
                const kept = (field: string, values: readonly string[]) =>
                  values.filter((_, index) => !leave(roleIndex, ruleIndex, field, index));
                return {
                  apiGroups: one.apiGroups,
                  resources: kept("resources", one.resources),
                  resourceNames: kept("resourceNames", one.resourceNames),
                  nonResourceURLs: kept("nonResourceUrls", one.nonResourceUrls),
                  verbs: kept("verbs", one.verbs),
                };
              });
              const sound = written.filter(
                (one) => one.verbs.length > 0 && one.resources.length + one.nonResourceURLs.length > 0,
              );
              return namespace === ""
                ? [clusterRole("all", sound), bound("all", "user:ann")]
                : [role(namespace, "one", sound), boundIn(namespace, "Role one", "user:ann")];
            }),
          ),
        );
      const allows = (policy: ExpandedPolicy) =>
        asked.every((one) => authorize(policy, { user: "ann", groups: [] }, one).answer === "allowed");
      expect(allows(policyWith(() => false))).toBe(true);
      roles.forEach(({ rules }, roleIndex) => {
        rules.forEach((one, ruleIndex) => {
          for (const field of ["resources", "nonResourceUrls", "verbs", "resourceNames"] as const)
            one[field].forEach((_, index) => {
              // Without its last name a rule would mean all objects.
              if (field === "resourceNames" && one.resourceNames.length === 1) return;
              const less = policyWith(
                (...at) => JSON.stringify(at) === JSON.stringify([roleIndex, ruleIndex, field, index]),
              );
              expect(allows(less)).toBe(false);
            });
        });
      });
    }),
    { numRuns: runs(100) },
  );
});
