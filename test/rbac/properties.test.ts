import { authorize } from "../../lib/rbac/authorize";
import { AdminPaths } from "../../lib/rbac/escalation/find-path";
import { Moves } from "../../lib/rbac/escalation/moves";
import { Identities } from "../../lib/rbac/escalation/identity";
import { Search } from "../../lib/rbac/escalation/search";
import { ShortestWays } from "../../lib/rbac/escalation/shortest-ways";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { readPolicy } from "../../lib/rbac/read-policy";
import type { AccessRequest } from "../../lib/rbac/request";
import { requesterOf } from "../../lib/rbac/subject";
import { answer } from "../../lib/rbac/who-can/answer";
import { fc, runs } from "../property";
import { bound, clusterRole, type Manifest, rule } from "./manifests";
import { type PolicyCase, randomPolicy } from "./random-policies";

/** Who holds everything: whoever comes by any account, by one of them alone, and by two whose rights add up. */
const ENDS: readonly (readonly Manifest[])[] = [
  [
    clusterRole("everything", [rule("*", "*", { apiGroups: ["*"] })]),
    bound("everything", "group:system:serviceaccounts"),
  ],
  [clusterRole("everything", [rule("*", "*", { apiGroups: ["*"] })]), bound("everything", "account:p-n1/db")],
  [
    clusterRole("binds", [rule("bind", "clusterroles", { apiGroups: ["rbac.authorization.k8s.io"] })]),
    bound("binds", "account:p-n0/web"),
    clusterRole("makes", [rule("create", "clusterrolebindings", { apiGroups: ["rbac.authorization.k8s.io"] })]),
    bound("makes", "account:p-n1/db"),
    clusterRole("pods", [rule("create", "pods")]),
    bound("pods", "group:p:g0"),
  ],
];

const RUNS = { numRuns: runs(200) };
const policies = randomPolicy("p");

const objectsOf = ({ clusterRoles, roles, clusterBindings, bindings }: PolicyCase) => [
  ...clusterRoles,
  ...roles,
  ...clusterBindings,
  ...bindings,
];

function expand(objects: readonly Manifest[]): ExpandedPolicy {
  const { policy, issues } = readPolicy([{ source: "random", objects }], "default");
  expect(issues).toEqual([]);
  return ExpandedPolicy.of(policy);
}

const answersOf = (policy: ExpandedPolicy, { questions }: PolicyCase) =>
  questions.map(({ who, request }) => authorize(policy, who, request).answer);

/** A second opinion on one rule, by patterns instead of comparisons. */
function allowsByPattern(rule: Readonly<Record<string, readonly string[]>>, request: AccessRequest): boolean {
  const quoted = (text: string) => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
  const one = (texts: readonly string[] = []) =>
    `(?:${texts.map((text) => (text === "*" ? ".*" : quoted(text))).join("|")})`;
  if ("path" in request) {
    const paths = (rule.nonResourceURLs ?? []).map(
      (url) => quoted(url.replace(/\*+$/, "")) + (url.endsWith("*") ? ".*" : ""),
    );
    return (
      paths.length > 0 &&
      new RegExp(`^${one(rule.verbs)} (?:${paths.join("|")})$`, "s").test(`${request.verb} ${request.path}`)
    );
  }
  const { verb, apiGroup, resource, subresource, name } = request;
  const resources = (rule.resources ?? []).map((text) =>
    text === "*"
      ? "[^ ]*"
      : subresource !== "" && text === `*/${subresource}`
        ? `[^/ ]+/${quoted(subresource)}`
        : quoted(text),
  );
  const names =
    (rule.resourceNames ?? []).length === 0 ? ".*" : `(?:${(rule.resourceNames ?? []).map(quoted).join("|")})`;
  const full = subresource === "" ? resource : `${resource}/${subresource}`;
  return (
    resources.length > 0 &&
    new RegExp(`^${one(rule.verbs)} ${one(rule.apiGroups)} (?:${resources.join("|")}) ${names}$`, "s").test(
      `${verb} ${apiGroup} ${full} ${name}`,
    )
  );
}

test("a second opinion on single rules, by patterns, is the same", () => {
  fc.assert(
    fc.property(policies, ({ clusterRoles, questions }) => {
      for (const { rules } of clusterRoles as readonly {
        readonly rules: readonly Readonly<Record<string, readonly string[]>>[];
      }[])
        for (const rule of rules) {
          const only = expand([
            { apiVersion: "rbac.authorization.k8s.io/v1", kind: "ClusterRole", metadata: { name: "r" }, rules: [rule] },
            {
              apiVersion: "rbac.authorization.k8s.io/v1",
              kind: "ClusterRoleBinding",
              metadata: { name: "b" },
              roleRef: { kind: "ClusterRole", name: "r" },
              subjects: [{ kind: "User", name: "u" }],
            },
          ]);
          for (const { request } of questions)
            expect(authorize(only, { user: "u", groups: [] }, request).answer === "allowed").toBe(
              allowsByPattern(rule, request),
            );
        }
    }),
    RUNS,
  );
});

test("the order of documents changes no answer", () => {
  fc.assert(
    fc.property(policies, (one) => {
      const objects = objectsOf(one);
      expect(answersOf(expand([...objects].reverse()), one)).toEqual(answersOf(expand(objects), one));
    }),
    RUNS,
  );
});

test("a binding more takes nothing away, and a role that is gone grants nothing", () => {
  fc.assert(
    fc.property(policies, fc.nat(), (one, number) => {
      const objects = objectsOf(one);
      const all = answersOf(expand(objects), one);
      const without = objects.filter((_, index) => index !== number % Math.max(objects.length, 1));
      answersOf(expand(without), one).forEach((less, index) => {
        if (less === "allowed") expect(all[index]).toBe("allowed");
        if (all[index] === "denied") expect(less).not.toBe("allowed");
      });
    }),
    RUNS,
  );
});

test("who can is told of the same subjects that are allowed when asked one by one", () => {
  fc.assert(
    fc.property(policies, (one) => {
      const policy = expand(objectsOf(one));
      for (const { request } of one.questions) {
        if (!("path" in request) && request.namespace === "") continue;
        for (const { subject, may, where } of answer(policy, policy.subjects, { text: "", request })) {
          const decided = authorize(policy, requesterOf(subject), request).answer;
          // Asked for no name in particular, rights to named objects are told with their names.
          const named = where.length > 0 && where.every((place) => place.includes(" named "));
          if (named) expect(decided).not.toBe("allowed");
          else expect(may).toBe(decided === "allowed" ? "yes" : decided === "unknown" ? "unknown" : "no");
        }
      }
    }),
    RUNS,
  );
});

test("a path is told where one is found by looking from one subject alone, and none that is longer where single identities go it", () => {
  let told = 0;
  let none = 0;
  let together = 0;
  fc.assert(
    fc.property(policies, fc.constantFrom(...ENDS), (one, end) => {
      const identities = new Identities(expand([...objectsOf(one), ...end]));
      const { subjects } = identities.policy;
      const paths = new AdminPaths(identities, subjects);
      for (const subject of subjects) {
        const path = paths.of(subject);
        const alone = (isCertain: boolean) => new Search(identities, [identities.of(subject)], isCertain).path();
        const [certain, possible] = [alone(true), alone(false)];
        expect([path !== undefined, path?.certain ?? false]).toEqual([possible !== undefined, certain !== undefined]);
        if (path === undefined) {
          none += 1;
          continue;
        }
        told += 1;
        const shortest = new ShortestWays(new Moves(identities, [identities.of(subject)]));
        if (shortest.leads(identities.of(subject), path.certain))
          expect(path.length).toBeLessThanOrEqual((certain ?? possible)?.length ?? 0);
        else together += 1;
      }
    }),
    RUNS,
  );
  // All of it happens, or it would show nothing.
  expect([told > 0, none > 0, together > 0]).toEqual([true, true, true]);
});
