import { withDefaults } from "../../lib/rbac/default-policy/with-defaults";
import { AdminPaths, findPath } from "../../lib/rbac/escalation/find-path";
import { Identities } from "../../lib/rbac/escalation/identity";
import { ExpandedPolicy } from "../../lib/rbac/expanded-policy";
import type { Subject } from "../../lib/rbac/subject";
import { bound, boundIn, clusterRole, type Manifest, policyOf, role, rule } from "./manifests";
import { testWhereProving } from "../proving";

const dev: Subject = { kind: "Group", name: "oidc:dev" };

/** Accounts of the defaults would be on most paths; here only what a test writes counts. */
function path(...objects: readonly Manifest[]) {
  return findPath(new Identities(ExpandedPolicy.of(policyOf(...objects))), dev);
}

const admin = clusterRole("cluster-admin", [rule("*", "*", { apiGroups: ["*"] })]);
const RBAC = { apiGroups: ["rbac.authorization.k8s.io"] };
const CERTIFICATES = { apiGroups: ["certificates.k8s.io"] };

/** dev holds these rules everywhere, and the account `ops/robot` holds everything. */
const holding = (...rules: readonly Manifest[]) =>
  path(admin, bound("cluster-admin", "account:ops/robot"), clusterRole("r", rules), bound("r", "group:oidc:dev"));
/** The same in the namespace `where` alone. */
const holdingIn = (where: string, ...rules: readonly Manifest[]) =>
  path(
    admin,
    bound("cluster-admin", "account:ops/robot"),
    role(where, "r", rules),
    boundIn(where, "Role r", "group:oidc:dev"),
  );

test("a path is told step by step, with the binding and the role of each step", () => {
  expect(holdingIn("ops", rule("create", "pods"))).toEqual({
    certain: true,
    length: 2,
    leftOut: 0,
    steps: [
      {
        who: "group oidc:dev",
        may: "create pods in ops",
        by: ["RoleBinding ops/r-Role, Role r"],
        becomes: "service account ops/robot",
      },
      {
        who: "service account ops/robot",
        may: "do everything",
        by: ["ClusterRoleBinding cluster-admin-everywhere, ClusterRole cluster-admin"],
        becomes: "everything in the cluster",
      },
    ],
  });
});

describe("a path is found by", () => {
  test.each<readonly [string, readonly Manifest[]]>([
    ["everything itself", [rule("*", "*", { apiGroups: ["*"] })]],
    ["making pods", [rule("create", "pods")]],
    [
      "changing deployments, also a named one",
      [rule("patch", "deployments", { apiGroups: ["apps"], resourceNames: ["web"] })],
    ],
    ["making jobs by a wildcard", [rule("*", "*", { apiGroups: ["batch"] })]],
    ["tokens of accounts", [rule("create", "serviceaccounts/token")]],
    ["tokens of the one account that matters", [rule("create", "serviceaccounts/token", { resourceNames: ["robot"] })]],
    ["tokens by every resource's token", [rule("create", "*/token")]],
    ["making secrets for tokens and reading them", [rule("create,get", "secrets")]],
    ["acting as the account", [rule("impersonate", "serviceaccounts", { resourceNames: ["robot"] })]],
    ["acting as a master", [rule("impersonate", "users,groups")]],
    [
      "binding every role everywhere",
      [rule("bind", "clusterroles", RBAC), rule("create", "clusterrolebindings", RBAC)],
    ],
    [
      "binding the one role that matters",
      [
        rule("bind", "clusterroles", { ...RBAC, resourceNames: ["cluster-admin"] }),
        rule("create", "clusterrolebindings", RBAC),
      ],
    ],
    [
      "binding it in the namespace of the account",
      [rule("bind", "clusterroles", RBAC), rule("create", "rolebindings", RBAC)],
    ],
    [
      "escalating the role that one holds",
      [rule("escalate,update", "clusterroles", { ...RBAC, resourceNames: ["r"] })],
    ],
    [
      "approving one's own certificates",
      [
        rule("create", "certificatesigningrequests", CERTIFICATES),
        rule("update", "certificatesigningrequests/approval", CERTIFICATES),
        rule("approve", "signers", { ...CERTIFICATES, resourceNames: ["kubernetes.io/kube-apiserver-client"] }),
      ],
    ],
  ])("%s", (_, rules) => expect(holding(...rules)?.certain).toBe(true));

  test.each<readonly [string, readonly Manifest[], string]>([
    ["entering pods", [rule("create", "pods/exec")], "a pod there runs as it"],
    ["changing the image of a pod", [rule("patch", "pods")], "a pod there runs as it"],
    ["the kubelets, by get alone", [rule("get", "nodes/proxy")], "a pod there runs as it"],
    ["reading secrets", [rule("list", "secrets")], "a secret there holds a token of it"],
    [
      "making secrets and reading one of a name",
      [rule("create", "secrets"), rule("get", "secrets", { resourceNames: ["cache"] })],
      "no secret of that name is there yet",
    ],
    [
      "webhooks",
      [rule("create", "mutatingwebhookconfigurations", { apiGroups: ["admissionregistration.k8s.io"] })],
      "somebody with more rights writes an object",
    ],
  ])("%s, with what it takes besides", (_, rules, provided) => {
    const found = holding(...rules);
    expect(found?.steps.map((step) => step.provided ?? "").join("")).toBe(provided);
    expect(found?.certain).toBe(false);
  });

  test("disks of machines, with what it takes besides, where no account holds anything", () => {
    const volumes = rule("create", "persistentvolumes,persistentvolumeclaims,pods");
    const found = path(clusterRole("r", [volumes]), bound("r", "group:oidc:dev"));
    expect(found?.steps[0]?.provided).toContain("whose disk holds credentials");
    expect(path(clusterRole("r", [rule("create", "persistentvolumes")]), bound("r", "group:oidc:dev"))).toBeUndefined();
  });

  test("two powers that two accounts hold, of which one is reached through the other", () => {
    const found = path(
      admin,
      clusterRole("binds", [rule("bind", "clusterroles", RBAC)]),
      clusterRole("makes", [rule("create", "clusterrolebindings", RBAC)]),
      bound("makes", "group:oidc:dev"),
      bound("binds", "account:ops/binder"),
      role("ops", "r", [rule("create", "pods")]),
      boundIn("ops", "Role r", "group:oidc:dev"),
    );
    expect(found?.steps.map(({ who, becomes }) => [who, becomes])).toEqual([
      ["group oidc:dev", "service account ops/binder"],
      ["group oidc:dev", "service account ops/binder with ClusterRole makes besides, which group oidc:dev binds to it"],
      ["service account ops/binder", "everything in the cluster"],
    ]);
  });

  test("who is bound to the role that another changes is told too", () => {
    const found = path(
      clusterRole("changes", [rule("escalate,update", "clusterroles", { ...RBAC, resourceNames: ["weak"] })]),
      bound("changes", "group:oidc:dev"),
      clusterRole("weak", [rule("get", "events")]),
      bound("weak", "account:ops/robot"),
      role("ops", "r", [rule("create", "pods")]),
      boundIn("ops", "Role r", "group:oidc:dev"),
    );
    expect(found?.steps.map(({ who, becomes }) => [who, becomes])).toEqual([
      ["group oidc:dev", "service account ops/robot"],
      [
        "group oidc:dev",
        "everything in the cluster, for service account ops/robot is bound by ClusterRoleBinding weak-everywhere, ClusterRole weak",
      ],
    ]);
  });

  testWhereProving("a path of thousands of steps whose end takes rights of two, with its ends alone", () => {
    const hops = Array.from({ length: 5_000 }, (_, index) =>
      boundIn(`n${index}`, "ClusterRole pods", index === 0 ? "group:oidc:dev" : `account:n${index - 1}/hop`),
    );
    const found = path(
      clusterRole("pods", [rule("create", "pods")]),
      ...hops,
      clusterRole("binds", [rule("bind", "clusterroles", RBAC)]),
      bound("binds", "account:n4998/hop"),
      clusterRole("makes", [rule("create", "clusterrolebindings", RBAC)]),
      bound("makes", "account:n4999/other"),
    );
    expect([found?.certain, found?.length, found?.steps.length, found?.leftOut]).toEqual([true, 5_002, 40, 4_962]);
    expect(found?.steps[0]?.who).toBe("group oidc:dev");
    expect(found?.steps.at(-1)?.becomes).toBe("everything in the cluster");
  });

  test.each([
    ["where the chain ends in both", "n1199"],
    ["and by nobody, where the other is nowhere on it", "elsewhere"],
  ])("rights of two at the end of a chain, by everybody on it: %s", (_, namespace) => {
    const hops = Array.from({ length: 1_200 }, (_hop, index) =>
      boundIn(`n${index}`, "ClusterRole pods", index === 0 ? "group:oidc:dev" : `account:n${index - 1}/hop`),
    );
    const policy = policyOf(
      clusterRole("pods", [rule("create", "pods")]),
      ...hops,
      clusterRole("binds", [rule("bind", "clusterroles", RBAC)]),
      bound("binds", "account:n1198/hop"),
      clusterRole("makes", [rule("create", "clusterrolebindings", RBAC)]),
      bound("makes", `account:${namespace}/other`),
    );
    const identities = new Identities(ExpandedPolicy.of(policy));
    const { subjects } = identities.policy;
    const paths = new AdminPaths(identities, subjects);
    const lengths = subjects.map((subject) => paths.of(subject)?.length);
    // The last of the chain hands what it holds to the other, and binds.
    const expected = subjects.map((_subject, index) => (index < 1_200 ? 1_202 - index : undefined));
    expect(lengths).toEqual(namespace === "elsewhere" ? subjects.map(() => undefined) : expected);
  });

  test("what one has bound to oneself is told as made on the way", () => {
    const found = path(
      admin,
      bound("cluster-admin", "account:ops/robot"),
      clusterRole("pods", [rule("create", "pods")]),
      clusterRole("r", [
        rule("bind", "clusterroles", { ...RBAC, resourceNames: ["pods"] }),
        rule("create", "rolebindings", RBAC),
      ]),
      boundIn("ops", "ClusterRole r", "group:oidc:dev"),
    );
    expect(found?.steps[1]).toEqual({
      who: "what ClusterRole pods grants in ops",
      may: "create pods in ops",
      by: ["RoleBinding ops/(made on the way), ClusterRole pods"],
      becomes: "service account ops/robot",
    });
  });

  test("the fewest steps, where a longer way is found first", () => {
    const found = path(
      admin,
      bound("cluster-admin", "account:z/robot"),
      ...["a", "b", "c"].flatMap((from, index) => [
        role(["b", "c", "z"][index] ?? "", "r", [rule("create", "pods")]),
        boundIn(["b", "c", "z"][index] ?? "", "Role r", `account:${from}/hop`),
      ]),
      role("a", "r", [rule("create", "pods")]),
      boundIn("a", "Role r", "group:oidc:dev"),
      role("z", "tokens", [rule("create", "serviceaccounts/token")]),
      boundIn("z", "Role tokens", "account:a/hop"),
    );
    expect(found?.steps.map(({ becomes }) => becomes)).toEqual([
      "service account a/hop",
      "service account z/robot",
      "everything in the cluster",
    ]);
  });

  describe("constrained impersonation,", () => {
    const AS = { apiGroups: ["authentication.k8s.io"] };
    const narrow = (...rules: readonly Manifest[]) =>
      path(
        clusterRole("binder", [rule("bind", "clusterroles", RBAC), rule("create,get", "clusterrolebindings", RBAC)]),
        bound("binder", "user:oidc:bob", "group:oidc:binders", "account:ops/binder"),
        clusterRole("r", rules),
        bound("r", "group:oidc:dev"),
      );
    const creates = (mode: string) => rule(`impersonate-on:${mode}:create`, "clusterrolebindings", RBAC);

    test.each<readonly [string, readonly Manifest[], string]>([
      ["of a user", [rule("impersonate:user-info", "users", AS), creates("user-info")], "user oidc:bob"],
      [
        "of a group and any user",
        [
          rule("impersonate:user-info", "users", { ...AS, resourceNames: ["oidc:nobody"] }),
          rule("impersonate:user-info", "groups", AS),
          creates("user-info"),
        ],
        "group oidc:binders",
      ],
      [
        "of a service account",
        [rule("impersonate:serviceaccount", "serviceaccounts", AS), creates("serviceaccount")],
        "service account ops/binder",
      ],
    ])("%s, as far as the request goes that one may make so", (_, rules, whom) => {
      const found = narrow(...rules);
      expect(found?.certain).toBe(false);
      expect(found?.steps[0]).toMatchObject({
        becomes: `${whom}, for what group oidc:dev may do in that name`,
        provided: expect.stringContaining("1.36 or newer"),
      });
    });

    test.each<readonly [string, readonly Manifest[]]>([
      ["without the right to make the request", [rule("impersonate:user-info", "users", AS)]],
      [
        "with the right to make another one",
        [rule("impersonate:user-info", "users", AS), rule("impersonate-on:user-info:get", "clusterrolebindings", RBAC)],
      ],
      ["with the right of another mode", [rule("impersonate:user-info", "users", AS), creates("serviceaccount")]],
      ["without being anybody", [creates("user-info")]],
      ["in the core group, which is not asked", [rule("impersonate:user-info", "users"), creates("user-info")]],
      [
        "of the masters, which is refused",
        [
          rule("impersonate:user-info", "users", { ...AS, resourceNames: ["oidc:nobody"] }),
          rule("impersonate:user-info", "groups", { ...AS, resourceNames: ["system:masters"] }),
          creates("user-info"),
        ],
      ],
    ])("not %s", (_, rules) => expect(narrow(...rules)).toBeUndefined());
  });

  test.each<readonly [string, readonly Manifest[]]>([
    ["making a role that the role of one's own gathers", [rule("escalate,create", "clusterroles", RBAC)]],
    [
      "changing a role that the role of one's own gathers",
      [rule("escalate,patch", "clusterroles", { ...RBAC, resourceNames: ["part"] })],
    ],
  ])("%s", (_, rules) => {
    const found = path(
      clusterRole("part", [rule("list", "events")], { metadata: { name: "part", labels: { "team/agg": "true" } } }),
      clusterRole("whole", [], {
        aggregationRule: { clusterRoleSelectors: [{ matchLabels: { "team/agg": "true" } }] },
      }),
      clusterRole("r", rules),
      bound("r", "group:oidc:dev"),
      bound("whole", "group:oidc:dev"),
    );
    expect(found).toMatchObject({ certain: true, steps: [{ becomes: "everything in the cluster" }] });
  });

  test("making the role that one is bound to and that is not there", () => {
    const found = path(
      clusterRole("r", [rule("escalate,create", "clusterroles", RBAC)]),
      bound("r", "group:oidc:dev"),
      bound("missing", "group:oidc:dev"),
    );
    expect(found).toMatchObject({ certain: true, steps: [{ becomes: "everything in the cluster" }] });
  });

  test("changing a role that grants nothing yet", () => {
    const found = path(
      admin,
      bound("cluster-admin", "account:ops/robot"),
      clusterRole("r", [rule("escalate,update", "roles", RBAC)]),
      boundIn("ops", "ClusterRole r", "group:oidc:dev"),
      role("ops", "x", []),
      boundIn("ops", "Role x", "group:oidc:dev"),
    );
    expect(found?.certain).toBe(true);
  });

  test("the account that every namespace has, where all accounts hold something", () => {
    const found = path(
      admin,
      bound("cluster-admin", "group:system:serviceaccounts"),
      role("team", "r", [rule("create", "pods")]),
      boundIn("team", "Role r", "group:oidc:dev"),
    );
    expect(found?.steps.map(({ becomes }) => becomes)).toEqual([
      "service account team/default",
      "everything in the cluster",
    ]);
  });

  test("rights that all accounts of a namespace hold", () => {
    const found = path(
      admin,
      bound("cluster-admin", "group:system:serviceaccounts:ops"),
      role("ops", "r", [rule("create", "pods")]),
      boundIn("ops", "Role r", "group:oidc:dev"),
    );
    expect(found?.steps[0]?.becomes).toBe("service account ops/default");
  });

  test("the controllers that every cluster has, where pods are made in kube-system", () => {
    const policy = policyOf(
      role("kube-system", "r", [rule("create", "pods")]),
      boundIn("kube-system", "Role r", "group:oidc:dev"),
    );
    const found = findPath(new Identities(ExpandedPolicy.of(withDefaults(policy))), dev);
    expect(found?.certain).toBe(true);
    expect(found?.steps[0]?.becomes).toMatch(/^service account kube-system\//);
  });

  test("a shorter way before a longer one", () => {
    const found = path(
      admin,
      bound("cluster-admin", "account:ops/robot"),
      clusterRole("makes", [rule("create", "pods")]),
      bound("makes", "account:shop/web", "group:oidc:dev"),
    );
    expect(found?.steps).toHaveLength(2);
  });
});

describe("no path is found, for none is there, by", () => {
  test.each<readonly [string, Manifest, Manifest]>([
    [
      "acting as users, where another identity acts as groups",
      rule("impersonate", "users", { resourceNames: ["oidc:bob"] }),
      rule("impersonate", "groups", { resourceNames: ["system:masters"] }),
    ],
    [
      "speaking for signers, where another identity approves",
      rule("approve", "signers", { ...CERTIFICATES, resourceNames: ["kubernetes.io/kube-apiserver-client"] }),
      rule("update", "certificatesigningrequests/approval", CERTIFICATES),
    ],
    [
      "escalating roles, where another identity changes them",
      rule("escalate", "clusterroles", RBAC),
      rule("update", "clusterroles", RBAC),
    ],
  ])("%s", (_, own, others) => {
    const found = path(
      admin,
      bound("cluster-admin", "group:oidc:nobody"),
      clusterRole("own", [own, rule("create", "certificatesigningrequests", CERTIFICATES)]),
      bound("own", "group:oidc:dev"),
      clusterRole("others", [others]),
      bound("others", "account:team/mk"),
      role("team", "r", [rule("create", "pods")]),
      boundIn("team", "Role r", "group:oidc:dev"),
    );
    expect(found).toBeUndefined();
  });

  test("acting as somebody who may act as a master: in one request nobody acts through a third", () => {
    const objects = [
      clusterRole("as-bob", [rule("impersonate", "users", { resourceNames: ["oidc:bob"] })]),
      bound("as-bob", "group:oidc:dev"),
      clusterRole("as-all", [rule("impersonate", "users,groups")]),
      bound("as-all", "user:oidc:bob"),
    ];
    expect(path(...objects)).toBeUndefined();
    const bob: Subject = { kind: "User", name: "oidc:bob" };
    expect(findPath(new Identities(ExpandedPolicy.of(policyOf(...objects))), bob)?.certain).toBe(true);
  });

  test.each<readonly [string, readonly Manifest[]]>([
    ["reading pods", [rule("get,list,watch", "pods")]],
    ["tokens of another account", [rule("create", "serviceaccounts/token", { resourceNames: ["other"] })]],
    ["making pods of a name, for nothing has one yet", [rule("create", "pods", { resourceNames: ["web"] })]],
    ["acting as another account", [rule("impersonate", "serviceaccounts", { resourceNames: ["other"] })]],
    ["acting as groups without a user", [rule("impersonate", "groups")]],
    ["binding without the right to make bindings", [rule("bind", "clusterroles", RBAC)]],
    ["making bindings of what one holds", [rule("create", "clusterrolebindings,rolebindings", RBAC)]],
    [
      "binding a role that grants nothing more",
      [rule("bind", "clusterroles", { ...RBAC, resourceNames: ["r"] }), rule("create", "clusterrolebindings", RBAC)],
    ],
    [
      "escalating a role that nobody holds",
      [rule("escalate,update", "clusterroles", { ...RBAC, resourceNames: ["other"] })],
    ],
    ["escalating without changing", [rule("escalate", "clusterroles", RBAC)]],
    [
      "approving certificates of kubelets",
      [
        rule("create", "certificatesigningrequests", CERTIFICATES),
        rule("update", "certificatesigningrequests/approval", CERTIFICATES),
        rule("approve", "signers", { ...CERTIFICATES, resourceNames: ["kubernetes.io/kubelet-serving"] }),
      ],
    ],
    ["what only looks like a wildcard", [rule("create", "pods/*")]],
    ["the same resource in another group", [rule("create", "pods", { apiGroups: ["example.com"] })]],
  ])("%s", (_, rules) => expect(holding(...rules)).toBeUndefined());

  test.each<readonly [string, readonly Manifest[]]>([
    ["making pods elsewhere", [rule("create", "pods")]],
    ["everything elsewhere", [rule("*", "*", { apiGroups: ["*"] })]],
    ["acting as anybody, which a namespace does not grant", [rule("impersonate", "users,groups")]],
  ])("%s", (_, rules) => expect(holdingIn("shop", ...rules)).toBeUndefined());
});
