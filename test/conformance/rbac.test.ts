import { setTimeout } from "node:timers/promises";
import { authorize } from "../../lib/rbac/authorize";
import { defaultPolicy } from "../../lib/rbac/default-policy/default-policy";
import { withDefaults } from "../../lib/rbac/default-policy/with-defaults";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { readPolicy } from "../../lib/rbac/read-policy";
import { PROVING } from "../proving";
import { fc } from "../property";
import { BareApiServer } from "../range/laboratory/bare-api-server";
import type { Manifest } from "../rbac/manifests";
import { BINDING, REFUSED } from "../rbac/refused-objects";
import { type PolicyCase, randomPolicy } from "../rbac/random-policies";
import { programPath, testUnless } from "./programs";

// Our answers against those of a running API server of the same version, with the controller that aggregates. What is asked of
// each random policy is asked of both, and every answer is compared.
const POLICIES = PROVING ? 1_000 : 100;
const AT_ONCE = 24;

const programs = {
  "kube-apiserver": programPath("kube-apiserver"),
  etcd: programPath("etcd"),
  "kube-controller-manager": programPath("kube-controller-manager"),
};
const missing = Object.entries(programs).find(([, path]) => path === undefined)?.[0];
const without = missing === undefined ? undefined : `${missing} is not there`;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";

interface ServerAnswer {
  readonly allowed: boolean;
  readonly reason: string;
}

let server: BareApiServer;
let defaults: readonly Manifest[];
let cases: readonly PolicyCase[];
let answers: readonly (readonly ServerAnswer[])[];

async function all<Item, Result>(items: readonly Item[], take: (item: Item) => Promise<Result>): Promise<Result[]> {
  const results: Result[] = [];
  let next = 0;
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await take(items[index] as Item);
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return results;
}

beforeAll(async () => {
  const { "kube-apiserver": apiServer, etcd, "kube-controller-manager": manager } = programs;
  if (apiServer === undefined || etcd === undefined || manager === undefined) return;
  server = await BareApiServer.start({ "kube-apiserver": apiServer, etcd, "kube-controller-manager": manager });
  defaults = await listAll();
  const seed = Number(process.env.PORTCULLIS_PROPERTY_SEED ?? 20_260_101);
  cases = Array.from(
    { length: POLICIES },
    (_, index) => fc.sample(randomPolicy(`p${index}`), { seed: seed + index, numRuns: 1 })[0] as PolicyCase,
  );
  await all(cases.flatMap(objectsOf), (object) => server.create(pathOf(object), object));
  await settled();
  answers = await all(cases, async ({ questions }) => {
    const answered: ServerAnswer[] = [];
    for (const question of questions) answered.push(await review(question));
    return answered;
  });
}, 480_000);

afterAll(async () => {
  await server?.end();
});

function objectsOf({ clusterRoles, roles, clusterBindings, bindings }: PolicyCase): readonly Manifest[] {
  return [...clusterRoles, ...roles, ...clusterBindings, ...bindings];
}

function pathOf({ kind, metadata }: Manifest): string {
  const { namespace } = metadata as { readonly namespace?: string };
  return `${RBAC}${namespace === undefined ? "" : `/namespaces/${namespace}`}/${String(kind).toLowerCase()}s`;
}

async function listAll(): Promise<readonly Manifest[]> {
  const kinds = ["clusterroles", "clusterrolebindings", "roles", "rolebindings"];
  const lists = await all(kinds, async (kind) => (await server.ask({ path: `${RBAC}/${kind}` })).body as Manifest);
  return lists;
}

/** Until the roles that gather others do not change any more, and what authorizes has seen the last of all objects. */
async function settled(): Promise<void> {
  const rules = async () => {
    const { body } = await server.ask({ path: `${RBAC}/clusterroles` });
    const { items } = body as {
      readonly items: readonly { readonly metadata: { readonly name: string }; readonly rules: unknown }[];
    };
    return JSON.stringify(items.map((item) => [item.metadata.name, item.rules]));
  };
  for (let before = "", now = await rules(); before !== now; ) {
    await setTimeout(3_000);
    before = now;
    now = await rules();
  }
  const apiGroup = "rbac.authorization.k8s.io";
  const last = (kind: string, change: Manifest = {}) => ({
    apiVersion: `${apiGroup}/v1`,
    kind,
    metadata: { name: "last", ...change },
  });
  const rule = { apiGroups: ["last"], resources: ["last"], verbs: ["get"] };
  const subjects = [{ kind: "User", apiGroup, name: "last" }];
  const inside = { namespace: "last" };
  const objects: readonly Manifest[] = [
    { ...last("ClusterRole"), rules: [{ ...rule, resources: ["first"] }] },
    { ...last("Role", inside), rules: [rule] },
    { ...last("ClusterRoleBinding"), roleRef: { apiGroup, kind: "ClusterRole", name: "last" }, subjects },
    { ...last("RoleBinding", inside), roleRef: { apiGroup, kind: "Role", name: "last" }, subjects },
  ];
  for (const object of objects) await server.create(pathOf(object), object);
  const until = Date.now() + 60_000;
  for (const resource of ["first", "last"]) {
    const request = { verb: "get", apiGroup: "last", resource, subresource: "", name: "", namespace: "last" };
    while (!(await review({ who: { user: "last", groups: [] }, request })).allowed) {
      if (Date.now() > until) throw new Error("the server does not see what was made last");
      await setTimeout(100);
    }
  }
}

async function review({ who, request }: PolicyCase["questions"][number]): Promise<ServerAnswer> {
  const attributes =
    "path" in request
      ? { nonResourceAttributes: { path: request.path, verb: request.verb } }
      : { resourceAttributes: { ...request, apiGroup: undefined, group: request.apiGroup } };
  const { status, body } = await server.ask({
    path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
    method: "POST",
    body: { apiVersion: "authorization.k8s.io/v1", kind: "SubjectAccessReview", spec: { ...who, ...attributes } },
  });
  if (status !== 201) throw new Error(`${status} ${JSON.stringify(body)}`);
  const { allowed, reason = "" } = (
    body as { readonly status: { readonly allowed: boolean; readonly reason?: string } }
  ).status;
  return { allowed, reason };
}

/** Every question to which we answer otherwise than the server, after a change to what we are told or ask of the first policies. */
function disagreements(change: (one: PolicyCase) => PolicyCase = (one) => one, most = POLICIES): readonly string[] {
  return cases.slice(0, most).flatMap((written, index) => {
    const one = change(written);
    const { policy, issues } = readPolicy([{ source: `policy ${index}`, objects: objectsOf(one) }], "default");
    if (issues.length > 0) throw new Error(JSON.stringify(issues));
    const expanded = ExpandedPolicy.of(withDefaults(policy));
    return one.questions.flatMap(({ who, request }, number) => {
      const { answer } = authorize(expanded, who, request);
      const said = answers[index]?.[number];
      // A role that is missing denies, and the server says so.
      const agreed =
        said !== undefined &&
        said.allowed === (answer === "allowed") &&
        said.reason.includes("not found") === (answer === "unknown");
      return agreed
        ? []
        : [`${JSON.stringify({ index, who, request })}: we say ${answer}, it says ${JSON.stringify(said)}`];
    });
  });
}

describe("what roles and bindings grant", () => {
  testUnless(without, `is what the API server says of them, in every answer of ${POLICIES} random policies`, () => {
    expect(disagreements()).toEqual([]);
    // Nothing would be shown by questions that are all refused.
    const allowed = answers.flat().filter(({ allowed: isAllowed }) => isAllowed).length;
    const unknown = answers.flat().filter(({ reason }) => reason.includes("not found")).length;
    expect(allowed).toBeGreaterThan(POLICIES / 2);
    expect(unknown).toBeGreaterThan(POLICIES / 20);
    expect(answers.flat().length).toBeGreaterThan(POLICIES * 5);
  });

  const withRoles =
    (change: (role: Manifest) => Manifest) =>
    (one: PolicyCase): PolicyCase => ({
      ...one,
      clusterRoles: one.clusterRoles.map(change),
      roles: one.roles.map(change),
    });
  const withRules = (change: (rule: Manifest) => Manifest) =>
    withRoles((role) => ({ ...role, rules: (role.rules as readonly Manifest[]).map(change) }));
  const list = (value: unknown) => (value ?? []) as readonly string[];
  const mapped = (field: string, change: (text: string) => string) =>
    withRules((rule) => (rule[field] === undefined ? rule : { ...rule, [field]: list(rule[field]).map(change) }));

  const WRONG: readonly (readonly [string, (one: PolicyCase) => PolicyCase])[] = [
    ["names of objects are ignored", withRules((rule) => ({ ...rule, resourceNames: [] }))],
    ["roles gather nothing", withRoles(({ aggregationRule: _, ...role }) => role)],
    [
      "selectors look at labels alone, not at expressions",
      withRoles((role) => {
        const { clusterRoleSelectors: selectors } = (role.aggregationRule ?? {}) as {
          readonly clusterRoleSelectors?: readonly Manifest[];
        };
        if (selectors === undefined) return role;
        return {
          ...role,
          aggregationRule: { clusterRoleSelectors: selectors.map(({ matchLabels }) => ({ matchLabels })) },
        };
      }),
    ],
    ["*/scale means nothing", mapped("resources", (text) => (text === "*/scale" ? "nothing/scale" : text))],
    ["pods/* is a wildcard", mapped("resources", (text) => (text === "pods/*" ? "pods/log" : text))],
    [
      "a star at the end of a path means nothing",
      mapped("nonResourceURLs", (text) => (text.length > 1 ? text.replace(/\*+$/, "") : text)),
    ],
    [
      "groups are ignored",
      (one) => ({
        ...one,
        questions: one.questions.map(({ who, request }) => ({ who: { ...who, groups: [] }, request })),
      }),
    ],
    [
      "a RoleBinding holds everywhere",
      (one) => ({
        ...one,
        bindings: [],
        clusterBindings: [
          ...one.clusterBindings,
          ...one.bindings
            .filter(({ roleRef }) => (roleRef as Manifest).kind === "ClusterRole")
            .map((binding, index) => ({
              ...binding,
              kind: "ClusterRoleBinding",
              metadata: { name: `everywhere-${index}` },
              subjects: (binding.subjects as readonly Manifest[]).map((subject) =>
                subject.kind === "ServiceAccount" ? { namespace: "other", ...subject } : subject,
              ),
            })),
        ],
      }),
    ],
    [
      "an account without a namespace is of another",
      (one) => ({
        ...one,
        bindings: one.bindings.map((binding) => ({
          ...binding,
          subjects: (binding.subjects as readonly Manifest[]).map((subject) =>
            subject.kind === "ServiceAccount" ? { namespace: "other", ...subject } : subject,
          ),
        })),
      }),
    ],
  ];

  for (const [name, change] of WRONG)
    testUnless(without, `would not be what the server says if ${name}, so the comparison can fail`, () => {
      expect(disagreements(change, 200).length).toBeGreaterThan(0);
    });
});

describe("what is refused of an object", () => {
  const objects = REFUSED.flatMap(([name, object]) => {
    const one = object as Manifest | string;
    const isKnown =
      typeof one !== "string" &&
      ["Role", "ClusterRole", "RoleBinding", "ClusterRoleBinding"].includes(String(one.kind));
    return isKnown ? [[name, one] as const] : [];
  });
  const refusal = async (object: Manifest) => {
    const path = `${pathOf({ ...object, metadata: { namespace: undefined, ...(object.metadata ?? {}) } })}?fieldValidation=Strict&dryRun=All`;
    return (await server.ask({ path, method: "POST", body: object })).status;
  };

  testUnless(without, "is refused by the API server too, every case of it", async () => {
    expect(objects.length).toBeGreaterThan(18);
    const answered = await all(objects, async ([name, object]) => [name, await refusal(object)] as const);
    expect(answered.filter(([, status]) => status !== 400 && status !== 422)).toEqual([]);
  });

  testUnless(without, "is not refused of a sound one, so the answers count", async () => {
    expect(await refusal(BINDING)).toBe(201);
  });
});

describe("the roles that every cluster has", () => {
  testUnless(without, "are those that the server makes for itself, rule by rule and subject by subject", () => {
    const { policy, issues } = readPolicy([{ source: "server", objects: defaults }], "default");
    expect(issues).toEqual([]);
    const plain = (items: readonly { readonly kind: string; readonly namespace: string; readonly name: string }[]) =>
      items
        .map(({ source: _, ...item }: (typeof items)[number] & { readonly source?: string }) => item)
        // What gathers has the rules that the controller has written.
        .map((item) => ("aggregates" in item && item.aggregates !== undefined ? { ...item, rules: [] } : item))
        .sort((a, b) => (`${a.kind}/${a.namespace}/${a.name}` < `${b.kind}/${b.namespace}/${b.name}` ? -1 : 1));
    expect(plain(defaultPolicy().roles)).toEqual(plain(policy.roles));
    expect(plain(defaultPolicy().bindings)).toEqual(plain(policy.bindings));
  });
});
