import { setTimeout } from "node:timers/promises";
import { apiResource, kubernetesGroups, resourcesIn } from "../../lib/rbac/api-resources/api-resources";
import { WRITTEN_RESOURCES } from "../../lib/rbac/api-resources/written";
import { withDefaults } from "../../lib/rbac/default-policy/with-defaults";
import { findPath } from "../../lib/rbac/escalation/find-path";
import { Identities } from "../../lib/rbac/escalation/identity";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { lint } from "../../lib/rbac/findings/lint";
import type { AccessRequest } from "../../lib/rbac/request";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "../rbac/manifests";
import { BareApiServer, type BareRequest } from "./laboratory/bare-api-server";
import { versionsAskedFor } from "./laboratory/kubernetes-versions";
import { controlPlanePrograms } from "./laboratory/programs";

// What `portcullis rbac` knows of single versions of Kubernetes, against API servers of them: the resources that there are, rules that grant
// nothing for how they are written, and acting as others by constrained impersonation, which is on from 1.36.
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const ROLES = { apiGroups: ["rbac.authorization.k8s.io"] };
const AS = { apiGroups: ["authentication.k8s.io"] };
const CREATES = (mode: string) => rule(`impersonate-on:${mode}:create`, "clusterrolebindings", ROLES);

interface Attempt {
  readonly name: string;
  readonly rules: readonly Manifest[];
  readonly headers: Readonly<Record<string, string>>;
  /** Whether a path is told of, which an API server of 1.36 or newer lets go. */
  readonly leads: boolean;
}

const BE_USER = rule("impersonate:user-info", "users", { ...AS, resourceNames: ["oidc:binder"] });
const AS_BINDER = { "Impersonate-User": "oidc:binder" };
const ATTEMPTS: readonly Attempt[] = [
  { name: "a user's bindings", rules: [BE_USER, CREATES("user-info")], headers: AS_BINDER, leads: true },
  { name: "a user's bindings, by get alone", rules: [BE_USER], headers: AS_BINDER, leads: false },
  { name: "the same without being him", rules: [CREATES("user-info")], headers: AS_BINDER, leads: false },
  {
    name: "the same in the core group",
    rules: [rule("impersonate:user-info", "users"), CREATES("user-info")],
    headers: AS_BINDER,
    leads: false,
  },
  {
    name: "a group's bindings",
    rules: [
      rule("impersonate:user-info", "users,groups", { ...AS, resourceNames: ["oidc:nobody", "oidc:binders"] }),
      CREATES("user-info"),
    ],
    headers: { "Impersonate-User": "oidc:nobody", "Impersonate-Group": "oidc:binders" },
    leads: true,
  },
  {
    name: "the masters' bindings",
    rules: [
      rule("impersonate:user-info", "users,groups", { ...AS, resourceNames: ["oidc:nobody", "system:masters"] }),
      CREATES("user-info"),
    ],
    headers: { "Impersonate-User": "oidc:nobody", "Impersonate-Group": "system:masters" },
    leads: false,
  },
  {
    name: "an account's bindings",
    rules: [
      rule("impersonate:serviceaccount", "serviceaccounts", { ...AS, resourceNames: ["binder"] }),
      CREATES("serviceaccount"),
    ],
    headers: { "Impersonate-User": "system:serviceaccount:ops:binder" },
    leads: true,
  },
  {
    name: "an account's bindings, by the words for users",
    rules: [
      rule("impersonate:serviceaccount", "serviceaccounts", { ...AS, resourceNames: ["binder"] }),
      CREATES("user-info"),
    ],
    headers: { "Impersonate-User": "system:serviceaccount:ops:binder" },
    leads: false,
  },
];
const attacker = (index: number) => `oidc:attacker-${index}`;
const BINDERS = [
  clusterRole("binder", [rule("bind", "clusterroles", ROLES), rule("create", "clusterrolebindings", ROLES)]),
  bound("binder", "user:oidc:binder", "group:oidc:binders", "account:ops/binder"),
];
const held = ({ rules }: Attempt, index: number) => [
  clusterRole(attacker(index), rules),
  bound(attacker(index), `user:${attacker(index)}`),
];

/** A rule that grants nothing for how it is written, what it was meant to be, and what it was meant to allow. */
const MISSPELT: readonly (readonly [string, Manifest, Manifest, Partial<AccessRequest>])[] = [
  ["core", rule("get", "pods", { apiGroups: ["core"] }), rule("get", "pods"), { resource: "pods" }],
  [
    "apps/v1",
    rule("get", "deployments", { apiGroups: ["apps/v1"] }),
    rule("get", "deployments", { apiGroups: ["apps"] }),
    { apiGroup: "apps", resource: "deployments" },
  ],
  ["Pods", rule("get", "Pods"), rule("get", "pods"), { resource: "pods" }],
  ["pod", rule("get", "pod"), rule("get", "pods"), { resource: "pods" }],
  ["GET", rule("GET", "pods"), rule("get", "pods"), { resource: "pods" }],
  ["pods/logs", rule("get", "pods/logs"), rule("get", "pods/log"), { resource: "pods", subresource: "log" }],
  [
    "deployments/scale.apps",
    rule("get", "deployments/scale.apps", { apiGroups: ["apps"] }),
    rule("get", "deployments/scale", { apiGroups: ["apps"] }),
    { apiGroup: "apps", resource: "deployments", subresource: "scale" },
  ],
  [
    "deployments of the core group",
    rule("get", "deployments"),
    rule("get", "deployments", { apiGroups: ["apps"] }),
    { apiGroup: "apps", resource: "deployments" },
  ],
];

interface Seen {
  /** `group/resource[/sub] namespaced`. */
  readonly resources: readonly string[];
  readonly attempts: readonly number[];
  readonly spelt: readonly { readonly written: boolean; readonly meant: boolean }[];
  readonly nodes: { readonly byRole: boolean; readonly byClusterRole: boolean };
}

async function create(server: BareApiServer, objects: readonly Manifest[]): Promise<void> {
  for (const object of objects) {
    const { namespace } = object.metadata as { readonly namespace?: string };
    const place = namespace === undefined ? "" : `/namespaces/${namespace}`;
    await server.create(`${RBAC}${place}/${String(object.kind).toLowerCase()}s`, object);
  }
}

async function resourcesOf(server: BareApiServer): Promise<readonly string[]> {
  const list = async (path: string) =>
    (
      (await server.ask({ path })).body as {
        readonly groupVersion: string;
        readonly resources: readonly { readonly name: string; readonly namespaced: boolean }[];
      }
    ).resources;
  const { groups } = (await server.ask({ path: "/apis" })).body as {
    readonly groups: readonly {
      readonly name: string;
      readonly versions: readonly { readonly groupVersion: string }[];
    }[];
  };
  const versions = groups.flatMap(({ name, versions: each }) =>
    each.map(({ groupVersion }) => ({ group: name, path: `/apis/${groupVersion}` })),
  );
  const found: string[] = [];
  for (const { group, path } of [{ group: "", path: "/api/v1" }, ...versions])
    for (const { name, namespaced } of await list(path))
      found.push(`${group}/${name}${name.includes("/") ? "" : ` ${namespaced}`}`);
  return [...new Set(found)].sort();
}

async function review(server: BareApiServer, user: string, request: Partial<AccessRequest>): Promise<boolean> {
  const { apiGroup = "", ...others } = request as { readonly apiGroup?: string };
  const { body } = await server.ask({
    path: "/apis/authorization.k8s.io/v1/subjectaccessreviews",
    method: "POST",
    body: {
      apiVersion: "authorization.k8s.io/v1",
      kind: "SubjectAccessReview",
      spec: { user, resourceAttributes: { verb: "get", group: apiGroup, ...others } },
    },
  });
  return (body as { readonly status: { readonly allowed: boolean } }).status.allowed;
}

async function look(server: BareApiServer): Promise<Seen> {
  const nodes = rule("get", "nodes");
  await create(server, [
    ...BINDERS,
    ...ATTEMPTS.flatMap(held),
    ...MISSPELT.flatMap(([, written, meant], index) => [
      clusterRole(`written-${index}`, [written]),
      bound(`written-${index}`, `user:written-${index}`),
      clusterRole(`meant-${index}`, [meant]),
      bound(`meant-${index}`, `user:meant-${index}`),
    ]),
    role("ops", "nodes", [nodes]),
    boundIn("ops", "Role nodes", "user:by-role"),
    clusterRole("nodes", [nodes]),
    bound("nodes", "user:by-cluster-role"),
  ]);
  // What is made last is seen last.
  for (let tries = 0; !(await review(server, "by-cluster-role", { resource: "nodes" })); tries += 1) {
    if (tries === 100) throw new Error("the server does not see what was made last");
    await setTimeout(100);
  }
  const attempts: number[] = [];
  for (const [index, { headers }] of ATTEMPTS.entries()) {
    const body = { ...bound("cluster-admin", `user:${attacker(index)}`), metadata: { name: `taken-${index}` } };
    const request: BareRequest = { path: `${RBAC}/clusterrolebindings`, method: "POST", body, headers };
    attempts.push((await server.ask({ ...request, as: attacker(index) })).status);
  }
  const spelt: Seen["spelt"][number][] = [];
  for (const [index, [, , , request]] of MISSPELT.entries())
    spelt.push({
      written: await review(server, `written-${index}`, request),
      meant: await review(server, `meant-${index}`, request),
    });
  return {
    resources: await resourcesOf(server),
    attempts,
    spelt,
    nodes: {
      byRole: await review(server, "by-role", { resource: "nodes" }),
      byClusterRole: await review(server, "by-cluster-role", { resource: "nodes" }),
    },
  };
}

const everywhere: string[] = [];

describe.each(versionsAskedFor())("on Kubernetes %s", (version) => {
  let seen: Seen;

  beforeAll(async () => {
    const { "kube-apiserver": apiServer, etcd } = controlPlanePrograms(version);
    const users = ATTEMPTS.map((_, index) => ({ name: attacker(index), groups: [] }));
    const flags = ["--runtime-config=api/all=true"];
    const server = await BareApiServer.start({ "kube-apiserver": apiServer, etcd }, { users, flags });
    try {
      seen = await look(server);
      everywhere.push(...seen.resources);
    } finally {
      await server.end();
    }
  }, 90_000);

  test("every resource that the server has is known, with its sub-resources and whether it is of a namespace", () => {
    expect(seen.resources.length).toBeGreaterThan(100);
    const unknown = seen.resources.filter((text) => {
      const [, group = "", resource = "", subresource, namespaced] =
        /^([^/]*)\/([^/ ]+)(?:\/([^ ]+))?(?: (true|false))?$/.exec(text) ?? [];
      const found = apiResource(group, resource);
      if (subresource !== undefined) return found?.subresources?.has(subresource) !== true;
      return found === undefined || `${found.namespaced}` !== namespaced;
    });
    expect(unknown).toEqual([]);
  });

  describe("acting as others by constrained impersonation, on from 1.36:", () => {
    test.each(ATTEMPTS.map((attempt, index) => [attempt.name, attempt, index] as const))("%s", (_, attempt, index) => {
      const policy = ExpandedPolicy.of(withDefaults(policyOf(...BINDERS, ...held(attempt, index))));
      const path = findPath(new Identities(policy), { kind: "User", name: attacker(index) });
      expect([path !== undefined, path?.certain ?? false]).toEqual([attempt.leads, false]);
      const isOn = Number(version.split(".")[1]) >= 36;
      expect(seen.attempts[index]).toBe(attempt.leads && isOn ? 201 : 403);
    });
  });

  test.each(MISSPELT.map((one, index) => [one[0], one, index] as const))(
    "what is misspelt grants nothing, and what was meant does: %s",
    (_, [, written, meant], index) => {
      expect(seen.spelt[index]).toEqual({ written: false, meant: true });
      const idle = (one: Manifest) => lint(policyOf(clusterRole("r", [one]))).map(({ id }) => id);
      expect([idle(written).includes("grants-nothing"), idle(meant)]).toEqual([true, []]);
    },
  );

  test("a Role grants nothing of what belongs to no namespace, and a ClusterRole everywhere does", () => {
    expect(seen.nodes).toEqual({ byRole: false, byClusterRole: true });
  });
});

test("no resource is known that none of the usual versions has", () => {
  if ((process.env.PORTCULLIS_KUBERNETES ?? "") !== "") return;
  const there = new Set(everywhere.map((text) => text.replace(/ (true|false)$/, "")));
  const written = Object.keys(WRITTEN_RESOURCES).flatMap((group) =>
    resourcesIn(group)
      .filter((name) => WRITTEN_RESOURCES[group]?.some((line) => line.startsWith(`${name} `)))
      .map((name) => `${group}/${name}`),
  );
  expect(kubernetesGroups()).toEqual(expect.arrayContaining(Object.keys(WRITTEN_RESOURCES)));
  expect(written.filter((name) => !there.has(name))).toEqual([]);
});
