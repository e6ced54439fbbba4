import { selectorOf } from "../rbac/label-selector";
import type { AdmissionRequest } from "./admission-request";
import { type ClusterObjects, NAME_LABEL, namespaceLabels } from "./cluster-objects";
import { type JsonObject, textsAt } from "./json-object";
import type { Matching, ResourceRule } from "./validating-policy";

/** Whether something looks at a request; a text says why nobody can tell. */
export type Match = boolean | string;

/**
 * Whether a policy or a binding looks at a request, by resources, namespace and labels.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/#match-constraints
 */
export function matches(matching: Matching, request: AdmissionRequest, cluster: ClusterObjects): Match {
  const ruled = matching.rules === undefined ? true : anyRule(matching.rules, request);
  if (ruled === false) return false;
  const excluded = anyRule(matching.excluded, request);
  if (excluded === true) return false;
  const selected = selectsObject(matching, request);
  if (!selected) return false;
  const inside = selectsNamespace(matching, request, cluster);
  if (inside === false) return false;
  return [ruled, excluded, inside].find((one): one is string => typeof one === "string") ?? true;
}

function anyRule(rules: readonly ResourceRule[], request: AdmissionRequest): Match {
  const answers = rules.map((rule) => ruleMatches(rule, request));
  return answers.find((one) => one === true) ?? answers.find((one) => one !== false) ?? false;
}

function ruleMatches(rule: ResourceRule, request: AdmissionRequest): Match {
  const has = (list: readonly string[], value: string) => list.includes("*") || list.includes(value);
  if (!has(rule.operations, request.operation) || !has(rule.groups, request.group)) return false;
  const isNamespaced = request.namespace !== "";
  if (rule.scope !== "*" && (rule.scope === "Namespaced") !== isNamespaced) return false;
  if (rule.names.length > 0 && !rule.names.includes(request.name)) return false;
  const { resource, subResource } = request;
  if (resource === undefined) {
    const all = subResource === "" ? ["*", "*/*"] : ["*/*"];
    return (
      all.some((one) => rule.resources.includes(one)) || "nobody knows here under which resource the kind is served"
    );
  }
  const wanted =
    subResource === ""
      ? ["*", "*/*", resource]
      : ["*/*", `*/${subResource}`, `${resource}/*`, `${resource}/${subResource}`];
  if (!wanted.some((one) => rule.resources.includes(one))) return false;
  // The API server would convert the object to a version that the rule names.
  return (
    has(rule.versions, request.version) || `it is of the version ${request.version}, and the policy is for another one`
  );
}

function selectsObject({ objects }: Matching, { object, oldObject }: AdmissionRequest): boolean {
  const selects = selectorOf(objects);
  return [object, oldObject].some((one) => one !== undefined && selects(textsAt(one, "metadata", "labels")));
}

function selectsNamespace({ namespaces }: Matching, request: AdmissionRequest, cluster: ClusterObjects): Match {
  if (namespaces.matchExpressions.length === 0 && Object.keys(namespaces.matchLabels).length === 0) return true;
  const selects = selectorOf(namespaces);
  const own = namespaceItself(request);
  if (own !== undefined) return selects(namespaceLabels(own));
  if (request.namespace === "") return true;
  const found = cluster.namespace(request.namespace);
  if (found !== undefined) return selects(namespaceLabels(found));
  // Its name is a label of every namespace, also of one that nobody handed over.
  const byName =
    Object.keys(namespaces.matchLabels).length === 0 &&
    namespaces.matchExpressions.every(({ key }) => key === NAME_LABEL);
  return byName
    ? selects({ [NAME_LABEL]: request.namespace })
    : `the namespace ${request.namespace} is not among the files, so nobody knows its labels`;
}

function namespaceItself({ group, resource, object, oldObject }: AdmissionRequest): JsonObject | undefined {
  return group === "" && resource === "namespaces" ? (object ?? oldObject) : undefined;
}
