import { Document, visit } from "yaml";
import { count as counted } from "../../evidence/count";
import { oneLine } from "../../evidence/columns";
import { describeSubject, type Subject } from "../../rbac/subject";
import { describeRequest } from "../../rbac/request";
import type { NeverUsed } from "../../rbac/suggest/never-used";
import type { Proposal, ProposedRole } from "../../rbac/suggest/propose";
import type { UsedRight } from "../../rbac/suggest/usage";

/** What is said of one user. */
export interface Suggestion {
  readonly user: string;
  readonly proposal: Proposal;
  readonly denied: readonly UsedRight[];
  readonly undecided: readonly UsedRight[];
  /** Undefined where nothing was given to compare with. */
  readonly neverUsed: readonly NeverUsed[] | undefined;
}

type Manifest = Readonly<Record<string, unknown>>;

const RBAC = "rbac.authorization.k8s.io";
/** As many things that were denied as a report names one by one. */
const MOST_DENIED = 20;

/** The proposals as manifests, with what there is to say about each in comments before it. */
export function formatSuggestions(suggestions: readonly Suggestion[]): string {
  const names = roleNames(suggestions);
  return suggestions
    .map((suggestion) => {
      const remarks = remarksOn(suggestion).map((line) => `# ${oneLine(line)}`);
      const documents = suggestion.proposal.roles.flatMap((role) => {
        const name = names.get(suggestion.user) ?? "";
        const warnings = role.warnings.map((warning) => `# warning: ${oneLine(warning)}\n`).join("");
        return [
          `---\n${warnings}${yaml(roleOf(role, name))}`,
          `---\n${yaml(bindingOf(role, name, suggestion.proposal.subject))}`,
        ];
      });
      return `${[...remarks, ""].join("\n")}${documents.join("")}`;
    })
    .join("");
}

/** The same objects, for programs. */
export function manifestsOf(suggestion: Suggestion, suggestions: readonly Suggestion[]): readonly Manifest[] {
  const name = roleNames(suggestions).get(suggestion.user) ?? "";
  return suggestion.proposal.roles.flatMap((role) => [
    roleOf(role, name),
    bindingOf(role, name, suggestion.proposal.subject),
  ]);
}

function remarksOn({ user, proposal, denied, undecided, neverUsed }: Suggestion): readonly string[] {
  const { roles, heldByEverybody } = proposal;
  return [
    describeSubject(proposal.subject),
    ...(roles.length === 0 ? [`  nothing is proposed: ${user} used nothing that not everybody may do`] : []),
    ...(heldByEverybody > 0 ? [`  left out, for everybody may do it: ${counted(heldByEverybody, "right")}`] : []),
    ...listed("denied, and not granted", denied),
    ...listed("without a decision on record, and not granted", undecided),
    ...(neverUsed ?? []).flatMap(({ by, rule, where, never }) => [
      `  held ${where} by ${by}, and never used: ${never.join(", ")}`,
      ...(never.length > 1 ? [`    of: ${rule}`] : []),
    ]),
  ];
}

function listed(title: string, rights: readonly UsedRight[]): readonly string[] {
  const shown = rights.slice(0, MOST_DENIED).map(({ request, count: times, names }) => {
    const named = names === "many" ? " (many names)" : names.length > 0 ? ` named ${names.join(", ")}` : "";
    return `  ${title}: ${describeRequest(request)}${named}, ${counted(times, "time")}`;
  });
  const more = rights.length - shown.length;
  return more > 0 ? [...shown, `  ${title}: ${more} more, which --json has`] : shown;
}

/** Names by user, each of which is the name of one alone. */
function roleNames(suggestions: readonly Suggestion[]): ReadonlyMap<string, string> {
  const taken = new Set<string>();
  const names = new Map<string, string>();
  for (const { user, proposal } of suggestions) {
    const { subject } = proposal;
    const plain = subject.kind === "ServiceAccount" ? `${subject.namespace}:${subject.name}` : user;
    const slug = `suggested:${plain.replace(/[^A-Za-z0-9:._@-]+/g, "-").slice(0, 200)}`;
    let name = slug;
    for (let number = 2; taken.has(name); number += 1) name = `${slug}-${number}`;
    taken.add(name);
    names.set(user, name);
  }
  return names;
}

function roleOf({ namespace, rules }: ProposedRole, name: string): Manifest {
  return {
    apiVersion: `${RBAC}/v1`,
    kind: namespace === "" ? "ClusterRole" : "Role",
    metadata: { name, ...(namespace !== "" && { namespace }) },
    rules: rules.map(({ apiGroups, resources, resourceNames, nonResourceUrls, verbs }) =>
      nonResourceUrls.length > 0
        ? { nonResourceURLs: nonResourceUrls, verbs }
        : { apiGroups, resources, ...(resourceNames.length > 0 && { resourceNames }), verbs },
    ),
  };
}

function bindingOf({ namespace }: ProposedRole, name: string, subject: Subject): Manifest {
  const isBounded = namespace !== "";
  return {
    apiVersion: `${RBAC}/v1`,
    kind: isBounded ? "RoleBinding" : "ClusterRoleBinding",
    metadata: { name, ...(isBounded && { namespace }) },
    roleRef: { apiGroup: RBAC, kind: isBounded ? "Role" : "ClusterRole", name },
    subjects: [subject.kind === "ServiceAccount" ? subject : { apiGroup: RBAC, ...subject }],
  };
}

/** Signs that move the cursor, turn letters round, or end a line for some readers of YAML. */
const UNSEEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/u;

/** What readers of YAML 1.1 and 1.2 read alike; names in a log were written by others, and nothing in them is printed as it is. */
function yaml(manifest: Manifest): string {
  const document = new Document(manifest, { version: "1.1", aliasDuplicateObjects: false });
  visit(document, {
    Scalar: (_, scalar) => {
      if (typeof scalar.value === "string" && UNSEEN.test(scalar.value)) scalar.type = "QUOTE_DOUBLE";
    },
  });
  const text = document.toString({ lineWidth: 0, doubleQuotedAsJSON: true });
  // What is left of them stands within double quotes.
  return text.replace(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, (sign) =>
    [...sign].map((one) => `\\U${(one.codePointAt(0) ?? 0).toString(16).padStart(8, "0")}`).join(""),
  );
}
