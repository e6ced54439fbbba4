import { type Binding, describeBinding } from "../binding";
import { wildcardsIn } from "../dangers";
import { roleKey } from "../role";
import { ANONYMOUS, AUTHENTICATED, MASTERS, SERVICE_ACCOUNTS, UNAUTHENTICATED } from "../subject";
import type { RbacFinding } from "./finding";
import { type Linted, sourcesOf } from "./linted";
import { dangerousIn } from "./of-roles";

const EVERYBODY: readonly { readonly name: string; readonly words: string }[] = [
  { name: UNAUTHENTICATED, words: "everybody who reaches the API server, without a credential" },
  { name: ANONYMOUS, words: "everybody who reaches the API server, without a credential" },
  { name: AUTHENTICATED, words: "everybody with any credential, every pod among them" },
  { name: SERVICE_ACCOUNTS, words: "every pod with a token" },
];

/** What no method of authentication gives to people. */
const RESERVED = /^(system|kubeadm):/;

/** What is found in bindings by whom they name and which role. */
export function findInBindings(all: Linted): readonly RbacFinding[] {
  return all.ownBindings.flatMap((binding) => {
    const find = (id: RbacFinding["id"], message: string): RbacFinding => ({
      id,
      of: describeBinding(binding),
      sources: sourcesOf([binding]),
      message,
    });
    return [...ofSubjects(binding, find), ...ofRole(all, binding, find)];
  });
}

type Find = (id: RbacFinding["id"], message: string) => RbacFinding;

function ofSubjects({ subjects, role }: Binding, find: Find): readonly RbacFinding[] {
  return subjects.flatMap((subject) => {
    const everybody = EVERYBODY.find(({ name }) => subject.kind !== "ServiceAccount" && subject.name === name);
    if (everybody !== undefined) return [find("bound-to-everyone", `${role.kind} ${role.name} to ${everybody.words}`)];
    if (subject.kind === "Group" && subject.name.startsWith(`${SERVICE_ACCOUNTS}:`)) {
      const namespace = subject.name.slice(SERVICE_ACCOUNTS.length + 1);
      return [find("bound-to-everyone", `${role.kind} ${role.name} to every pod of ${namespace}`)];
    }
    if (subject.kind !== "ServiceAccount" && subject.name === MASTERS)
      return [find("reserved-subject", `it names ${MASTERS}, which holds everything without it`)];
    if (subject.kind !== "ServiceAccount" && RESERVED.test(subject.name))
      return [find("reserved-subject", `it names ${subject.kind.toLowerCase()} ${subject.name}`)];
    return subject.kind === "ServiceAccount" && subject.name === "default"
      ? [find("default-account", `${role.kind} ${role.name} to the account default of ${subject.namespace}`)]
      : [];
  });
}

function ofRole(all: Linted, binding: Binding, find: Find): readonly RbacFinding[] {
  const role = all.expanded.roleOf(binding);
  const name = `${binding.role.kind} ${binding.role.name}`;
  const nobody = binding.subjects.length === 0 ? [find("grants-nothing", "it names nobody")] : [];
  if (role === undefined)
    return [...nobody, find("unknown-role", `no file here and no default of Kubernetes says what ${name} grants`)];
  // Roles of files are judged where they stand; those of Kubernetes only where somebody hands them out.
  if (all.ownRoleKeys.has(roleKey(binding.role))) return nobody;
  const wildcards = [...new Set(role.rules.flatMap(wildcardsIn))];
  const dangers = dangerousIn(all, role, role.rules).map(({ danger }) => danger.id);
  return [
    ...nobody,
    ...(wildcards.length > 0 ? [find("wildcard", `${name} grants ${wildcards.join(", ")}`)] : []),
    ...(dangers.length > 0
      ? [find("dangerous-right", `${name}, a default of Kubernetes, grants: ${dangers.join(", ")}`)]
      : []),
  ];
}
