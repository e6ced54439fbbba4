// Installs or builds the real programs that `npm run prove` asks: system packages with apt-get, Go programs at the
// versions that tools/ pins, once, into the home cache folder. Says what is missing and how to get it, or returns the
// environment in which the tests find all of it.
"use strict";
const { existsSync, readdirSync } = require("node:fs");
const { homedir } = require("node:os");
const { basename, delimiter, isAbsolute, join } = require("node:path");
const { spawnSync } = require("node:child_process");

const root = join(__dirname, "..");
const cache = join(process.env.XDG_CACHE_HOME || join(homedir(), ".cache"), "portcullis");

/** Programs of the system, each with its Debian package. */
const PACKAGES = {
  nft: "nftables",
  "cloud-init": "cloud-init",
  keepalived: "keepalived",
  containerd: "containerd",
  openssl: "openssl",
  curl: "curl",
  jq: "jq",
  ip: "iproute2",
  java: "openjdk-17-jre-headless",
  mvn: "maven",
  unzip: "unzip",
  slapd: "slapd",
  ldapmodify: "ldap-utils",
  apache2: "apache2-bin",
};

/** Answers to the questions of packages: the system's own directory service is neither set up nor started. */
const ANSWERS = "slapd slapd/no_configuration boolean true\n";

/** What whole nodes take besides. */
const NODE_PACKAGES = { runc: "runc", "/usr/lib/cni/bridge": "containernetworking-plugins" };
const NODE_PROGRAMS = ["kube-scheduler", "kube-proxy", "kubelet", "laboratory-pod"];

/** The version of Kubernetes that every suite asks; others serve the proving ground alone. */
const KUBERNETES = "kubernetes-1.35";
const CONTROL_PLANE = ["kubeadm", "kube-apiserver", "kube-controller-manager"];

/** What tools/ builds, by folder: the programs, and where `on` names one, only while that is not on the PATH. */
const BUILDS = [
  { tool: KUBERNETES, programs: [...CONTROL_PLANE, "admission-check", "audit-levels"] },
  { tool: "collector-0.149", programs: [] },
  { tool: "etcd-3.6", programs: [] },
  { tool: "loki-3.5", programs: [] },
  { tool: "opentofu-1.12", programs: [], on: "terraform" },
];

const isThere = (program, path) =>
  isAbsolute(program) ? existsSync(program) : path.split(delimiter).some((folder) => existsSync(join(folder, program)));

function run(program, args, env) {
  return spawnSync(program, args, { cwd: root, env, stdio: "inherit" }).status === 0;
}

/**
 * @param {{ kubernetes?: readonly string[], nodes?: boolean }} [wanted] further versions of Kubernetes, whose control plane
 * is to be there, and whether whole nodes are
 * @returns {{ env: NodeJS.ProcessEnv, missing: string[] }}
 */
function installPrograms({ kubernetes: versions = [], nodes = false } = {}) {
  const path = [process.env.PATH ?? "", "/usr/sbin", "/sbin"].join(delimiter);
  const env = { ...process.env, PATH: path, DEBIAN_FRONTEND: "noninteractive", CHECKPOINT_DISABLE: "1" };
  const missing = [];

  const packages = Object.entries(nodes ? { ...PACKAGES, ...NODE_PACKAGES } : PACKAGES)
    .filter(([program]) => !isThere(program, path))
    .map(([, name]) => name);
  if (packages.length > 0) {
    console.log(`installing ${packages.join(", ")}`);
    spawnSync("debconf-set-selections", [], { env, input: ANSWERS });
    const install = ["install", "-y", "-qq", "--no-install-recommends", ...packages];
    if (!run("apt-get", ["update", "-qq"], env) || !run("apt-get", install, env))
      missing.push(`${packages.join(", ")}: apt-get install them as root, or put their programs on the PATH`);
  }
  // Needs what was just installed.
  if (!run(join(root, "tools", "keycloak-26.4", "build.sh"), [], env))
    missing.push("tools/keycloak-26.4: build.sh needs Java 17, Maven and Maven Central");

  const others = versions
    .map((version) => ({ tool: `kubernetes-${version}`, programs: CONTROL_PLANE, on: undefined }))
    .filter(({ tool }) => tool !== KUBERNETES);
  const ofNodes = nodes ? [{ tool: KUBERNETES, programs: NODE_PROGRAMS, on: undefined }] : [];
  for (const { tool, programs, on } of [...BUILDS, ...others, ...ofNodes]) {
    if (on !== undefined && isThere(on, path)) continue;
    if (!run(join(root, "tools", tool, "build.sh"), programs, env))
      missing.push(`tools/${tool}: build.sh needs Go 1.26 or newer (https://go.dev/dl/) and its module registry`);
  }
  const built = existsSync(cache) ? readdirSync(cache).map((name) => join(cache, name)) : [];
  const kubernetes = built.find((folder) => basename(folder).startsWith(`${KUBERNETES}.`));
  // Programs of other versions have the same names: whoever wants those looks into the cache by itself.
  const onPath = built.filter((folder) => folder === kubernetes || !basename(folder).startsWith("kubernetes-"));
  return {
    env: { ...env, PATH: [path, ...onPath].join(delimiter), KUBEBUILDER_ASSETS: kubernetes ?? "" },
    missing,
  };
}

module.exports = { installPrograms };
