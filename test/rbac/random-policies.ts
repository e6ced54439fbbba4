import { fc } from "../property";
import type { AccessRequest } from "../../lib/rbac/request";
import type { Requester } from "../../lib/rbac/subject";
import type { Manifest } from "./manifests";

const apiVersion = "rbac.authorization.k8s.io/v1";
const apiGroup = "rbac.authorization.k8s.io";

/** Roles and bindings that hold together, and questions about them. */
export interface PolicyCase {
  readonly clusterRoles: readonly Manifest[];
  readonly roles: readonly Manifest[];
  readonly clusterBindings: readonly Manifest[];
  readonly bindings: readonly Manifest[];
  readonly questions: readonly { readonly who: Requester; readonly request: AccessRequest }[];
}

const VERBS = ["get", "list", "create", "update", "delete", "deletecollection", "bind", "*", "ge*"];
const GROUPS = ["", "apps", "example.com", "*"];
const RESOURCES = [
  "pods",
  "pods/log",
  "pods/scale",
  "deployments",
  "deployments/scale",
  "pods/*",
  "*",
  "*/scale",
  "*/log",
  "*/*",
];
const NAMES = ["a", "b", "*", ""];
const PATHS = [
  "/metrics",
  "/metrics/",
  "/metrics/x",
  "/healthz",
  "/healthz/*",
  "/heal*",
  "/a**",
  "/a/*/b",
  "*",
  "/*",
  "/",
  "healthz",
];

const some = <Value>(values: readonly Value[], most: number, least = 1) =>
  fc.uniqueArray(fc.constantFrom(...values), { minLength: least, maxLength: most });

const resourceRule = fc.record({
  apiGroups: some(GROUPS, 2),
  resources: some(RESOURCES, 3),
  verbs: some(VERBS, 3),
  resourceNames: fc.oneof({ weight: 2, arbitrary: fc.constant([]) }, { weight: 1, arbitrary: some(NAMES, 2) }),
});
const pathRule = fc.record({ nonResourceURLs: some(PATHS, 3), verbs: some(VERBS, 2) });

/**
 * Policies whose names all begin with a prefix, so that many of them can stand on one server and each be judged by itself: selectors
 * ask for a label of the prefix, whatever else they ask for.
 *
 * @param prefix in letters and digits
 */
export function randomPolicy(prefix: string): fc.Arbitrary<PolicyCase> {
  const clusterNames = [0, 1, 2, 3, 4].map((index) => `${prefix}-c${index}`);
  const namespaces = [`${prefix}-n0`, `${prefix}-n1`];
  const label = (index: number) => `${prefix}/l${index}`;
  const mine = `${prefix}/set`;

  const expression = fc.oneof(
    fc.record({
      key: fc.constantFrom(label(0), label(1)),
      operator: fc.constantFrom("In", "NotIn"),
      values: some(["x", "y"], 2),
    }),
    fc.record({ key: fc.constantFrom(label(0), label(1)), operator: fc.constantFrom("Exists", "DoesNotExist") }),
  );
  const labels = fc.dictionary(fc.constantFrom(label(0), label(1)), fc.constantFrom("x", "y"), { maxKeys: 2 });
  const selector = fc
    .record({ matchLabels: labels, matchExpressions: fc.array(expression, { maxLength: 2 }) })
    .map(({ matchLabels, matchExpressions }) => ({ matchLabels: { ...matchLabels, [mine]: "1" }, matchExpressions }));

  const clusterRoles = fc
    .tuple(
      ...clusterNames.map((name, index) =>
        fc.record({
          name: fc.constant(name),
          labels,
          rules: fc.array(fc.oneof({ weight: 3, arbitrary: resourceRule }, { weight: 1, arbitrary: pathRule }), {
            maxLength: 3,
          }),
          // The first ones gather; a chain may go only to those after, for in a circle the order of controllers decides.
          selectors:
            index < 3
              ? fc.option(fc.array(selector, { minLength: 1, maxLength: 2 }), { nil: undefined })
              : fc.constant(undefined),
        }),
      ),
    )
    .map((all) =>
      all.map(({ name, labels: own, rules, selectors }, index) => ({
        apiVersion,
        kind: "ClusterRole",
        metadata: { name, labels: { ...own, [mine]: "1", [`${prefix}/after`]: `${index}` } },
        rules: selectors === undefined ? rules : [],
        ...(selectors !== undefined && {
          aggregationRule: {
            clusterRoleSelectors: selectors.map(({ matchLabels, matchExpressions }) => ({
              matchLabels,
              matchExpressions: [
                ...matchExpressions,
                {
                  key: `${prefix}/after`,
                  operator: "In",
                  values: [0, 1, 2, 3, 4].filter((one) => one > index).map(String),
                },
              ],
            })),
          },
        }),
      })),
    );

  const roles = fc
    .array(fc.record({ namespace: fc.constantFrom(...namespaces), rules: fc.array(resourceRule, { maxLength: 3 }) }), {
      maxLength: 3,
    })
    .map((all) =>
      all.map(({ namespace, rules }, index) => ({
        apiVersion,
        kind: "Role",
        metadata: { name: `r${index}`, namespace },
        rules,
      })),
    );

  const groupNames = [
    `${prefix}:g0`,
    `${prefix}:g1`,
    "system:authenticated",
    ...namespaces.map((one) => `system:serviceaccounts:${one}`),
  ];
  const userNames = [`${prefix}:u0`, `${prefix}:u1`, `system:serviceaccount:${namespaces[0]}:web`];
  const user = fc.constantFrom(...userNames).map((name) => ({ kind: "User", apiGroup, name }));
  // What is bound to everybody of a server would be found by the questions of every other policy.
  const group = fc
    .constantFrom(...groupNames.filter((name) => name !== "system:authenticated"))
    .map((name) => ({ kind: "Group", apiGroup, name }));
  const account = (isBounded: boolean) =>
    fc
      .tuple(fc.constantFrom("web", "db"), fc.constantFrom(...namespaces, ...(isBounded ? [""] : [])))
      .map(([name, namespace]) => ({ kind: "ServiceAccount", name, ...(namespace !== "" && { namespace }) }));
  const roleNames = [...clusterNames, `${prefix}-missing`, "view", "edit", "system:discovery"];

  const clusterBindings = fc
    .array(
      fc.record({
        role: fc.constantFrom(...roleNames),
        subjects: fc.array(fc.oneof(user, group, account(false)), { maxLength: 3 }),
      }),
      { maxLength: 3 },
    )
    .map((all) =>
      all.map(({ role, subjects }, index) => ({
        apiVersion,
        kind: "ClusterRoleBinding",
        metadata: { name: `${prefix}-b${index}` },
        roleRef: { apiGroup, kind: "ClusterRole", name: role },
        subjects,
      })),
    );
  const bindings = fc
    .array(
      fc.record({
        namespace: fc.constantFrom(...namespaces),
        role: fc.oneof(
          fc.constantFrom(...roleNames).map((name) => ({ apiGroup, kind: "ClusterRole", name })),
          fc.constantFrom("r0", "r1", "r2").map((name) => ({ apiGroup, kind: "Role", name })),
        ),
        subjects: fc.array(fc.oneof(user, group, account(true)), { maxLength: 3 }),
      }),
      { maxLength: 4 },
    )
    .map((all) =>
      all.map(({ namespace, role, subjects }, index) => ({
        apiVersion,
        kind: "RoleBinding",
        metadata: { name: `b${index}`, namespace },
        roleRef: role,
        subjects,
      })),
    );

  const who = fc.record({
    user: fc.constantFrom(...userNames, `system:serviceaccount:${namespaces[1]}:db`, `${prefix}:nobody`),
    groups: some(groupNames, 3, 0),
  });
  const request: fc.Arbitrary<AccessRequest> = fc.oneof(
    {
      weight: 5,
      arbitrary: fc.record({
        verb: fc.constantFrom(...VERBS),
        apiGroup: fc.constantFrom(...GROUPS),
        resource: fc.constantFrom("pods", "deployments", "secrets", "*"),
        subresource: fc.constantFrom("", "log", "scale", "*"),
        name: fc.constantFrom("", "a", "b", "c"),
        namespace: fc.constantFrom("", ...namespaces),
      }),
    },
    {
      weight: 1,
      arbitrary: fc.record({
        verb: fc.constantFrom("get", "list", "post"),
        path: fc.constantFrom(...PATHS, "/apis", "/a", "/a/x/b", "/ab"),
      }),
    },
  );
  return fc
    .record({
      clusterRoles,
      roles,
      clusterBindings,
      bindings,
      asked: fc.array(fc.record({ who, request }), { minLength: 4, maxLength: 4 }),
      aims: fc.array(fc.array(fc.nat(), { minLength: 10, maxLength: 10 }), { minLength: 8, maxLength: 8 }),
    })
    .map(({ asked, aims, ...policy }) => ({
      ...policy,
      questions: [...asked, ...aims.flatMap((aim) => aimed(policy, aim) ?? [])],
    }));
}

type Question = PolicyCase["questions"][number];

/** A question that a binding and a rule suggest: mostly in the place, of the subject and for the right that they are about. */
function aimed(
  { clusterRoles, roles, clusterBindings, bindings }: Omit<PolicyCase, "questions">,
  numbers: readonly number[],
): Question | undefined {
  let used = 0;
  const pick = <Value>(values: readonly Value[]): Value | undefined => values[(numbers[used++] ?? 0) % values.length];
  const binding = pick([...clusterBindings, ...bindings]);
  const subject = pick((binding?.subjects ?? []) as readonly Readonly<Record<string, string>>[]);
  const { namespace: place = "" } = (binding?.metadata ?? {}) as { readonly namespace?: string };
  const { kind, name: roleName } = (binding?.roleRef ?? {}) as Readonly<Record<string, string>>;
  const named = (kind === "Role" ? roles : clusterRoles).filter(
    ({ metadata }) => (metadata as { readonly name: string }).name === roleName,
  );
  // What a role gathers stands in others.
  const gathers = named.some(({ aggregationRule }) => aggregationRule !== undefined);
  const rules = (gathers ? clusterRoles : named).flatMap((one) => one.rules as readonly Manifest[]);
  const rule = pick(rules) as Readonly<Record<string, readonly string[]>> | undefined;
  if (subject === undefined || rule === undefined) return undefined;
  const { kind: who, name = "", namespace = place } = subject;
  const requester: Requester =
    who === "Group"
      ? { user: "somebody", groups: [name] }
      : { user: who === "User" ? name : `system:serviceaccount:${namespace}:${name}`, groups: [] };
  const plain = (text: string | undefined, instead: string) => (text === "*" ? instead : (text ?? instead));
  const verb = plain(pick(rule.verbs ?? []), "get");
  if (rule.nonResourceURLs !== undefined)
    return { who: requester, request: { verb, path: plain(pick(rule.nonResourceURLs), "/x").replace(/\*+$/, "x") } };
  const [resource = "", subresource = ""] = plain(pick(rule.resources ?? []), "secrets/log").split("/");
  const request = {
    verb,
    apiGroup: plain(pick(rule.apiGroups ?? []), "apps"),
    resource: plain(resource, "deployments"),
    subresource: pick([subresource, subresource, "log"]) ?? "",
    name: pick([...(rule.resourceNames ?? []), "", "c"]) ?? "",
    namespace: pick([place, place, `${place}-other`]) ?? "",
  };
  return { who: requester, request };
}
