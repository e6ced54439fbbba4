import { manifests } from "../fixtures/written";
import type { RoleBindingFact } from "../facts/role-binding";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

const ROLE = /^ClusterRole\/portcullis:(viewer|developer|operator|auditor|recovery|watcher|own:.+|machine:.+)$/;

/** Held by service accounts alone. */
const OF_MACHINES = /^(?:watcher|machine:.+)$/;

/** Never bound in the whole cluster. */
const OF_NAMESPACES = /^(?:viewer|developer|watcher|machine:.+)$/;

/** The one persona that people hold without proof of a second factor. */
const WITHOUT_SECOND_FACTOR = "recovery";

/** What the methods put before their names, and whether they prove a second factor: groups of access entries are this library's own. */
const METHODS: readonly { readonly name: RegExp; readonly proven: boolean }[] = [
  { name: /^oidc(?:-[a-z0-9](?:[a-z0-9-]*[a-z0-9])?)?:./s, proven: true },
  { name: /^(?:cert|proxy|portcullis):./s, proven: false },
];

/** Who may hold which persona, by the method that the name tells. */
export const PERSONAS_BY_METHOD: Rule<"role-binding"> = {
  id: "personas-by-method",
  title: "Personas are held by subjects of a method that proves enough for them, and where they belong.",
  why: "A persona reached by a method without a second factor, or by a workload's token, is reached with one stolen file; one that is bound everywhere sees every tenant.",
  fix: "Give people who prove no second factor `recovery`, service accounts `watcher` or a persona of machines, and name the namespaces.",
  controls: ["CIS-1.12 5.1.1", "NIST-800-53r5 AC-3", "NIST-800-53r5 IA-2"],
  judges: "role-binding",
  reach: "ours",
  promise: 3,
  judge(binding) {
    const persona = ROLE.exec(binding.role)?.[1];
    if (persona === undefined) return notApplicable("no persona's role");
    const faults: Fault[] = binding.subjects.flatMap((subject) => {
      const message = wrongHolder(subject, persona);
      return message === undefined ? [] : [{ at: "subjects", got: subject.name, message }];
    });
    if (binding.bindingKind === "ClusterRoleBinding" && OF_NAMESPACES.test(persona)) {
      faults.push({
        at: "kind",
        got: binding.bindingKind,
        message: `${persona} is for namespaces, not for the whole cluster`,
      });
    }
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      {
        name: "a developer of the identity provider",
        documents: bound("developer", { kind: "Group", name: "oidc:dev" }),
      },
      {
        name: "a developer of an identity provider that has a name",
        documents: bound("developer", { kind: "Group", name: "oidc-partners:dev" }),
      },
      { name: "an auditor by name", documents: everywhere("auditor", { kind: "User", name: "oidc:alice" }) },
      { name: "recovery by a certificate", documents: everywhere("recovery", { kind: "User", name: "cert:alice" }) },
      { name: "recovery by a proxy", documents: everywhere("recovery", { kind: "Group", name: "proxy:oncall" }) },
      {
        name: "recovery by access entries",
        documents: everywhere("recovery", { kind: "Group", name: "portcullis:recovery" }),
      },
      {
        name: "an account that watches",
        documents: bound("watcher", { kind: "ServiceAccount", name: "m", namespace: "web" }),
      },
      {
        name: "an account with a persona of machines",
        documents: bound("machine:release", { kind: "ServiceAccount", name: "m", namespace: "web" }),
      },
      { name: "a persona of one's own", documents: everywhere("own:release", { kind: "Group", name: "oidc:release" }) },
    ],
    fail: [
      { name: "a developer by a certificate", documents: bound("developer", { kind: "Group", name: "cert:dev" }) },
      { name: "an auditor by a proxy", documents: everywhere("auditor", { kind: "Group", name: "proxy:audit" }) },
      {
        name: "an operator by access entries",
        documents: everywhere("operator", { kind: "Group", name: "portcullis:operator" }),
      },
      {
        name: "a persona of one's own by a certificate",
        documents: everywhere("own:release", { kind: "Group", name: "cert:x" }),
      },
      { name: "a group of no known method", documents: everywhere("recovery", { kind: "Group", name: "ldap:oncall" }) },
      ...["oidc-:dev", "oidc-a b:dev", "oidcpartners:dev", "oidc-partners:"].map((name) => ({
        name: `a group of no provider, ${name}`,
        documents: bound("developer", { kind: "Group", name }),
      })),
      { name: "a prefix and nothing after it", documents: everywhere("recovery", { kind: "Group", name: "oidc:" }) },
      {
        name: "a workload as a viewer",
        documents: bound("viewer", { kind: "ServiceAccount", name: "m", namespace: "web" }),
      },
      {
        name: "a workload as recovery",
        documents: everywhere("recovery", { kind: "ServiceAccount", name: "m", namespace: "web" }),
      },
      { name: "people as a machine", documents: bound("watcher", { kind: "Group", name: "oidc:dev" }) },
      {
        name: "an account by the name of its user",
        documents: bound("watcher", { kind: "User", name: "system:serviceaccount:web:m" }),
      },
      {
        name: "the account that every pod has",
        documents: bound("watcher", { kind: "ServiceAccount", name: "default", namespace: "web" }),
      },
      { name: "an account without a namespace", documents: bound("watcher", { kind: "ServiceAccount", name: "m" }) },
      {
        name: "an account of Kubernetes itself",
        documents: bound("watcher", {
          kind: "ServiceAccount",
          name: "generic-garbage-collector",
          namespace: "kube-system",
        }),
      },
      { name: "a viewer of everything", documents: everywhere("viewer", { kind: "Group", name: "oidc:dev" }) },
      {
        name: "a machine everywhere",
        documents: everywhere("machine:release", { kind: "ServiceAccount", name: "m", namespace: "web" }),
      },
    ],
  }),
};

function wrongHolder(subject: RoleBindingFact["subjects"][number], persona: string): string | undefined {
  const { kind, name, namespace } = subject;
  if (kind === "ServiceAccount") {
    if (!OF_MACHINES.test(persona)) return `${name} is a workload, and ${persona} is for people`;
    if (name === "default") return "default is the account of every pod that asks for nothing";
    if (namespace === "" || namespace.startsWith("kube-")) return `${name} is no account of a tenant`;
    return undefined;
  }
  if (OF_MACHINES.test(persona)) return `${name} is no service account, and ${persona} is for workloads alone`;
  const method = METHODS.find((known) => known.name.test(name));
  if (method === undefined) return `nothing tells by which method ${name} proves who he is`;
  return method.proven || persona === WITHOUT_SECOND_FACTOR
    ? undefined
    : `${name} proves no second factor, and ${persona} asks for one`;
}

type Subject = Readonly<Record<string, string>>;

function bound(persona: string, subject: Subject) {
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "RoleBinding",
    metadata: { name: `portcullis:${persona}`, namespace: "web" },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `portcullis:${persona}` },
    subjects: [subject],
  });
}

function everywhere(persona: string, subject: Subject) {
  return manifests({
    apiVersion: "rbac.authorization.k8s.io/v1",
    kind: "ClusterRoleBinding",
    metadata: { name: `portcullis:${persona}` },
    roleRef: { apiGroup: "rbac.authorization.k8s.io", kind: "ClusterRole", name: `portcullis:${persona}` },
    subjects: [subject],
  });
}
