import { setTimeout } from "node:timers/promises";
import { withDefaults } from "../../lib/rbac/default-policy/with-defaults";
import { findPath } from "../../lib/rbac/escalation/find-path";
import { Identities } from "../../lib/rbac/escalation/identity";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import { BareApiServer, type BareRequest } from "../range/laboratory/bare-api-server";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "../rbac/manifests";
import { programPath, testUnless } from "./programs";

// Paths to cluster admin that `portcullis rbac` tells are gone on a running API server, step by step; where it tells of none, the
// same attempt is refused.
const programs = { "kube-apiserver": programPath("kube-apiserver"), etcd: programPath("etcd") };
const missing = Object.entries(programs).find(([, path]) => path === undefined)?.[0];
const without = missing === undefined ? undefined : `${missing} is not there`;
const RBAC = "/apis/rbac.authorization.k8s.io/v1";
const apiGroup = "rbac.authorization.k8s.io";
const ROLES = { apiGroups: [apiGroup] };

/** A request as one of the attackers; its status. */
type Ask = (request: BareRequest) => Promise<{ readonly status: number; readonly body: unknown }>;

interface Way {
  readonly name: string;
  /** What the attacker holds; `user` is his name, which his role has too. */
  readonly holds: (user: string) => readonly Manifest[];
  /** The same without what makes the way. */
  readonly harmless: (user: string) => readonly Manifest[];
  /** The steps, up to every secret of the cluster: the status of the last answer. */
  readonly go: (user: string, ask: Ask) => Promise<number>;
}

const everywhere = (user: string, ...rules: readonly Manifest[]) => [
  clusterRole(user, rules),
  bound(user, `user:${user}`),
];
const inOps = (user: string, ...rules: readonly Manifest[]) => [
  role("ops", user, rules),
  boundIn("ops", `Role ${user}`, `user:${user}`),
];
const SECRETS = { path: "/api/v1/secrets" };
const TOKEN = {
  path: "/api/v1/namespaces/ops/serviceaccounts/robot/token",
  method: "POST",
  body: { apiVersion: "authentication.k8s.io/v1", kind: "TokenRequest", spec: {} },
};

/** With a token of the account that holds everything. */
async function asRobot(ask: Ask): Promise<number> {
  const { status, body } = await ask(TOKEN);
  if (status !== 201) return status;
  const { token } = (body as { readonly status: { readonly token: string } }).status;
  return (await server.ask({ ...SECRETS, token })).status;
}

/** Makes something, and asks until what authorizes has seen it. */
async function after(made: { readonly status: number }, then: () => Promise<number>): Promise<number> {
  if (made.status > 201) return made.status;
  for (let tries = 0; ; tries += 1) {
    const status = await then();
    if (status === 200 || tries === 50) return status;
    await setTimeout(100);
  }
}

const cluster = (user: string) => ({
  ...bound("cluster-admin", `user:${user}`),
  metadata: { name: `taken-by-${user}` },
});

const WAYS: readonly Way[] = [
  {
    name: "a token of the account that holds everything",
    holds: (user) => inOps(user, rule("create", "serviceaccounts/token", { resourceNames: ["robot"] })),
    harmless: (user) => inOps(user, rule("create", "serviceaccounts/token", { resourceNames: ["other"] })),
    go: (_, ask) => asRobot(ask),
  },
  {
    name: "acting as a master",
    holds: (user) => everywhere(user, rule("impersonate", "users,groups")),
    harmless: (user) => everywhere(user, rule("impersonate", "groups")),
    go: async (_, ask) =>
      (await ask({ ...SECRETS, headers: { "Impersonate-User": "nobody", "Impersonate-Group": "system:masters" } }))
        .status,
  },
  {
    name: "acting as the account that holds everything",
    holds: (user) => everywhere(user, rule("impersonate", "serviceaccounts", { resourceNames: ["robot"] })),
    harmless: (user) => everywhere(user, rule("impersonate", "serviceaccounts", { resourceNames: ["other"] })),
    go: async (_, ask) =>
      (await ask({ ...SECRETS, headers: { "Impersonate-User": "system:serviceaccount:ops:robot" } })).status,
  },
  {
    name: "binding cluster-admin to oneself",
    holds: (user) =>
      everywhere(
        user,
        rule("bind", "clusterroles", { ...ROLES, resourceNames: ["cluster-admin"] }),
        rule("create", "clusterrolebindings", ROLES),
      ),
    harmless: (user) =>
      everywhere(
        user,
        rule("bind", "clusterroles", { ...ROLES, resourceNames: ["view"] }),
        rule("create", "clusterrolebindings", ROLES),
      ),
    go: async (user, ask) =>
      after(
        await ask({ path: `${RBAC}/clusterrolebindings`, method: "POST", body: cluster(user) }),
        async () => (await ask(SECRETS)).status,
      ),
  },
  {
    name: "binding cluster-admin in the namespace of the account, then its token",
    holds: (user) => [
      ...inOps(
        user,
        rule("create", "rolebindings", ROLES),
        rule("bind", "clusterroles", { ...ROLES, resourceNames: ["cluster-admin"] }),
      ),
    ],
    harmless: (user) => inOps(user, rule("create", "rolebindings", ROLES)),
    go: async (user, ask) => {
      const binding = {
        ...cluster(user),
        kind: "RoleBinding",
        metadata: { name: `taken-by-${user}`, namespace: "ops" },
      };
      return after(await ask({ path: `${RBAC}/namespaces/ops/rolebindings`, method: "POST", body: binding }), () =>
        asRobot(ask),
      );
    },
  },
  {
    name: "writing everything into the role that one holds",
    holds: (user) => everywhere(user, rule("escalate,patch", "clusterroles", { ...ROLES, resourceNames: [user] })),
    harmless: (user) => everywhere(user, rule("patch", "clusterroles", { ...ROLES, resourceNames: [user] })),
    go: async (user, ask) => {
      const body = { rules: [rule("*", "*", { apiGroups: ["*"] })] };
      const patch = {
        path: `${RBAC}/clusterroles/${user}`,
        method: "PATCH",
        contentType: "application/merge-patch+json",
        body,
      };
      return after(await ask(patch), async () => (await ask(SECRETS)).status);
    },
  },
];

const ROBOT = [bound("cluster-admin", "account:ops/robot")];
const attackers = WAYS.flatMap((way, index) => [
  { way, user: `oidc:attacker-${index}`, isHarmless: false },
  { way, user: `oidc:harmless-${index}`, isHarmless: true },
]);

let server: BareApiServer;

beforeAll(async () => {
  const { "kube-apiserver": apiServer, etcd } = programs;
  if (apiServer === undefined || etcd === undefined) return;
  const users = attackers.map(({ user }) => ({ name: user, groups: [] }));
  server = await BareApiServer.start({ "kube-apiserver": apiServer, etcd }, { users });
  await server.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name: "ops" } });
  for (const name of ["robot", "other"])
    await server.create("/api/v1/namespaces/ops/serviceaccounts", {
      apiVersion: "v1",
      kind: "ServiceAccount",
      metadata: { name },
    });
  const objects = attackers.flatMap(({ way, user, isHarmless }) => (isHarmless ? way.harmless(user) : way.holds(user)));
  for (const object of [...ROBOT, ...objects]) {
    const { namespace } = object.metadata as { readonly namespace?: string };
    const place = namespace === undefined ? "" : `/namespaces/${namespace}`;
    await server.create(`${RBAC}${place}/${String(object.kind).toLowerCase()}s`, object);
  }
  // What is made last is seen last.
  await setTimeout(2_000);
}, 60_000);

afterAll(async () => {
  await server?.end();
});

function told(objects: readonly Manifest[], user: string) {
  const policy = ExpandedPolicy.of(withDefaults(policyOf(...ROBOT, ...objects)));
  return findPath(new Identities(policy), { kind: "User", name: user });
}

describe("a path to cluster admin that is told is gone on a running API server:", () => {
  for (const { way, user } of attackers.filter(({ isHarmless }) => !isHarmless))
    testUnless(without, way.name, async () => {
      expect(told(way.holds(user), user)?.certain).toBe(true);
      expect((await server.ask({ ...SECRETS, as: user })).status).toBe(403);
      expect(await way.go(user, (request) => server.ask({ ...request, as: user }))).toBe(200);
    });
});

describe("refused on a running API server is, where no path is told of,", () => {
  for (const { way, user } of attackers.filter(({ isHarmless }) => isHarmless))
    testUnless(without, way.name, async () => {
      expect(told(way.harmless(user), user)).toBeUndefined();
      expect(await way.go(user, (request) => server.ask({ ...request, as: user }))).toBe(403);
    });
});
