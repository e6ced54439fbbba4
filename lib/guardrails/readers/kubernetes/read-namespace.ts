import type { NamespaceFact } from "../../facts/namespace";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { misses } from "./namespace-selector";
import { malformed, type ReadObject } from "./kubernetes-object";

type Direction = "Ingress" | "Egress";
const DIRECTIONS: readonly Direction[] = ["Ingress", "Egress"];

/** Reads a Namespace with those quotas, limits, network policies and accounts of the document that stand in it. */
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
  const traffic = read("NetworkPolicy", readPolicy);
  return {
    kind: "namespace",
    place: namespace.place,
    ours: namespace.ours,
    name: namespace.name,
    labels: namespace.labels,
    quotaKeys: [...new Set(read("ResourceQuota", quotaKeys).flat())].sort(),
    quotas: Object.assign({}, ...read("ResourceQuota", quotaValues)),
    missedBy: policies.filter((policy) => misses(policy, namespace)).map(({ name }) => name),
    defaultLimits: read("LimitRange", givesDefaults).includes(true),
    deniedByDefault: DIRECTIONS.filter((direction) => traffic.some(({ denies }) => denies.includes(direction))),
    openedAgain: traffic.flatMap(({ opens }) => opens),
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
      readPolicy(fields, object.name);
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

function readPolicy(
  policy: Fields,
  name: string,
): { readonly denies: readonly Direction[]; readonly opens: readonly string[] } {
  const spec = policy.fields("spec");
  const rules = {
    Ingress: spec.list("ingress").map((rule) => letsEverythingThrough(rule, "from")),
    Egress: spec.list("egress").map((rule) => letsEverythingThrough(rule, "to")),
  };
  const written = spec.texts("policyTypes");
  const types = written.length > 0 ? written : rules.Egress.length > 0 ? DIRECTIONS : ["Ingress"];
  if (!selectsAll(spec.fields("podSelector"))) return { denies: [], opens: [] };
  const applies = DIRECTIONS.filter((direction) => types.includes(direction));
  return {
    denies: applies.filter((direction) => rules[direction].length === 0),
    opens: applies.filter((direction) => rules[direction].includes(true)).map((direction) => `${name} ${direction}`),
  };
}

function selectsAll(selector: Fields): boolean {
  return selector.fields("matchLabels").names().length === 0 && selector.list("matchExpressions").length === 0;
}

/** No peers means everybody, on whatever port, and so does a range of nearly all addresses or a selector of all namespaces. */
function letsEverythingThrough(rule: Fields, peersField: "from" | "to"): boolean {
  const peers = rule.list(peersField);
  return peers.length === 0 || peers.some(isNearlyEverybody);
}

/** A range shorter than a /8 (IPv6: a /16) is the whole, for whoever splits the whole into halves means the whole. */
function isNearlyEverybody(peer: Fields): boolean {
  const cidr = peer.fields("ipBlock").text("cidr");
  if (cidr !== undefined) {
    const prefix = Number(cidr.slice(cidr.indexOf("/") + 1));
    return !(prefix >= (cidr.includes(":") ? 16 : 8));
  }
  const everyNamespace = peer.has("namespaceSelector") && selectsAll(peer.fields("namespaceSelector"));
  return everyNamespace && selectsAll(peer.fields("podSelector"));
}
