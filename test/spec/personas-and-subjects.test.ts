import {
  authenticatingProxy,
  certificateGroup,
  certificateUser,
  iamRole,
  oidcGroup,
  oidcUser,
  parseCluster,
  proxyGroup,
  serviceAccount,
  serviceAccountTokens,
} from "portcullis";
import { dangersOf } from "../../lib/guardrails/criteria/dangerous-grants";
import { escalates } from "../../lib/spec/escalating-rights";
import { briefly, changed, CLOUD, DATA_CENTER, EDGE } from "./examples";

const METHODS = [
  ...DATA_CENTER.authentication.methods,
  serviceAccountTokens(),
  authenticatingProxy({ clientName: "login.example.com" }),
];

/** A data-center with every method, and with these entries of access beside one for each method. */
function withAccess(...access: readonly unknown[]): unknown {
  const input = changed(DATA_CENTER, "authentication.methods", METHODS);
  return changed(input, "access", [
    ...DATA_CENTER.access,
    { who: proxyGroup("oncall"), persona: "recovery" },
    ...access,
  ]);
}
const NEXT = "access[3]";

function withPersona(change: object, grant: object = {}): unknown {
  const persona = {
    name: "release",
    why: "watches releases of every team",
    heldBy: "people",
    reach: "namespaces",
    rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get", "list"] }],
    ...change,
  };
  const held = { who: oidcGroup("release"), persona: { own: "release" }, namespaces: ["telemetry"], ...grant };
  return changed(withAccess(held), "personas", [persona]);
}
const rule = (resource: string, verb: string, group = "") => ({
  rules: [{ apiGroups: [group], resources: [resource], verbs: [verb] }],
});
const RESOURCE = "personas[0].rules[0].resources[0]";
const telemetry = { namespaces: ["telemetry"] };

describe("a grant", () => {
  test.each([
    ["a developer", { who: oidcGroup("dev"), persona: "developer", ...telemetry }],
    ["a user as an auditor", { who: oidcUser("alice@example.com"), persona: "auditor" }],
    ["an operator", { who: oidcGroup("ops"), persona: "operator" }],
    ["a certificate's user as recovery", { who: certificateUser("alice"), persona: "recovery" }],
    ["an account that watches", { who: serviceAccount("telemetry", "metrics"), persona: "watcher", ...telemetry }],
  ])("lets %s in", (_, grant) => {
    expect(briefly(parseCluster(withAccess(grant)))).toEqual([]);
  });

  test.each([
    [
      "a developer by certificate",
      { who: certificateGroup("dev"), persona: "developer", ...telemetry },
      [`unproven-mfa ${NEXT}.persona`],
    ],
    ["an auditor by proxy", { who: proxyGroup("audit"), persona: "auditor" }, [`unproven-mfa ${NEXT}.persona`]],
    [
      "an operator by certificate",
      { who: certificateUser("alice"), persona: "operator" },
      [`unproven-mfa ${NEXT}.persona`],
    ],
    ["a developer of nothing", { who: oidcGroup("dev"), persona: "developer" }, [`missing ${NEXT}.namespaces`]],
    [
      "an operator of a namespace",
      { who: oidcGroup("ops"), persona: "operator", ...telemetry },
      [`not-allowed ${NEXT}.namespaces`],
    ],
    [
      "a developer elsewhere",
      { who: oidcGroup("dev"), persona: "developer", namespaces: ["elsewhere"] },
      [`unresolved-name ${NEXT}.namespaces[0]`],
    ],
    [
      "a workload as recovery",
      { who: serviceAccount("telemetry", "m"), persona: "recovery" },
      [`not-allowed ${NEXT}.persona`],
    ],
    [
      "a workload as a viewer",
      { who: serviceAccount("telemetry", "m"), persona: "viewer", ...telemetry },
      [`not-allowed ${NEXT}.persona`],
    ],
    [
      "people as a workload",
      { who: oidcGroup("dev"), persona: "watcher", ...telemetry },
      [`not-allowed ${NEXT}.persona`],
    ],
    [
      "an account of nobody's namespace",
      { who: serviceAccount("elsewhere", "m"), persona: "watcher", ...telemetry },
      [`unresolved-name ${NEXT}.who.namespace`],
    ],
    [
      "an account of Kubernetes itself",
      { who: serviceAccount("kube-system", "m"), persona: "watcher", ...telemetry },
      [`unresolved-name ${NEXT}.who.namespace`],
    ],
    [
      "the account of every pod",
      { who: serviceAccount("telemetry", "default"), persona: "watcher", ...telemetry },
      [`not-allowed ${NEXT}.who.name`],
    ],
    [
      "a user of Kubernetes itself",
      { who: oidcUser("system:admin"), persona: "auditor" },
      [`not-allowed ${NEXT}.who.user`],
    ],
    [
      "a user of another method",
      { who: oidcUser("proxy:alice"), persona: "auditor" },
      [`not-allowed ${NEXT}.who.user`],
    ],
    [
      "a group of this library",
      { who: proxyGroup("portcullis:recovery"), persona: "recovery" },
      [`not-allowed ${NEXT}.who.group`],
    ],
    [
      "a common name of two parts",
      { who: certificateUser("alice,O=x"), persona: "recovery" },
      [`malformed ${NEXT}.who.user`],
    ],
    [
      "a user who is a group too",
      { who: { method: "oidc", user: "a", group: "b" }, persona: "auditor" },
      [`unknown-key ${NEXT}.who.user`],
    ],
    [
      "a proxy's user, which there is not",
      { who: { method: "authenticating-proxy", user: "a" }, persona: "recovery" },
      [`missing ${NEXT}.who.group`, `unknown-key ${NEXT}.who.user`],
    ],
    ["a persona that does not exist", { who: oidcGroup("dev"), persona: "admin" }, [`not-allowed ${NEXT}.persona`]],
    [
      "a persona of one's own that does not exist",
      { who: oidcGroup("dev"), persona: { own: "x" } },
      [`unresolved-name ${NEXT}.persona.own`],
    ],
    [
      "a method that does not exist",
      { who: { method: "ldap", group: "x" }, persona: "recovery" },
      [`not-allowed ${NEXT}.who.method`],
    ],
  ])("refuses %s", (_, grant, issues) => {
    expect(briefly(parseCluster(withAccess(grant)))).toEqual(issues);
  });

  test.each([
    ["a service account", serviceAccount("telemetry", "m"), "watcher", telemetry],
    ["a proxy's group", proxyGroup("oncall"), "recovery", {}],
  ])("refuses %s without its method", (_, who, persona, where) => {
    expect(briefly(parseCluster(changed(DATA_CENTER, "access[2]", { who, persona, ...where })))).toEqual([
      "unresolved-name access[2].who.method",
    ]);
  });

  test.each([
    [
      "viewer beside developer of the same namespace",
      ["viewer", telemetry],
      ["developer", telemetry],
      [`duplicate ${NEXT}`],
    ],
    ["viewer of a namespace beside auditor of all", ["viewer", telemetry], ["auditor", {}], [`duplicate ${NEXT}`]],
    ["recovery beside operator", ["recovery", {}], ["operator", {}], [`duplicate ${NEXT}`]],
    [
      "developer of a namespace beside operator of all, who reads no logs",
      ["developer", telemetry],
      ["operator", {}],
      [`not-allowed ${NEXT}`],
    ],
    ["viewer of a namespace beside recovery of all", ["viewer", telemetry], ["recovery", {}], [`not-allowed ${NEXT}`]],
    ["auditor beside recovery, both of all", ["auditor", {}], ["recovery", {}], []],
  ] as const)("of one subject twice: %s", (_, [one, where], [other, there], issues) => {
    const who = oidcGroup("sre");
    const input = withAccess({ who, persona: one, ...where }, { who, persona: other, ...there });
    expect(briefly(parseCluster(input))).toEqual(issues);
  });

  test("refuses namespaces beside the whole cluster with what holds", () => {
    const who = oidcGroup("sre");
    const result = parseCluster(withAccess({ who, persona: "operator" }, { who, persona: "developer", ...telemetry }));
    expect(result.ok ? [] : result.issues.map(({ got, fix }) => [got, fix])).toEqual([
      [
        '"sre" as "developer" in namespaces, and as "operator" in the whole cluster',
        "keep one, or give them to two subjects: by access[3] it reaches every namespace, whatever stands here",
      ],
    ]);
  });

  test.each([
    ["letter case", oidcGroup("sre"), oidcGroup("Sre")],
    ["a Cyrillic letter", oidcGroup("sre"), oidcGroup("\u0455re")],
    ["a blank", oidcGroup("on call"), oidcGroup("oncall")],
    ["letter case of a certificate's group", certificateGroup("sre"), certificateGroup("SRE")],
  ])("refuses two subjects that are told apart by %s alone", (_, one, other) => {
    const persona = one.method === "oidc" ? "auditor" : "recovery";
    const input = withAccess({ who: one, persona }, { who: other, persona });
    expect(briefly(parseCluster(input))).toEqual(["duplicate access[4].who"]);
  });

  test.each([
    ["two methods", oidcGroup("sre"), certificateGroup("SRE")],
    ["a user and a group", oidcGroup("sre"), oidcUser("Sre")],
    ["names in another alphabet", oidcGroup("\u0440\u0430\u0437\u0440\u0430\u0431"), oidcGroup("\u0440\u0430\u0437")],
  ])("accepts names that look alike of %s", (_, one, other) => {
    const input = withAccess({ who: one, persona: "recovery" }, { who: other, persona: "recovery" });
    expect(briefly(parseCluster(input))).toEqual([]);
  });

  test.each([
    [
      "refuses a narrower persona of one's own beside a wider one everywhere",
      "cluster",
      ["get", "list"],
      [`duplicate ${NEXT}`],
    ],
    ["refuses it beside a wider one of the same namespace", "namespaces", ["get", "list"], [`duplicate ${NEXT}`]],
    ["refuses it beside one everywhere that has not all of it", "cluster", ["list"], [`not-allowed ${NEXT}`]],
    ["accepts it beside one of the same namespace that has not all of it", "namespaces", ["list"], []],
  ] as const)("of one subject twice: %s", (_, reach, verbs, issues) => {
    const persona = (name: string, more: object) => ({
      name,
      why: "looks at deployments of a team",
      heldBy: "people",
      reach: "namespaces",
      rules: [{ apiGroups: ["apps"], resources: ["deployments"], verbs: ["get"] }],
      ...more,
    });
    const rules = [{ apiGroups: ["apps"], resources: ["deployments", "replicasets"], verbs }];
    const who = oidcGroup("sre");
    const input = changed(
      withAccess(
        { who, persona: { own: "narrow" }, ...telemetry },
        { who, persona: { own: "wide" }, ...(reach === "cluster" ? {} : telemetry) },
      ),
      "personas",
      [persona("narrow", {}), persona("wide", { reach, rules })],
    );
    expect(briefly(parseCluster(input))).toEqual(issues);
  });

  test.each([
    ["a certificate's group on Amazon EKS", CLOUD, certificateGroup("x"), "data-center and edge profiles only"],
    ["a proxy's group on Amazon EKS", CLOUD, proxyGroup("x"), "Amazon EKS takes no request headers"],
    [
      "an IAM role on one's own machines",
      DATA_CENTER,
      iamRole("arn:aws:iam::123456789012:role/x"),
      "cloud profile only",
    ],
    ["an IAM role at the edge", EDGE, iamRole("arn:aws:iam::123456789012:role/x"), "cloud profile only"],
  ])("refuses %s, with the profiles that have its method", (_, example, who, why) => {
    const result = parseCluster(changed(example, "access[2]", { who, persona: "recovery" }));
    expect(briefly(result)).toEqual(["not-on-this-profile access[2].who.method"]);
    expect(result.ok ? "" : result.issues[0]?.fix).toContain(why);
  });

  test("of a user and a group of one name are two", () => {
    const input = withAccess(
      { who: oidcGroup("sre"), persona: "auditor" },
      { who: oidcUser("sre"), persona: "auditor" },
    );
    expect(briefly(parseCluster(input))).toEqual([]);
  });
});

describe("methods", () => {
  test("refuses service-account tokens as the second way in: nobody gets in by them", () => {
    const input = changed(changed(DATA_CENTER, "authentication.methods[1]", serviceAccountTokens()), "access", [
      DATA_CENTER.access[0],
    ]);
    expect(briefly(parseCluster(input))).toEqual(["one-way-in authentication.methods"]);
  });

  test("takes the authenticating proxy as a second way in, for its authority is another", () => {
    const methods = [DATA_CENTER.authentication.methods[0], authenticatingProxy({ clientName: "login.example.com" })];
    const access = [DATA_CENTER.access[0], { who: proxyGroup("oncall"), persona: "recovery" }];
    for (const example of [DATA_CENTER, changed(EDGE, "access[0].namespaces", ["tills"])]) {
      const own = changed(example, "access", [(example as typeof EDGE).access[0], access[1]]);
      expect(briefly(parseCluster(changed(own, "authentication.methods", methods)))).toEqual([]);
    }
  });

  test("bounds tokens without anybody who holds something by them", () => {
    expect(
      briefly(
        parseCluster(changed(DATA_CENTER, "authentication.methods[2]", serviceAccountTokens({ maximumLifeHours: 1 }))),
      ),
    ).toEqual([]);
  });

  test.each([
    [
      { method: "authenticating-proxy", clientName: "front-proxy-client" },
      "malformed authentication.methods[2].clientName",
    ],
    [
      { method: "authenticating-proxy", clientName: "system:auth-proxy" },
      "malformed authentication.methods[2].clientName",
    ],
    [
      { method: "authenticating-proxy", clientName: "a.example.com,b.example.com" },
      "malformed authentication.methods[2].clientName",
    ],
    [{ method: "authenticating-proxy", clientName: "" }, "out-of-bounds authentication.methods[2].clientName"],
    [
      { method: "authenticating-proxy", clientName: `${"a".repeat(60)}.example.com` },
      "out-of-bounds authentication.methods[2].clientName",
    ],
    [{ method: "authenticating-proxy" }, "missing authentication.methods[2].clientName"],
    [{ method: "service-account", maximumLifeHours: 0 }, "out-of-bounds authentication.methods[2].maximumLifeHours"],
    [{ method: "service-account", maximumLifeHours: 25 }, "out-of-bounds authentication.methods[2].maximumLifeHours"],
    [{ method: "service-account", maximumLifeHours: 1.5 }, "out-of-bounds authentication.methods[2].maximumLifeHours"],
    [{ method: "service-account", maximumLifeHours: "8" }, "wrong-type authentication.methods[2].maximumLifeHours"],
    [{ method: "service-account", audience: "a,b" }, "malformed authentication.methods[2].audience"],
    [{ method: "service-account", audience: "" }, "out-of-bounds authentication.methods[2].audience"],
  ])("refuses %j", (method, issue) => {
    expect(briefly(parseCluster(changed(DATA_CENTER, "authentication.methods[2]", method)))).toContain(issue);
  });

  test("refuses on Amazon EKS what it fixes: a proxy, and how long tokens live and for whom", () => {
    const proxy = changed(CLOUD, "authentication.methods[2]", {
      method: "authenticating-proxy",
      clientName: "login.example.com",
    });
    const result = parseCluster(proxy);
    expect(briefly(result)).toEqual(["not-on-this-profile authentication.methods[2].method"]);
    expect(result.ok ? "" : result.issues[0]?.fix).toContain("Amazon EKS takes no request headers");
    const bounded = serviceAccountTokens({ maximumLifeHours: 8, audience: "x" });
    expect(briefly(parseCluster(changed(CLOUD, "authentication.methods[2]", bounded)))).toEqual([
      "not-on-this-profile authentication.methods[2].audience",
      "not-on-this-profile authentication.methods[2].maximumLifeHours",
    ]);
    expect(briefly(parseCluster(changed(CLOUD, "authentication.methods[2]", serviceAccountTokens())))).toEqual([]);
  });

  test("refuses an IAM role every persona but recovery: what its trust policy demands cannot be seen", () => {
    const who = iamRole("arn:aws:iam::123456789012:role/ops");
    for (const persona of ["operator", "auditor"]) {
      expect(briefly(parseCluster(changed(CLOUD, "access[2]", { who, persona })))).toEqual([
        "unproven-mfa access[2].persona",
      ]);
    }
  });
});

describe("a persona of one's own", () => {
  const holdings = [
    ["reading deployments", {}, {}],
    ["changing ConfigMaps of its namespaces", rule("configmaps", "update"), {}],
    ["reading every namespace's pods", { reach: "cluster", ...rule("pods", "list") }, { namespaces: undefined }],
    [
      "a workload's leases",
      { heldBy: "machines", ...rule("leases", "update", "coordination.k8s.io") },
      { who: serviceAccount("telemetry", "m") },
    ],
  ] as const;
  test.each(holdings)("may hold %s", (_, change, grant) => {
    expect(briefly(parseCluster(withPersona(change, grant)))).toEqual([]);
  });

  test.each([
    ["secrets to read", rule("secrets", "get"), `not-allowed ${RESOURCE}`],
    ["pods to make", rule("pods", "create"), `not-allowed ${RESOURCE}`],
    ["deployments to change", rule("deployments", "patch", "apps"), `not-allowed ${RESOURCE}`],
    ["commands in pods by get", rule("pods/exec", "get"), `not-allowed ${RESOURCE}`],
    ["the kubelets' API", rule("nodes/proxy", "get"), `not-allowed ${RESOURCE}`],
    ["tokens of accounts", rule("serviceaccounts/token", "create"), `not-allowed ${RESOURCE}`],
    ["roles to change", rule("roles", "update", "rbac.authorization.k8s.io"), `not-allowed ${RESOURCE}`],
    [
      "certificates to approve",
      rule("certificatesigningrequests/approval", "update", "certificates.k8s.io"),
      `not-allowed ${RESOURCE}`,
    ],
    [
      "policies to delete",
      rule("validatingadmissionpolicies", "delete", "admissionregistration.k8s.io"),
      `not-allowed ${RESOURCE}`,
    ],
    ["bounds to lift", rule("resourcequotas", "delete"), `not-allowed ${RESOURCE}`],
    ["traffic to turn", rule("httproutes", "create", "gateway.networking.k8s.io"), `not-allowed ${RESOURCE}`],
    ["objects that a controller acts on", rule("workflows", "create", "argoproj.io"), `not-allowed ${RESOURCE}`],
    ["something that nobody knows", rule("things", "delete"), `not-allowed ${RESOURCE}`],
    [
      "ConfigMaps of the whole cluster to change",
      { reach: "cluster", ...rule("configmaps", "update") },
      `not-allowed ${RESOURCE}`,
    ],
    ["every verb", rule("pods", "*"), "not-allowed personas[0].rules[0].verbs[0]"],
    ["every resource", rule("*", "get"), `not-allowed ${RESOURCE}`],
    ["every sub-resource", rule("*/log", "get"), `not-allowed ${RESOURCE}`],
    ["every group", rule("pods", "get", "*"), "not-allowed personas[0].rules[0].apiGroups[0]"],
    [
      "a verb that takes rights",
      rule("roles", "bind", "rbac.authorization.k8s.io"),
      "malformed personas[0].rules[0].verbs[0]",
    ],
    ["a verb in capitals", rule("pods", "GET"), "malformed personas[0].rules[0].verbs[0]"],
    [
      "paths",
      { rules: [{ nonResourceURLs: ["/metrics"], verbs: ["get"] }] },
      "unknown-key personas[0].rules[0].nonResourceURLs",
    ],
    ["nothing", { rules: [] }, "out-of-bounds personas[0].rules"],
    ["no reason", { why: "x" }, "out-of-bounds personas[0].why"],
    ["a workload everywhere", { heldBy: "machines", reach: "cluster" }, "not-allowed personas[0].reach"],
    ["a workload's persona for people", { heldBy: "machines" }, `not-allowed ${NEXT}.persona`],
    ["a name of two words", { name: "night shift" }, "malformed personas[0].name"],
  ])("refuses %s", (_, change, issue) => {
    expect(briefly(parseCluster(withPersona(change)))).toContain(issue);
  });

  test("refuses one that nobody holds, one declared twice, and one by a method without a second factor", () => {
    expect(briefly(parseCluster(withPersona({ name: "other" })))).toEqual([
      `unresolved-name ${NEXT}.persona.own`,
      "unresolved-name personas[0]",
    ]);
    const twice = withPersona({}) as { readonly personas: readonly unknown[] };
    expect(briefly(parseCluster({ ...twice, personas: [twice.personas[0], twice.personas[0]] }))).toEqual([
      "duplicate personas[1].name",
    ]);
    expect(briefly(parseCluster(withPersona({}, { who: certificateGroup("release") })))).toEqual([
      `unproven-mfa ${NEXT}.persona`,
    ]);
  });

  test("is named with its reason when it is refused", () => {
    const result = parseCluster(withPersona(rule("secrets", "get")));
    const [issue] = result.ok ? [] : result.issues;
    expect(issue).toMatchObject({ got: "get secrets", fix: expect.stringContaining("takes over whatever they open") });
  });

  test("refuses at least what the gate refuses, for every right that can be written", () => {
    const groups = ["", "apps", "batch", "autoscaling", "policy", "networking.k8s.io", "rbac.authorization.k8s.io"];
    const others = ["certificates.k8s.io", "admissionregistration.k8s.io", "apiregistration.k8s.io", "argoproj.io"];
    const plain = [
      "secrets",
      "pods",
      "configmaps",
      "deployments",
      "jobs",
      "roles",
      "services",
      "nodes",
      "bindings",
      "signers",
    ];
    const parts = [
      "pods/exec",
      "pods/log",
      "pods/attach",
      "nodes/proxy",
      "nodes/status",
      "serviceaccounts/token",
      "deployments/scale",
    ];
    const verbs = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
    let accepted = 0;
    for (const group of [...groups, ...others]) {
      for (const resource of [...plain, ...parts]) {
        for (const verb of verbs) {
          if (escalates({ group, resource, verb }, "namespaces") !== undefined) continue;
          accepted += 1;
          const fact = {
            apiGroups: [group],
            resources: [resource],
            verbs: [verb],
            resourceNames: [],
            nonResourceUrls: [],
          };
          expect([group, resource, verb, dangersOf(fact)]).toEqual([group, resource, verb, []]);
        }
      }
    }
    expect(accepted).toBeGreaterThan(100);
  });
});
