import type { NamespaceFact } from "../../facts/namespace";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { holds, misses } from "./namespace-selector";
import { malformed, type ReadObject } from "./kubernetes-object";
import { readNetworkPolicies, readNetworkPolicy } from "./read-network-policies";

/** Reads a Namespace with those quotas, limits, accounts and network policies of the documents that stand in it. */
export function readNamespace(
  namespace: ReadObject,
  content: readonly ReadObject[],
  policies: readonly ReadObject[] = [],
): NamespaceFact {
  const inside = content.filter((object) => object.namespace === namespace.name);
  const read = <T>(kind: string, reader: (fields: Fields, name: string) => T) =>
    inside
      .filter((object) => object.kind === kind)
      .map((object) => reader(Fields.of(object.content, "", []), object.name));
  return {
    kind: "namespace",
    place: namespace.place,
    ours: namespace.ours,
    name: namespace.name,
    labels: namespace.labels,
    quotaKeys: [...new Set(read("ResourceQuota", quotaKeys).flat())].sort(),
    quotas: smallest(read("ResourceQuota", quotaValues)),
    heldBy: policies.filter((policy) => holds(policy, namespace)).map(({ name }) => name),
    missedBy: policies.filter((policy) => misses(policy, namespace)).map(({ name }) => name),
    defaultLimits: read("LimitRange", givesDefaults).includes(true),
    ...readNetworkPolicies(inside.filter((object) => object.kind === "NetworkPolicy")),
    mountsNoDefaultToken: read("ServiceAccount", leavesTokenOut).includes("default"),
  };
}

/** Complaints about a quota, a limit range, a network policy or an account, which have no fact of their own. */
export function checkNamespaceContent(object: ReadObject): readonly UnknownShapeFact[] {
  const complaints: string[] = [];
  const fields = Fields.of(object.content, "", complaints);
  switch (object.kind) {
    case "ResourceQuota":
      quotaKeys(fields);
      break;
    case "LimitRange":
      givesDefaults(fields);
      break;
    case "NetworkPolicy":
      readNetworkPolicy(fields, object);
      break;
    case "ServiceAccount":
      leavesTokenOut(fields, object.name);
      break;
    default:
      complaints.push(`a ${object.kind} does not belong here`);
  }
  return complaints.length === 0 ? [] : [malformed(object.place, object.ours, complaints)];
}

/** A quota with scopes counts some pods only, so it bounds nothing for the namespace. */
function quotaKeys(quota: Fields): readonly string[] {
  const spec = quota.fields("spec");
  const keys = spec.fields("hard").names();
  return spec.texts("scopes").length > 0 || spec.has("scopeSelector") ? [] : keys;
}

function quotaValues(quota: Fields): Readonly<Record<string, string>> {
  const hard = quota.fields("spec").fields("hard");
  return Object.fromEntries(quotaKeys(quota).map((key) => [key, String(hard.get(key))]));
}

/** Of several quotas the smallest holds. Amounts with units are compared by nobody here: the first one stands for all. */
function smallest(quotas: readonly Readonly<Record<string, string>>[]): Readonly<Record<string, string>> {
  const found = new Map<string, string>();
  for (const [key, value] of quotas.flatMap(Object.entries<string>)) {
    const before = found.get(key);
    if (before === undefined || (/^\d+$/.test(value) && Number(value) < Number(before))) found.set(key, value);
  }
  return Object.fromEntries(found);
}

/** The name of an account whose token no pod gets that does not ask for it. */
function leavesTokenOut(account: Fields, name: string): string | undefined {
  return account.flag("automountServiceAccountToken") === false ? name : undefined;
}

function givesDefaults(limits: Fields): boolean {
  return limits
    .fields("spec")
    .list("limits")
    .map((limit) => ({ type: limit.text("type"), defaults: limit.fields("default") }))
    .some(({ type, defaults }) => type === "Container" && defaults.has("cpu") && defaults.has("memory"));
}
