import { authorize } from "../authorize";
import { dangersIn, insidePathsIn } from "../dangers";
import { defaultPolicy } from "../default-policy/default-policy";
import { ExpandedPolicy } from "../expanded-policy";
import { grouped } from "../grouped";
import { describeRule, type PolicyRule } from "../policy-rule";
import { canonicalSubject, requesterOf, type Subject } from "../subject";
import { resourceText } from "../request";
import type { UsedRight, UserRecord } from "./usage";

/** The smallest role, or roles, that would have allowed what one user did. */
export interface Proposal {
  readonly subject: Subject;
  readonly roles: readonly ProposedRole[];
  /** What everybody holds by the defaults of Kubernetes, and no role need repeat: as many rights. */
  readonly heldByEverybody: number;
}

/** A role for one namespace, or for the cluster. */
export interface ProposedRole {
  /** Empty for a ClusterRole. */
  readonly namespace: string;
  readonly rules: readonly PolicyRule[];
  /** What is proposed because it was used, and should be looked at before it is granted. */
  readonly warnings: readonly string[];
}

let made: ExpandedPolicy | undefined;

/** What every cluster grants. */
function defaults(): ExpandedPolicy {
  made ??= ExpandedPolicy.of(defaultPolicy());
  return made;
}

/** Proposes what a user would have needed: nothing that he did not use, and nothing of what he was denied. */
export function propose({ user, used }: UserRecord): Proposal {
  const subject = canonicalSubject({ kind: "User", name: user });
  // Groups of his own may go; those of everybody stay.
  const everybody = requesterOf(subject);
  const own = used.filter(({ request }) => authorize(defaults(), everybody, request).answer !== "allowed");
  const byNamespace = grouped(withoutCovered(own), ({ request }) => ("path" in request ? "" : request.namespace));
  const roles = [...byNamespace]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([namespace, rights]) => {
      const rules = rulesFor(rights);
      return { namespace, rules, warnings: rules.flatMap(warningsOf) };
    });
  return { subject, roles, heldByEverybody: used.length - own.length };
}

/** What was also used everywhere needs no role of a namespace beside it, for the same objects. */
function withoutCovered(rights: readonly UsedRight[]): readonly UsedRight[] {
  const bare = (request: UsedRight["request"]) => JSON.stringify(Object.values({ ...request, namespace: "" }));
  const everywhere = new Map(
    rights.flatMap((right) =>
      "path" in right.request || right.request.namespace !== "" ? [] : [[bare(right.request), right.names] as const],
    ),
  );
  return rights.flatMap((right): readonly UsedRight[] => {
    const covering =
      "path" in right.request || right.request.namespace === "" ? undefined : everywhere.get(bare(right.request));
    if (covering === undefined) return [right];
    // Without names it covers all objects.
    if (covering === "many" || covering.length === 0) return [];
    if (right.names === "many" || right.names.length === 0) return [right];
    const names = right.names.filter((name) => !covering.includes(name));
    return names.length === 0 ? [] : [{ ...right, names }];
  });
}

/** Rules for rights of one namespace: as few as say exactly these. */
function rulesFor(rights: readonly UsedRight[]): readonly PolicyRule[] {
  const paths = rights.flatMap(({ request }) => ("path" in request ? [request] : []));
  const byPath = [...grouped(paths, ({ path }) => path)].map(([path, requests]) => [path, verbsIn(requests)] as const);
  const ofPaths = [...grouped(byPath, ([, verbs]) => verbs.join())].map(([, some]) => ({
    ...NOTHING,
    nonResourceUrls: some.map(([path]) => path).sort(),
    verbs: some[0]?.[1] ?? [],
  }));
  const ofResources = rights.flatMap(({ request, names }) =>
    "path" in request ? [] : [{ ...request, names: names === "many" ? [] : names, full: fullName(request) }],
  );
  const byResource = grouped(ofResources, ({ apiGroup, full, names }) => JSON.stringify([apiGroup, full, names]));
  const single = [...byResource.values()].map((some) => ({ first: some[0], verbs: verbsIn(some) }));
  const byVerbs = grouped(single, ({ first, verbs }) => JSON.stringify([first?.apiGroup, first?.names, verbs]));
  const rules = [...byVerbs.values()].map((some) => ({
    ...NOTHING,
    apiGroups: [some[0]?.first?.apiGroup ?? ""],
    resources: some.map(({ first }) => first?.full ?? "").sort(),
    resourceNames: some[0]?.first?.names ?? [],
    verbs: some[0]?.verbs ?? [],
  }));
  return [...rules.sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1)), ...ofPaths];
}

const NOTHING: PolicyRule = { apiGroups: [], resources: [], resourceNames: [], nonResourceUrls: [], verbs: [] };

function fullName({ resource, subresource }: { readonly resource: string; readonly subresource: string }): string {
  return resourceText({ apiGroup: "", resource, subresource });
}

function verbsIn(requests: readonly { readonly verb: string }[]): readonly string[] {
  return [...new Set(requests.map(({ verb }) => verb))].sort();
}

function sortKey({ apiGroups, resources, verbs, resourceNames }: PolicyRule): string {
  return JSON.stringify([apiGroups, resources, resourceNames, verbs]);
}

function warningsOf(rule: PolicyRule): readonly string[] {
  return [
    ...dangersIn(rule).map(({ id, why }) => `${id}: ${describeRule(rule)}: ${why}`),
    ...(rule.resources.includes("secrets") && rule.resourceNames.length > 0
      ? [`secrets: ${describeRule(rule)}: whoever reads a secret takes over what it opens`]
      : []),
    ...insidePathsIn(rule).map((path) => `inside-paths: ${path}: it reads what the API server holds in memory`),
  ];
}
