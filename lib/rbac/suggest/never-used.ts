import { type Binding, describeBinding } from "../binding";
import { DEFAULT_SOURCE } from "../default-policy/default-policy";
import type { ExpandedPolicy } from "../expanded-policy";
import { apiResource, kubernetesGroups } from "../api-resources/api-resources";
import { type Grant, holdingsOf } from "../grant";
import { describeRule, type PolicyRule } from "../policy-rule";
import { resourceText } from "../request";
import { ruleAllows } from "../rule-allows";
import { describeSubject, requesterOf, type Subject } from "../subject";
import type { UsedRight, UserRecord } from "./usage";

/** A rule that somebody holds, of which he used a part or nothing. */
export interface NeverUsed {
  /** `ClusterRoleBinding ops, ClusterRole ops`. */
  readonly by: string;
  /** The rule, in words. */
  readonly rule: string;
  /** Where it holds: `everywhere`, `in payments`. */
  readonly where: string;
  /** What of it was never used: `delete pods`. Of a wildcard: what was used instead of it. */
  readonly never: readonly string[];
}

/** What a user holds by files and never used. What everybody holds by the defaults of Kubernetes is left out. */
export function neverUsed(policy: ExpandedPolicy, { user, groups, used }: UserRecord): readonly NeverUsed[] {
  const own = requesterOf({ kind: "User", name: user });
  const requester = { user, groups: [...new Set([...own.groups, ...groups])] };
  return holdingsOf(policy, requester)
    .grants.filter(({ binding }) => binding.source !== DEFAULT_SOURCE)
    .flatMap((grant) => {
      const within = used.filter(({ request }) => isWithin(grant, request));
      const never = partsOf(grant.rule).flatMap((part) => unusedIn(part, within));
      const { binding, namespace, rule } = grant;
      return never.length === 0
        ? []
        : [
            {
              by: source(binding),
              rule: describeRule(rule),
              where: namespace === undefined ? "everywhere" : `in ${namespace}`,
              never,
            },
          ];
    });
}

/** Bindings to roles that are nowhere: nobody sees what they grant, or will once somebody makes such a role. */
export function boundToNothing(policy: ExpandedPolicy, bindings: readonly Binding[]): readonly string[] {
  const unseen = bindings.filter((binding) => policy.roleOf(binding) === undefined);
  return [...new Set(unseen.map((one) => `${source(one)} (${one.subjects.map(describeSubject).join(", ")})`))].sort();
}

function source(binding: Binding): string {
  return `${describeBinding(binding)}, ${binding.role.kind} ${binding.role.name}`;
}

/** Subjects of files of which the log says nothing. */
export function neverSeen(subjects: readonly Subject[], records: readonly UserRecord[]): readonly string[] {
  const users = new Set(records.map(({ user }) => user));
  const groups = new Set(records.flatMap((record) => record.groups));
  return subjects
    .filter((subject) => (subject.kind === "Group" ? !groups.has(subject.name) : !users.has(requesterOf(subject).user)))
    .map(describeSubject);
}

function isWithin({ namespace }: Grant, request: UsedRight["request"]): boolean {
  return namespace === undefined || (!("path" in request) && request.namespace === namespace);
}

/** A rule as rules of one verb, and one resource of one group or one path, each. */
function partsOf(rule: PolicyRule): readonly PolicyRule[] {
  return rule.verbs.flatMap((verb) => [
    ...rule.resources.flatMap((resource) =>
      groupsOf(rule, resource).map((group) => ({
        ...rule,
        verbs: [verb],
        resources: [resource],
        apiGroups: [group],
        nonResourceUrls: [],
      })),
    ),
    ...rule.nonResourceUrls.map((url) => ({ ...rule, verbs: [verb], resources: [], nonResourceUrls: [url] })),
  ]);
}

/** Of several groups those that may have a resource, where any has. */
function groupsOf({ apiGroups }: PolicyRule, full: string): readonly string[] {
  const [resource = ""] = full.split("/");
  const ours = kubernetesGroups();
  const having = apiGroups.filter(
    (group) => resource === "*" || !ours.includes(group) || apiResource(group, resource) !== undefined,
  );
  return having.length === 0 ? apiGroups : having;
}

function unusedIn(part: PolicyRule, used: readonly UsedRight[]): readonly string[] {
  const by = used.filter((right) => isUsedBy(part, right));
  const [verb = ""] = part.verbs;
  const [full = ""] = part.resources;
  const [resource = "", subresource = ""] = full.split("/");
  const [apiGroup = ""] = part.apiGroups;
  const what = part.nonResourceUrls[0] ?? resourceText({ apiGroup, resource, subresource });
  const isWild = verb === "*" || what.includes("*");
  if (by.length === 0) return [`${verb} ${what}`];
  if (!isWild) return [];
  const instead = by.map(({ request }) =>
    "path" in request ? `${request.verb} ${request.path}` : `${request.verb} ${resourceText(request)}`,
  );
  return [`${verb} ${what}, but for ${[...new Set(instead)].sort().join(", ")}`];
}

/** Whether a right that was used is one of this rule. Of names that were too many to keep nobody says that one was not among them. */
function isUsedBy(part: PolicyRule, { request, names }: UsedRight): boolean {
  if ("path" in request || part.resourceNames.length === 0) return ruleAllows(part, request);
  if (names === "many") return ruleAllows({ ...part, resourceNames: [] }, request);
  return names.some((name) => ruleAllows(part, { ...request, name }));
}
