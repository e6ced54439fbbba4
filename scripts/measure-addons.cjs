// What `portcullis rbac` says of the roles that well-known add-ons ask for, as a table: `npm run measure-addons`. The manifests come
// inside Go modules, which the Go command fetches at these versions and checks; nothing of them is kept here.
// test/conformance/rbac-addons.test.ts compares the table in docs/rbac.md with what this prints.
"use strict";
const { spawnSync } = require("node:child_process");
const { tmpdir } = require("node:os");
const { join } = require("node:path");

const { runRbac } = require(join(__dirname, "..", "lib", "cli", "rbac", "run-rbac.ts"));

/** Where their manifests are told to be applied: objects that name no namespace stand there. */
const ADDONS = [
  {
    name: "metrics-server",
    module: "sigs.k8s.io/metrics-server",
    version: "v0.7.2",
    paths: ["manifests/base/rbac.yaml"],
    namespace: "kube-system",
  },
  {
    name: "ExternalDNS",
    module: "sigs.k8s.io/external-dns",
    version: "v0.20.0",
    paths: ["kustomize"],
    namespace: "default",
  },
  {
    name: "Node Feature Discovery",
    module: "sigs.k8s.io/node-feature-discovery",
    version: "v0.18.3",
    paths: ["deployment/base/rbac", "deployment/base/gc"],
    namespace: "node-feature-discovery",
  },
  {
    name: "Contour",
    module: "github.com/projectcontour/contour",
    version: "v1.33.0",
    paths: ["examples/contour"],
    namespace: "projectcontour",
  },
  {
    name: "KEDA",
    module: "github.com/kedacore/keda/v2",
    version: "v2.18.1",
    paths: ["config/rbac", "config/metrics-server"],
    namespace: "keda",
  },
  {
    name: "Flux",
    module: "github.com/fluxcd/flux2/v2",
    version: "v2.7.3",
    paths: ["manifests/rbac"],
    namespace: "flux-system",
  },
  {
    name: "Argo CD",
    module: "github.com/argoproj/argo-cd/v3",
    version: "v3.2.0",
    paths: ["manifests/install.yaml"],
    namespace: "argocd",
  },
  {
    name: "Argo CD, one namespace",
    module: "github.com/argoproj/argo-cd/v3",
    version: "v3.2.0",
    paths: ["manifests/namespace-install.yaml"],
    namespace: "argocd",
  },
  {
    name: "Argo Rollouts",
    module: "github.com/argoproj/argo-rollouts",
    version: "v1.8.3",
    paths: ["manifests/install.yaml"],
    namespace: "argo-rollouts",
  },
  {
    name: "Knative Serving",
    module: "knative.dev/serving",
    version: "v0.47.0",
    paths: ["config/core/200-roles", "config/core/200-serviceaccount.yaml"],
    namespace: "knative-serving",
  },
  {
    name: "Cluster API",
    module: "sigs.k8s.io/cluster-api",
    version: "v1.11.3",
    paths: ["config/rbac"],
    namespace: "capi-system",
  },
];

function run(program, args, cwd) {
  const { status, stdout, stderr, error } = spawnSync(program, args, {
    cwd,
    encoding: "utf8",
    maxBuffer: 1 << 28,
    timeout: 300_000,
  });
  if (error !== undefined) throw new Error(`${program}: ${error.message}`);
  return { status, stdout, stderr };
}

/** The folder of a module, fetched by the Go command where it is not there. */
function folderOf({ module, version }) {
  const { status, stdout, stderr } = run("go", ["mod", "download", "-json", `${module}@${version}`], tmpdir());
  if (status !== 0) throw new Error(`${module} ${version} cannot be had: ${stderr || JSON.parse(stdout).Error}`);
  return JSON.parse(stdout).Dir;
}

function portcullis(folder, { paths, namespace }, ...options) {
  // Relative paths, so that no report names a folder of this machine.
  process.chdir(folder);
  const { stdout, stderr } = runRbac([...paths, "--namespace", namespace, "--json", ...options]);
  if (stdout === "") throw new Error(stderr);
  return JSON.parse(stdout);
}

/** @returns {string[]} the lines of the table */
function measureAddons() {
  const rows = ADDONS.map((addon) => {
    const folder = folderOf(addon);
    const { findings, problems, read } = portcullis(folder, addon);
    if (problems.length > 0) throw new Error(`${addon.name}: ${JSON.stringify(problems)}`);
    const { questions } = portcullis(folder, addon, "--who-can", "list secrets", "--who-can", "create pods");
    const everywhere = questions.map(
      ({ answers }) => answers.filter(({ where }) => where.includes("everywhere")).length,
    );
    const count = (id) => findings.filter((one) => one.id === id).length;
    const ways = findings.filter(({ path }) => path !== undefined);
    const certain = ways.filter(({ path }) => path.certain).length;
    const cells = [
      addon.name,
      addon.version,
      `${read.roles} + ${read.bindings}`,
      certain,
      ways.length - certain,
      everywhere[0],
      everywhere[1],
      count("wildcard"),
      count("dangerous-right"),
      findings.length,
    ];
    return `| ${cells.join(" | ")} |`;
  });
  return [
    "| Add-on | Version | Roles + bindings | Become cluster admin | May become it | List every secret | Make pods everywhere | `wildcard` | `dangerous-right` | All findings |",
    "|---|---|---|---|---|---|---|---|---|---|",
    ...rows,
  ];
}

console.log(measureAddons().join("\n"));
