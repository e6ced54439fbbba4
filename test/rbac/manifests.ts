import { readPolicy } from "../../lib/rbac/read-policy";
import type { Policy } from "../../lib/rbac/policy";

export type Manifest = Readonly<Record<string, unknown>>;
type Rule = Manifest;

const apiVersion = "rbac.authorization.k8s.io/v1";
const apiGroup = "rbac.authorization.k8s.io";

/** A rule of the core group, or of another. */
export function rule(verbs: string, resources: string, change: Manifest = {}): Rule {
  return { apiGroups: [""], resources: resources.split(","), verbs: verbs.split(","), ...change };
}

export function clusterRole(name: string, rules: readonly Rule[], change: Manifest = {}): Manifest {
  return { apiVersion, kind: "ClusterRole", metadata: { name }, rules, ...change };
}

export function role(namespace: string, name: string, rules: readonly Rule[]): Manifest {
  return { apiVersion, kind: "Role", metadata: { name, namespace }, rules };
}

/** `user:ann`, `group:dev` or `account:shop/web`. */
export function subject(text: string): Manifest {
  const at = text.indexOf(":");
  const [kind, name] = [text.slice(0, at), text.slice(at + 1)];
  if (kind === "account") {
    const [namespace, account] = name.split("/");
    return { kind: "ServiceAccount", namespace, name: account };
  }
  return { kind: kind === "user" ? "User" : "Group", apiGroup, name };
}

/** Everywhere. */
export function bound(roleName: string, ...subjects: readonly string[]): Manifest {
  return {
    apiVersion,
    kind: "ClusterRoleBinding",
    metadata: { name: `${roleName}-everywhere` },
    roleRef: { apiGroup, kind: "ClusterRole", name: roleName },
    subjects: subjects.map(subject),
  };
}

/** In a namespace: `Role deployer` or `ClusterRole view`. */
export function boundIn(namespace: string, roleText: string, ...subjects: readonly string[]): Manifest {
  const [kind, name] = roleText.split(" ");
  return {
    apiVersion,
    kind: "RoleBinding",
    metadata: { name: `${name}-${kind}`, namespace },
    roleRef: { apiGroup, kind, name },
    subjects: subjects.map(subject),
  };
}

/** What the manifests say; with an issue in them it is a mistake of the test. */
export function policyOf(...objects: readonly Manifest[]): Policy {
  const { policy, issues } = readPolicy([{ source: "test.yaml", objects }], "default");
  if (issues.length > 0) throw new Error(JSON.stringify(issues));
  return policy;
}
