import type { Binding } from "../binding";
import type { LabelSelector } from "../label-selector";
import type { Policy } from "../policy";
import type { PolicyRule } from "../policy-rule";
import type { Role } from "../role";
import type { Subject } from "../subject";
import { WRITTEN_BINDINGS, WRITTEN_ROLES } from "./written";

/** A role as `written.ts` has it; a Role where it has a namespace. */
export interface WrittenRole {
  readonly name: string;
  readonly namespace?: string;
  /** `label=value`. */
  readonly labels?: readonly string[];
  /** `label=value`, each a selector. */
  readonly aggregates?: readonly string[];
  /** `get list on pods pods/log of core named a b`, `get on /healthz`. */
  readonly rules: readonly string[];
}

/** A binding as `written.ts` has it; a RoleBinding where it has a namespace. */
export interface WrittenBinding {
  readonly name: string;
  readonly namespace?: string;
  readonly role: string;
  readonly subjects: readonly string[];
}

/** Where the roles and bindings stand that no file of a user holds. */
export const DEFAULT_SOURCE = "(a default of Kubernetes 1.35)";

/** Carried by all of them, so that selectors find them by it. */
const BOOTSTRAPPING = { "kubernetes.io/bootstrapping": "rbac-defaults" };

const RULE =
  /^(?<verbs>.+?) on (?:(?<paths>(?:\/|\*$).*)|(?<resources>.+?) of (?<groups>.+?)(?: named (?<names>.+))?)$/;

/** What every API server of Kubernetes 1.35 makes for itself: `cluster-admin`, `view`, the roles of controllers, who holds them. */
export function defaultPolicy(): Policy {
  made ??= { roles: WRITTEN_ROLES.map(readRole), bindings: WRITTEN_BINDINGS.map(readBinding) };
  return made;
}

/** Commands that do not ask for it do not wait for it. */
let made: Policy | undefined;

function readRole({ name, namespace = "", labels = [], aggregates, rules }: WrittenRole): Role {
  return {
    kind: namespace === "" ? "ClusterRole" : "Role",
    name,
    namespace,
    labels: { ...BOOTSTRAPPING, ...pairs(labels) },
    rules: rules.map(readRule),
    aggregates: aggregates?.map((label): LabelSelector => ({ matchLabels: pairs([label]), matchExpressions: [] })),
    source: DEFAULT_SOURCE,
  };
}

function readBinding({ name, namespace = "", role, subjects }: WrittenBinding): Binding {
  const [kind, roleName = ""] = role.split(" ");
  return {
    kind: namespace === "" ? "ClusterRoleBinding" : "RoleBinding",
    name,
    namespace,
    role:
      kind === "Role"
        ? { kind: "Role", name: roleName, namespace }
        : { kind: "ClusterRole", name: roleName, namespace: "" },
    subjects: subjects.map(readSubject),
    source: DEFAULT_SOURCE,
  };
}

function readSubject(text: string): Subject {
  const [kind, rest = ""] = text.split(" ");
  if (kind === "User" || kind === "Group") return { kind, name: rest };
  const [namespace = "", name = ""] = rest.split("/");
  return { kind: "ServiceAccount", namespace, name };
}

function readRule(text: string): PolicyRule {
  const parts = RULE.exec(text)?.groups;
  if (parts === undefined) throw new Error(`no rule: ${text}`);
  const words = (part: string | undefined) => part?.split(" ") ?? [];
  return {
    apiGroups: words(parts.groups).map((group) => (group === "core" ? "" : group)),
    resources: words(parts.resources),
    resourceNames: words(parts.names),
    nonResourceUrls: words(parts.paths),
    verbs: words(parts.verbs),
  };
}

function pairs(labels: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(
    labels.map((label) => {
      const at = label.indexOf("=");
      return [label.slice(0, at), label.slice(at + 1)] as const;
    }),
  );
}
