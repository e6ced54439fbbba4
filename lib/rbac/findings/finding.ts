import type { AdminPath } from "../escalation/admin-path";

/** What can be found. Public API: none is renamed. */
export type RbacFindingId = keyof typeof MEANINGS;

/** One thing that was found in roles and bindings. */
export interface RbacFinding {
  readonly id: RbacFindingId;
  /** The object, or the subject: `ClusterRole deployer`, `group oidc:dev`. */
  readonly of: string;
  /** The files that say it. */
  readonly sources: readonly string[];
  readonly message: string;
  /** Who holds it, with where, where that is a question: `group oidc:dev in payments`. */
  readonly heldBy?: readonly string[];
  /** How the subject comes to hold everything. */
  readonly path?: AdminPath;
}

/** What every kind of finding means: what an attacker gains, and what to change. */
export const MEANINGS = {
  "path-to-cluster-admin": {
    why: "Whoever gets hold of one token of this subject has the whole cluster, step by step, with what is granted today.",
    fix: "Take away the right in one of the steps; the first is mostly the one that nobody needs.",
  },
  "unknown-role": {
    why: "No file says what the bound role grants, so it may be anything, today or once somebody makes a role of that name.",
    fix: "Name the file with the role too, or take the binding out.",
  },
  "bound-to-everyone": {
    why: "It is granted to whoever reaches the API server, or to whoever has any account at all, pods among them.",
    fix: "Bind it to one group or one service account.",
  },
  "reserved-subject": {
    why: "The name belongs to Kubernetes or kubeadm: who has it is a machine, a component, or a master whom nothing stops.",
    fix: "Use a group or an account of your own, bound to what it needs.",
  },
  wildcard: {
    why: "It also grants what is invented tomorrow, in groups and sub-resources that nobody has looked at.",
    fix: "Spell out API groups, resources and verbs.",
  },
  "dangerous-right": {
    why: "It gives its holder more than it says.",
    fix: "Leave it out, name single objects by resourceNames, or grant it in one namespace by a RoleBinding.",
  },
  "reach-through-pods": {
    why: "A pod runs as any account of its namespace and mounts any secret there, so who makes pods holds what they hold.",
    fix: "Move strong accounts into a namespace of their own, in which only their operator makes pods.",
  },
  "unprefixed-subject": {
    why: "A name without the prefix of its method can be claimed by another one: a certificate, a second issuer.",
    fix: "Give every method a prefix (oidc:, cert:), and bind the name with it.",
  },
  "colliding-subjects": {
    why: "Names that are told apart by little are bound in place of each other, and one of them may be anybody's to claim.",
    fix: "Keep one of them, written as the method gives it.",
  },
  "default-account": {
    why: "Every pod that names no account runs as this one, whoever made it.",
    fix: "Make an account for the program that needs the right.",
  },
  aggregation: {
    why: "What an aggregating role grants is decided by labels on other roles, in whatever file they stand.",
    fix: "Select by one exact label of your own, and write no rules beside the selectors.",
  },
  "false-wildcard": {
    why: "`*` is a wildcard only alone, before a slash in a resource and at the end of a path; elsewhere it is compared as it is.",
    fix: "Write the names out.",
  },
  "grants-nothing": {
    why: "Who wrote it believes it to grant something; the next one to mend it will grant more.",
    fix: "Take it out, or write what was meant.",
  },
  "written-twice": {
    why: "Two documents give one name different contents; which of them holds depends on which was applied last.",
    fix: "Keep one, or name the files of one cluster alone.",
  },
} as const satisfies Readonly<Record<string, { readonly why: string; readonly fix: string }>>;

/** The kinds, the worst first: the order of reports. */
export const FINDING_IDS = Object.keys(MEANINGS) as readonly RbacFindingId[];
