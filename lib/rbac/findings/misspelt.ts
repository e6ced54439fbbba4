import { nearestName } from "../../spec/nearest-name";
import { apiResource, groupsWith, kubernetesGroups, pluralOf, resourcesIn } from "../api-resources/api-resources";
import type { PolicyRule } from "../policy-rule";
import type { Role } from "../role";

/** Verbs of requests for objects, and those that parts of Kubernetes ask of authorization besides. */
const VERBS = ["get", "list", "watch", "create", "update", "patch", "delete", "deletecollection"];
const ASKED_BESIDES = ["approve", "attest", "bind", "escalate", "impersonate", "proxy", "sign", "use"];
/** Verbs of requests for paths: HTTP's methods. */
const METHODS = ["get", "head", "post", "put", "patch", "delete", "options"];
/** What people write who mean something else. */
const WISHES: Readonly<Record<string, string>> = {
  add: "create",
  all: "*",
  edit: "update, patch",
  modify: "update, patch",
  post: "create",
  put: "update",
  read: "get, list, watch",
  remove: "delete",
  view: "get, list, watch",
  write: "create, update, patch, delete",
};

/** Groups that API servers had long ago, which old manifests name beside the new one. */
const OLD_GROUPS = ["extensions"];

/** What in a rule no request ever asks for, each with what was probably meant: texts are compared as they are. */
export function misspeltIn(rule: PolicyRule): readonly string[] {
  const { apiGroups, resources, verbs, nonResourceUrls } = rule;
  if (nonResourceUrls.length > 0)
    return [...nonResourceUrls.flatMap(strangePath), ...verbs.flatMap((verb) => strangeMethod(verb))];
  return [
    ...apiGroups.flatMap(strangeGroup),
    ...resources.flatMap((name) => strangeResource(name, apiGroups)),
    ...verbs.flatMap((verb) => strangeVerb(verb, apiGroups)),
  ];
}

/** Resources of a Role that belong to no namespace: requests for them have none, and a RoleBinding allows none of those. */
export function clusterScopedIn({ apiGroups, resources, verbs }: PolicyRule, kind: Role["kind"]): readonly string[] {
  if (kind === "ClusterRole" || apiGroups.includes("*")) return [];
  return resources.filter((full) => {
    const [resource = ""] = full.split("/");
    const found = apiGroups.map((group) => apiResource(group, resource));
    if (found.length === 0 || found.some((one) => one === undefined || one.namespaced)) return false;
    // A namespace is in itself, where it is named.
    return resource !== "namespaces" || verbs.every((verb) => ["create", "list", "deletecollection"].includes(verb));
  });
}

function strangeGroup(group: string): readonly string[] {
  if (group.includes("*") || kubernetesGroups().includes(group) || OLD_GROUPS.includes(group)) return [];
  const told = (meant: string) => [
    `no API group is called ${JSON.stringify(group)}; ${JSON.stringify(meant)} was probably meant`,
  ];
  const lower = group.toLowerCase();
  if (["core", "v1", "core/v1", "api", "api/v1"].includes(lower)) return told("");
  const [plain = ""] = lower.split("/");
  if (plain !== group) return told(plain);
  const near = nearestName(group, kubernetesGroups());
  // Groups of others have a dot in their names, and few letters less than Kubernetes' own are another name.
  if (group.includes(".")) return near !== undefined && isSlip(group, near) ? told(near) : [];
  const whole = kubernetesGroups().find((known) => known.startsWith(`${group}.`));
  const meant = whole ?? near;
  return meant === undefined ? [`no API group is called ${JSON.stringify(group)}`] : told(meant);
}

/** Whether two names have the same letters but for one or two in their places. */
function isSlip(name: string, known: string): boolean {
  return Math.abs(name.length - known.length) <= 1 && name.split(".").length === known.split(".").length;
}

function strangeResource(full: string, apiGroups: readonly string[]): readonly string[] {
  if (full.includes("*") || full === "") return [];
  const isOurs = apiGroups.every((group) => kubernetesGroups().includes(group));
  const [resource = "", subresource] = full.split("/");
  const told = (meant: string) => [`no resource is called ${full}; ${meant} was probably meant`];
  const after = subresource === undefined ? "" : `/${subresource}`;
  const lower = full.toLowerCase();
  if (lower !== full) {
    const [name = "", sub] = lower.split("/");
    return told(`${pluralOf(name) ?? name}${sub === undefined ? "" : `/${sub}`}`);
  }
  // As kubectl writes it: deployments.apps, deployments/scale.apps, deployments.apps/scale.
  const [, name = "", sub = "", group = ""] =
    /^([a-z]+)(\/[a-z]+)?\.([a-z0-9.-]+)$/.exec(full.replace(/^([a-z]+)\.([a-z0-9.-]+)(\/[a-z]+)$/, "$1$3.$2")) ?? [];
  if (name !== "") return told(`${name}${sub} with apiGroups: [${JSON.stringify(group === "core" ? "" : group)}]`);
  if (!isOurs || apiGroups.length === 0) return [];
  const found = apiGroups.flatMap((one) => apiResource(one, resource) ?? []);
  if (found.length > 0) return strangeSubresource(full, subresource, found);
  const plural = pluralOf(resource);
  if (plural !== undefined) return told(`${plural}${after}`);
  const elsewhere = groupsWith(resource);
  const where = apiGroups.map((one) => (one === "" ? "the core group" : one)).join(", ");
  if (elsewhere.length > 0)
    return [
      `${full} is not in ${where}, but in ${elsewhere.map((one) => (one === "" ? 'the core group, ""' : one)).join(", ")}`,
    ];
  const near =
    nearestName(
      resource,
      apiGroups.flatMap((one) => resourcesIn(one)),
    ) ?? nearestName(resource, resourcesIn());
  return near === undefined ? [`there is no ${full} in ${where}, of Kubernetes 1.35 to 1.37`] : told(`${near}${after}`);
}

function strangeSubresource(
  full: string,
  subresource: string | undefined,
  found: readonly { readonly subresources: ReadonlySet<string> | undefined }[],
): readonly string[] {
  // What owns an object may be asked for as a sub-resource of anything.
  if (subresource === undefined || subresource === "finalizers") return [];
  if (found.some(({ subresources }) => subresources === undefined || subresources.has(subresource))) return [];
  const all = found.flatMap(({ subresources }) => [...(subresources ?? [])]);
  const near = nearestName(subresource, all);
  const [resource] = full.split("/");
  return [
    near === undefined || near === ""
      ? `${resource} has no sub-resource ${subresource}`
      : `${resource} has no sub-resource ${subresource}; ${resource}/${near} was probably meant`,
  ];
}

function strangeVerb(verb: string, apiGroups: readonly string[]): readonly string[] {
  if (verb.includes("*") || VERBS.includes(verb) || ASKED_BESIDES.includes(verb)) return [];
  // Narrow forms of acting as others, of which each may be asked.
  if (/^impersonate(-on)?:/.test(verb)) return [];
  const told = (meant: string) => [`no request has the verb ${verb}; ${meant} was probably meant`];
  const lower = verb.toLowerCase();
  if (lower !== verb) {
    if (Object.hasOwn(WISHES, lower)) return told(WISHES[lower] ?? lower);
    return [...VERBS, ...ASKED_BESIDES].includes(lower) ? told(lower) : [`no request has the verb ${verb}`];
  }
  // Of others' objects any verb may be asked.
  if (!apiGroups.every((group) => kubernetesGroups().includes(group))) return [];
  if (Object.hasOwn(WISHES, verb)) return told(WISHES[verb] ?? "");
  const near = nearestName(verb, [...VERBS, ...ASKED_BESIDES]);
  return near === undefined ? [] : told(near);
}

function strangeMethod(verb: string): readonly string[] {
  if (verb.includes("*") || METHODS.includes(verb)) return [];
  const lower = verb.toLowerCase();
  return METHODS.includes(lower)
    ? [`no request for a path has the verb ${verb}; ${lower} was probably meant`]
    : [`no request for a path has the verb ${verb}: they are ${METHODS.join(", ")}`];
}

function strangePath(url: string): readonly string[] {
  return url.startsWith("/") || url === "*" ? [] : [`no path is ${url}; /${url} was probably meant`];
}
