import { execFileSync, spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseAllDocuments } from "yaml";
import { runRbac } from "../../../lib/cli/rbac/run-rbac";
import { ExpandedPolicy } from "../../../lib/rbac/expanded-policy";
import { readPolicy } from "../../../lib/rbac/read-policy";
import { authorize } from "../../../lib/rbac/authorize";
import { testWhereProving } from "../../proving";
import { bound, boundIn, clusterRole, role, rule } from "../../rbac/manifests";

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "portcullis-rbac-"));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

let number = 0;
function file(content: string | Uint8Array, ending = "yaml"): string {
  number += 1;
  const path = join(folder, `f${number}.${ending}`);
  writeFileSync(path, content);
  return path;
}
const json = (...objects: readonly unknown[]) => file(JSON.stringify(objects), "json");

const admin = () =>
  json(
    role("kube-system", "builder", [rule("create", "pods")]),
    boundIn("kube-system", "Role builder", "group:oidc:dev"),
    bound("cluster-admin", "account:kube-system/helm"),
  );
const harmless = () => json(clusterRole("reader", [rule("get,list", "pods")]), bound("reader", "group:oidc:dev"));

describe("portcullis rbac", () => {
  test("tells the path to cluster admin, step by step, and ends with 1", () => {
    const { stdout, exitCode } = runRbac([admin()]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      [
        "     group oidc:dev may create pods in kube-system",
        "       by RoleBinding kube-system/builder-Role, Role builder",
        "       -> service account kube-system/helm",
        "     service account kube-system/helm may do everything",
        "       by ClusterRoleBinding cluster-admin-everywhere, ClusterRole cluster-admin",
        "       -> everything in the cluster",
      ].join("\n"),
    );
    expect(stdout).toMatch(/\n5 findings: 1 role and 2 bindings in 1 file, 0 other objects\.\n$/);
  });

  test("shows of a path of many steps its beginning and its end, and of 40 steps all to programs", () => {
    const hop = (from: number) => [
      role(`n${from + 1}`, "r", [rule("create", "pods")]),
      boundIn(`n${from + 1}`, "Role r", `account:n${from}/a`),
    ];
    const chain = Array.from({ length: 60 }, (_, index) => hop(index)).flat();
    const path = json(...chain, bound("cluster-admin", "account:n60/a"));
    const { stdout } = runRbac([path]);
    expect(stdout).toContain("service account n0/a becomes cluster admin in 61 steps\n");
    expect(stdout).toContain(
      "     ... 49 more steps, of which --json has 28 ...\n     service account n55/a may create",
    );
    const [longest] = JSON.parse(runRbac([path, "--json"]).stdout).findings.filter(
      ({ of }: { readonly of: string }) => of === "service account n0/a",
    );
    expect([longest.path.length, longest.path.leftOut, longest.path.steps.length]).toEqual([61, 21, 40]);
  });

  test("ends with 0 where nothing is found", () => {
    expect(runRbac([harmless()])).toEqual({
      stdout: "Nothing found: 1 role and 1 binding in 1 file, 0 other objects.\n",
      stderr: "",
      exitCode: 0,
    });
  });

  test("gives programs the same, with the path as data", () => {
    const { stdout, exitCode } = runRbac([admin(), "--json"]);
    const report = JSON.parse(stdout);
    expect(report).toMatchObject({
      version: 1,
      exitCode: 1,
      problems: [],
      read: { files: 1, roles: 1, bindings: 2, others: 0 },
    });
    expect(report.findings[0]).toMatchObject({
      id: "path-to-cluster-admin",
      of: "group oidc:dev",
      path: { certain: true },
    });
    expect(exitCode).toBe(1);
  });

  test("takes all files of all paths for one cluster: a role in one, its binding in another, lists and Windows' line ends", () => {
    const list = `apiVersion: v1\nkind: List\nitems:\n- ${JSON.stringify(clusterRole("r", [rule("list", "secrets")]))}\n`;
    const binding = `# of the team\n---\n${JSON.stringify(bound("r", "group:oidc:dev"))}\n---\n`;
    const { findings, problems } = JSON.parse(
      runRbac([file(list.replaceAll("\n", "\r\n")), file(binding), "--json"]).stdout,
    );
    expect(problems).toEqual([]);
    expect(findings.map(({ id, heldBy }: { id: string; heldBy?: string[] }) => [id, heldBy])).toContainEqual([
      "dangerous-right",
      ["group oidc:dev everywhere"],
    ]);
  });

  test("reads JSON objects one after the other, as jq -c writes them, and over several lines", () => {
    const objects = [clusterRole("r", [rule("*", "pods")]), bound("r", "group:oidc:dev")];
    for (const text of [
      objects.map((one) => JSON.stringify(one)),
      objects.map((one) => JSON.stringify(one, null, 2)),
    ]) {
      const { problems, read } = JSON.parse(runRbac([file(`${text.join("\n")}\n`, "json"), "--json"]).stdout);
      expect([problems, read.roles, read.bindings]).toEqual([[], 1, 1]);
    }
  });

  test.each([
    ["a value in the same line", ' {"a":1,"a":2}', 2, 11],
    ["a value over lines", '\n\n{"a": 1,\n "a": 2}', 5, 2],
    ["what is left open", '\n{"a": 1', 3, 8],
    ["a template behind them", "\n{{ end }}", 3, 2],
  ])("tells where in the file one of several JSON objects is wrong: %s", (_, wrong, line, column) => {
    const path = file(`{"kind": "Pod"}\n{}${wrong}`, "json");
    const [problem] = JSON.parse(runRbac([path, "--json"]).stdout).problems;
    expect(problem).toMatchObject({ line, column });
  });

  test("tells thirty problems of a folder one by one, counts the others, and tells programs of all", () => {
    const inner = mkdtempSync(join(folder, "many-"));
    for (let index = 0; index < 40; index += 1) writeFileSync(join(inner, `f${index}.yaml`), "a: [1\n");
    const { stdout, exitCode } = runRbac([inner]);
    expect(exitCode).toBe(2);
    expect(stdout.match(/it is not YAML/g)).toHaveLength(30);
    expect(stdout).toContain("\nand 10 more problems: --json has them all\n");
    expect(stdout).toContain("Not everything could be read: 40 problems");
    expect(JSON.parse(runRbac([inner, "--json"]).stdout).problems).toHaveLength(40);
  });

  test("follows anchors, and reads other kinds as nobody else's business", () => {
    const text = `apiVersion: v1\nkind: ConfigMap\ndata: { mode: 0644, on: yes }\n---\n${[
      "apiVersion: rbac.authorization.k8s.io/v1",
      "kind: ClusterRole",
      "metadata: { name: r }",
      "rules:",
      '- { apiGroups: [""], resources: [pods], verbs: &reads [get, list] }',
      "- { apiGroups: [apps], resources: [deployments], verbs: *reads }",
    ].join("\n")}\n`;
    expect(runRbac([file(text)])).toMatchObject({ exitCode: 0, stdout: expect.stringContaining("1 other object.") });
  });

  test("of a folder reads manifests by their names, and says what it did not look at", () => {
    const inner = join(folder, "manifests");
    mkdirSync(join(inner, "deep"), { recursive: true });
    writeFileSync(join(inner, "deep", "r.yml"), JSON.stringify(clusterRole("r", [rule("get", "pods")])));
    writeFileSync(join(inner, "README.md"), "kind: ClusterRole");
    writeFileSync(join(inner, "logo.png"), Buffer.from([0x89, 0x50, 0, 1]));
    const { stdout, exitCode } = runRbac([inner]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`${join(inner, "README.md")}: it is no manifest by its name`);
    expect(stdout).toContain("logo.png");
  });

  test("prints no sign that moves the cursor or turns letters round", () => {
    const { stdout } = runRbac([
      json(clusterRole("\u001b[2J\u202er", [rule("list", "secrets")]), bound("gone", "group:a\u001b]0;x")),
    ]);
    expect(stdout).toContain("\\u{1b}[2J\\u{202e}r");
    for (const sign of ["\u001b", "\u202e"]) expect(stdout).not.toContain(sign);
  });

  test("reads standard input", () => {
    const command = ["--require", "./scripts/from-source.cjs", "lib/cli/portcullis.ts", "rbac", "-", "--json"];
    const { stdout, status } = spawnSync(process.execPath, command, {
      cwd: join(__dirname, "..", "..", ".."),
      input: JSON.stringify(clusterRole("r", [rule("*", "pods")])),
      encoding: "utf8",
    });
    expect([status, JSON.parse(stdout).findings.length]).toEqual([1, 2]);
  });
});

describe("refuses, with exit code 2 and words,", () => {
  const refused = (args: readonly string[]) => {
    const { stdout, stderr, exitCode } = runRbac(args);
    expect(exitCode).toBe(2);
    return `${stdout}${stderr}`;
  };

  test.each<readonly [string, () => string, string]>([
    ["an empty file", () => file(""), "there is no role and no binding in it"],
    ["a folder with nothing in it", () => mkdtempSync(join(folder, "empty-")), "there is no role and no binding in it"],
    [
      "a file of something else",
      () => json({ apiVersion: "v1", kind: "Pod" }),
      "there is no role and no binding in it",
    ],
    ["bytes", () => file(Buffer.from([0xff, 0xfe, 0, 1])), "it is not text in UTF-8"],
    ["a path that there is not", () => join(folder, "gone"), "there is no such file or folder"],
    ["a device", () => "/dev/null", "neither a file nor a folder"],
    ["a template", () => file("{{- if .Values.rbac }}\nkind: ClusterRole\n{{- end }}\n"), "helm template"],
    ["YAML that is none", () => file("a: [1\nb: 2\n"), "it is not YAML"],
    ["a key twice", () => file("kind: ClusterRole\nkind: Role\n"), "must be unique"],
    ["JSON with a name twice", () => file('{"kind":"ClusterRole","kind":"Role"}'), "is written twice"],
    [
      "aliases that multiply",
      () =>
        file(
          `a: &a [x,x,x,x,x,x,x,x,x,x]\n${["b", "c", "d", "e"].map((key, index) => `${key}: &${key} [${Array(10).fill(`*${"abcd"[index]}`).join()}]`).join("\n")}\n`,
        ),
      "alias count",
    ],
    ["what nests without end", () => file("[".repeat(20_000)), "nests deeper"],
    [
      "a role whose verb YAML 1.1 takes for true",
      () =>
        file(
          "apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: {name: r}\nrules: [{apiGroups: [''], resources: [on], verbs: [get]}]\n",
        ),
      'read "on" differently, and the document is left out',
    ],
    ["a file that is too long", () => file(`# ${"x".repeat(9 * 1024 * 1024)}\nkind: a\n`), "million characters"],
    [
      "what the API server would refuse",
      () => json(clusterRole("r", [{ verbs: [] }])),
      "rules[0].verbs is an empty list; allowed: at least one verb",
    ],
    [
      "more roles than a cluster has",
      () => json(...Array.from({ length: 20_001 }, (_, index) => clusterRole(`r${index}`, []))),
      "more than 20000 roles and bindings",
    ],
  ])("%s", (_, make, words) => expect(refused([make()])).toContain(words));

  testWhereProving("roles that gather everything from each other", () => {
    const aggregationRule = { clusterRoleSelectors: [{}] };
    const roles = Array.from({ length: 2_000 }, (_, index) => clusterRole(`r${index}`, [], { aggregationRule }));
    expect(refused([json(...roles)])).toContain("select more than 2000000 roles");
  });

  test("a folder of pipes, devices, links to them and circles of links, each by its name, and reads the rest", () => {
    const inner = mkdtempSync(join(folder, "odd-"));
    execFileSync("mkfifo", [join(inner, "pipe.yaml"), join(inner, "unwanted")]);
    symlinkSync(join(inner, "pipe.yaml"), join(inner, "link.yaml"));
    symlinkSync("/dev/zero", join(inner, "zero.yaml"));
    symlinkSync(join(inner, "round.yaml"), join(inner, "round.yaml"));
    symlinkSync(join(inner, "gone"), join(inner, "nowhere.yaml"));
    writeFileSync(join(inner, "r.yaml"), JSON.stringify(clusterRole("r", [rule("list", "secrets")])));
    const told = refused([inner]);
    for (const name of ["link", "zero"]) expect(told).toContain(`${name}.yaml: it is neither a file nor a folder`);
    expect(told).toContain("round.yaml: the link leads in a circle");
    expect(told).toContain("nowhere.yaml: the link leads nowhere");
    expect(told).toContain("ClusterRole r: secrets: list on secrets");
  });

  test("what is a file by its kind and has no end, in a folder by a link and named", () => {
    const inner = mkdtempSync(join(folder, "endless-"));
    symlinkSync("/proc/kmsg", join(inner, "messages.yaml"));
    // Whoever may not read it is told so; elsewhere than on Linux it is not there.
    expect(refused([inner])).toMatch(
      /messages.yaml: (it has nothing to read now, and no end|it may not be read|it is not text|the link leads nowhere)/,
    );
    expect(refused(["suggest", "/proc/kmsg"])).toMatch(
      /nothing to read now, and no end|may not|is not JSON|no such file/,
    );
    expect(refused(["suggest", "/dev/zero"])).toContain("it is neither a file nor a pipe");
  });

  test("a link that leads back", () => {
    const inner = mkdtempSync(join(folder, "loop-"));
    symlinkSync(inner, join(inner, "again.yaml"));
    expect(refused([inner])).toContain("leads back");
  });

  test.each<readonly [string, string]>([
    ["on", "resources: [on]"],
    ["0644", "resources: [pods], resourceNames: [0644]"],
    ["2026-01-01", "resources: [pods], resourceNames: [2026-01-01]"],
  ])("by line and column, a value that parsers read differently, and judges the other documents: %s", (value, text) => {
    const head = (name: string) =>
      `apiVersion: rbac.authorization.k8s.io/v1\nkind: ClusterRole\nmetadata: { name: ${name} }\nrules:\n`;
    const line = `  - { apiGroups: [""], verbs: [get], ${text} }`;
    const strange = `# of the team\n\n${head("a")}${line}\n`;
    const words = `7:${line.indexOf(value) + 1}: YAML 1.1 and YAML 1.2 read "${value}" differently`;
    const sound = `${head("b")}  - { apiGroups: [""], resources: [secrets], verbs: [list] }\n`;
    const told = refused([file(`${strange}---\n${sound}`)]);
    expect(told).toContain(words);
    expect(told).toContain("ClusterRole b: secrets: list on secrets");
    expect(told).not.toContain("ClusterRole a");
  });

  test("nothing is passed over in silence: what could be read is told beside the problem", () => {
    const text = refused([admin(), join(folder, "gone")]);
    expect(text).toContain("path-to-cluster-admin: 2");
    expect(text).toMatch(/Not everything could be read: 1 problem; 5 findings in the rest/);
  });

  test.each<readonly [string, readonly string[], string]>([
    ["no path", [], "no PATH is given"],
    ["no log", ["suggest"], "no LOG is given"],
    ["an empty path", [""], "a PATH is empty"],
    ["standard input twice", ["suggest", "-", "--against", "-"], "- is given twice"],
    ["a namespace that is none", ["x", "--namespace", "A b"], "not the name of a namespace"],
    ["options of suggest without it", ["x", "--subject", "ann"], "of suggest alone"],
    ["questions to suggest", ["suggest", "x", "--matrix"], "not of suggest"],
    ["both kinds of questions", ["x", "--matrix", "--who-can", "get pods"], "give it or --who-can"],
  ])("%s", (_, args, words) => expect(refused(args)).toContain(words));

  test.each([
    ["get", "is no question"],
    ["get pods shop", "is no question"],
    ["get podz", "did you mean pods?"],
    ["get invoices", "Otherwise write it with its API group"],
    ["get events", ""],
    ["get /metrics in shop", "a path has no name and no namespace"],
  ])("the question %s", (question, words) => {
    const { stderr, exitCode } = runRbac([harmless(), "--who-can", question]);
    if (words === "") expect(exitCode).toBe(0);
    else expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
  });
});

describe("--who-can", () => {
  const objects = () =>
    json(
      clusterRole("secrets", [rule("get", "secrets")]),
      clusterRole("one", [rule("get", "secrets", { resourceNames: ["db"] })]),
      bound("secrets", "account:ops/backup"),
      boundIn("shop", "ClusterRole secrets", "group:oidc:dev"),
      boundIn("bank", "ClusterRole one", "user:oidc:ann"),
    );

  test("names who may, where, and by what", () => {
    const { stdout, exitCode } = runRbac([objects(), "--who-can", "get secrets"]);
    expect(exitCode).toBe(0);
    expect(stdout).toContain("Who can get secrets? 3 subjects of 3, by these files.");
    expect(stdout).toMatch(
      /group oidc:dev +in shop\n +by RoleBinding shop\/secrets-ClusterRole, ClusterRole secrets\n/,
    );
    expect(stdout).toMatch(/user oidc:ann +in bank named db\n/);
    expect(stdout).toMatch(/service account ops\/backup +everywhere\n/);
  });

  test.each([
    ["get secrets in shop", ["group oidc:dev", "service account ops/backup"]],
    ["get secrets named db in bank", ["service account ops/backup", "user oidc:ann"]],
    ["get secrets named other in bank", ["service account ops/backup"]],
    ["get secrets.core in default", ["service account ops/backup"]],
    ["create secrets", []],
    ["get /healthz", ["group oidc:dev", "service account ops/backup", "user oidc:ann"]],
  ])("%s", (question, who) => {
    const { questions } = JSON.parse(runRbac([objects(), "--who-can", question, "--json"]).stdout);
    const may = questions[0].answers.filter(({ may: answer }: { may: string }) => answer === "yes");
    expect(may.map((one: { who: string }) => one.who).sort()).toEqual(who);
  });

  test("says what nobody can know, and ends with 1", () => {
    const { stdout, exitCode } = runRbac([
      json(boundIn("shop", "Role gone", "group:oidc:dev")),
      "--who-can",
      "get pods",
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toMatch(
      /group oidc:dev: unknown +nobody sees what is granted by RoleBinding shop\/gone-Role, Role gone\n/,
    );
  });

  test("--matrix asks everybody the usual questions", () => {
    const { stdout, exitCode } = runRbac([objects(), "--matrix"]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/ {2}1 +get secrets\n {2}2 +list secrets\n {2}3 +create pods\n/);
    expect(stdout).toMatch(/ {2}group oidc:dev +1 ns +- /);
    expect(stdout).toMatch(/ {2}user oidc:ann +named +- /);
    expect(stdout).toMatch(/ {2}service account ops\/backup +all +- /);
  });
});

describe("portcullis rbac suggest", () => {
  const event = (change: object = {}) => ({
    kind: "Event",
    apiVersion: "audit.k8s.io/v1",
    stage: "ResponseComplete",
    verb: "get",
    user: { username: "system:serviceaccount:shop:web", groups: ["system:serviceaccounts", "system:authenticated"] },
    objectRef: { resource: "configmaps", namespace: "shop", name: "settings" },
    responseStatus: { code: 200 },
    annotations: { "authorization.k8s.io/decision": "allow" },
    ...change,
  });
  const log = (...events: readonly object[]) => file(`${events.map((one) => JSON.stringify(one)).join("\n")}\n`, "log");

  test("prints manifests that allow what was done and nothing else", () => {
    const denied = event({
      verb: "list",
      objectRef: { resource: "secrets" },
      annotations: { "authorization.k8s.io/decision": "forbid" },
    });
    const { stdout, stderr, exitCode } = runRbac(["suggest", log(event(), denied)]);
    expect([stderr, exitCode]).toEqual(["", 0]);
    expect(stdout).toContain("#   denied, and not granted: list secrets, 1 time\n");
    const objects = parseAllDocuments(stdout).map((document) => document.toJS());
    const { policy, issues } = readPolicy(
      [{ source: "suggested", objects: objects.filter((one) => one !== null) }],
      "default",
    );
    expect(issues).toEqual([]);
    expect(policy.roles.map(({ name, rules }) => [name, rules])).toEqual([
      [
        "suggested:shop:web",
        [
          {
            apiGroups: [""],
            resources: ["configmaps"],
            resourceNames: ["settings"],
            nonResourceUrls: [],
            verbs: ["get"],
          },
        ],
      ],
    ]);
    const web = { user: "system:serviceaccount:shop:web", groups: [] };
    const request = {
      verb: "get",
      apiGroup: "",
      resource: "configmaps",
      subresource: "",
      name: "settings",
      namespace: "shop",
    };
    expect(authorize(ExpandedPolicy.of(policy), web, request).answer).toBe("allowed");
  });

  test("proposes what is dangerous with a warning, and ends with 1", () => {
    const { stdout, exitCode } = runRbac([
      "suggest",
      log(event({ verb: "list", objectRef: { resource: "secrets", namespace: "shop" } })),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "---\n# warning: secrets: list on secrets: reading or writing secrets takes over whatever they open\n",
    );
  });

  test("names what is held and was never used, and who never came", () => {
    const held = json(
      clusterRole("web", [rule("get,delete", "configmaps")]),
      bound("web", "account:shop/web", "group:oidc:gone"),
    );
    const { stdout, exitCode } = runRbac(["suggest", log(event()), "--against", held]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "#   held everywhere by ClusterRoleBinding web-everywhere, ClusterRole web, and never used: delete configmaps\n",
    );
    expect(stdout).toContain("# bound, and never seen: group oidc:gone\n");
  });

  test("names the API group of what was never used, of several groups the one that has it", () => {
    const rules = [
      rule("get", "deployments,jobs", { apiGroups: ["apps", "batch"] }),
      rule("get", "widgets,deployments/scale", { apiGroups: ["example.com"] }),
      rule("get", "*", { apiGroups: ["storage.k8s.io"] }),
    ];
    const { stdout } = runRbac([
      "suggest",
      log(event()),
      "--against",
      json(clusterRole("web", rules), bound("web", "account:shop/web")),
    ]);
    for (const never of [
      "never used: get deployments.apps, get jobs.batch\n",
      "never used: get widgets.example.com, get deployments.example.com/scale\n",
      "never used: get *.storage.k8s.io\n",
    ])
      expect(stdout).toContain(never);
  });

  test("names what is bound to a role that is nowhere, and ends with 1", () => {
    const { stdout, exitCode } = runRbac([
      "suggest",
      log(event()),
      "--against",
      json(boundIn("shop", "Role gone", "account:shop/web")),
    ]);
    expect(exitCode).toBe(1);
    expect(stdout).toContain(
      "# bound to a role that is nowhere, and grants whatever it will say: RoleBinding shop/gone-Role, Role gone (service account shop/web)\n",
    );
  });

  test("counts one as one", () => {
    const discovery = event({ verb: "get", objectRef: undefined, requestURI: "/version" });
    const { stdout } = runRbac(["suggest", log(discovery)]);
    expect(stdout).toContain("#   left out, for everybody may do it: 1 right\n");
  });

  test("looks at one user alone, also at a part of Kubernetes, which it leaves out otherwise", () => {
    const scheduler = event({ user: { username: "system:kube-scheduler" } });
    const controller = event({ user: { username: "system:serviceaccount:kube-system:job-controller" } });
    const addOn = event({ user: { username: "system:serviceaccount:kube-system:metrics-server" } });
    const { stdout } = runRbac(["suggest", log(event(), scheduler, controller, addOn)]);
    expect(stdout).toContain("# left out: 2 parts of Kubernetes itself");
    expect(stdout).toContain("name: suggested:kube-system:metrics-server\n");
    const { users } = JSON.parse(
      runRbac(["suggest", log(event(), scheduler), "--subject", "system:kube-scheduler", "--json"]).stdout,
    );
    expect(users.map(({ user }: { user: string }) => user)).toEqual(["system:kube-scheduler"]);
    expect(users[0].manifests).toHaveLength(2);
  });

  test("writes names of others so that they are what they were, and move nothing", () => {
    const username = "a\u2028b\u202e\nkind: ClusterRoleBinding\u{e0001}\u001b[2J: yes";
    const { stdout } = runRbac(["suggest", log(event({ user: { username } }))]);
    const [, binding] = parseAllDocuments(stdout).map((document) => document.toJS());
    expect(binding.subjects[0].name).toBe(username);
    for (const sign of ["\u2028", "\u202e", "\u{e0001}", "\u001b"]) expect(stdout).not.toContain(sign);
    expect(stdout).not.toMatch(/^kind: ClusterRoleBinding/m);
  });

  test("gives users whose names are alike in a name of a role each one of their own", () => {
    const of = (username: string) => event({ user: { username } });
    const { users } = JSON.parse(runRbac(["suggest", log(of("a b"), of("a/b")), "--json"]).stdout);
    expect(
      users.map((one: { manifests: { metadata: { name: string } }[] }) => one.manifests[0]?.metadata.name),
    ).toEqual(["suggested:a-b", "suggested:a-b-2"]);
  });

  test.each<readonly [string, () => string, string]>([
    ["a log with nothing in it", () => log(), "there is no event in it"],
    ["lines that are none, each by its number", () => file("\n{}\nno\n", "log"), ".log:3: it is not JSON"],
    ["bytes", () => file(Buffer.from([0x7b, 0xff, 0x0a]), "log"), "line 1 is not text in UTF-8"],
    ["what is compressed", () => file(Buffer.from([0x1f, 0x8b, 8, 0]), "gz"), "zcat LOG"],
    ["a folder", () => folder, "it is a folder"],
    ["a log that there is not", () => join(folder, "gone.log"), "there is no such file"],
    [
      "a line that is longer than any event",
      () => file(`"${"x".repeat(17 * 1024 * 1024)}"\n`, "log"),
      "longer than 16 MB",
    ],
  ])("refuses %s", (_, make, words) => {
    const { stderr, exitCode } = runRbac(["suggest", make()]);
    expect([exitCode, stderr]).toEqual([2, expect.stringContaining(words)]);
  });

  test("refuses a user who is not in the log, and to compare with what cannot be read", () => {
    expect(runRbac(["suggest", log(event()), "--subject", "ann"]).stderr).toContain('nobody in it is called "ann"');
    expect(runRbac(["suggest", log(event()), "--against", join(folder, "gone")])).toMatchObject({ exitCode: 2 });
  });

  test("says how many lines cannot be read, and shows the first of them", () => {
    const { stderr } = runRbac(["suggest", file("no\n".repeat(1_000), "log")]);
    expect(stderr).toContain("980 more lines cannot be read");
  });

  test("does not hold the log: lines of different objects add up to one right", () => {
    const lines = Array.from({ length: 20_000 }, (_, index) =>
      JSON.stringify(event({ objectRef: { resource: "configmaps", namespace: "shop", name: `c${index}` } })),
    );
    const { users, events } = JSON.parse(runRbac(["suggest", file(`${lines.join("\n")}\n`, "log"), "--json"]).stdout);
    expect([events, users[0].proposal.roles[0].rules]).toEqual([
      20_000,
      [{ apiGroups: [""], resources: ["configmaps"], resourceNames: [], nonResourceUrls: [], verbs: ["get"] }],
    ]);
  });
});
