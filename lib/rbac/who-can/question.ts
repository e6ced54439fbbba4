import { nearestName } from "../../spec/nearest-name";
import { defaultPolicy } from "../default-policy/default-policy";
import type { Policy } from "../policy";
import { type AccessRequest, describeRequest } from "../request";

/** A question about everybody: who may do this? Without a namespace: everywhere, or where. */
export interface Question {
  /** As it was asked: `get secrets in payments`. */
  readonly text: string;
  readonly request: AccessRequest;
}

/** What the matrix asks where nobody asks anything else: the rights that lead to others. */
export const USUAL_QUESTIONS: readonly string[] = [
  "get secrets",
  "list secrets",
  "create pods",
  "create deployments.apps",
  "create pods/exec",
  "create serviceaccounts/token",
  "create rolebindings.rbac.authorization.k8s.io",
  "create clusterrolebindings.rbac.authorization.k8s.io",
  "bind clusterroles.rbac.authorization.k8s.io",
  "impersonate users",
];

const FORM = "VERB RESOURCE [named NAME] [in NAMESPACE], or VERB /PATH";
const QUESTION = /^(?<verb>\S+) (?<what>\S+)(?: named (?<name>\S+))?(?: in (?<namespace>\S+))?$/;

/**
 * Reads a question: `get pods/log in payments`, `patch deployments.apps/scale named shop`, `get /metrics`. A resource without its
 * API group is looked up in the roles that are there, as kubectl looks it up on a server; one that nobody names is refused, for
 * everybody would seem not to hold it.
 */
export function readQuestion(text: string, policy: Policy): Question | { readonly problem: string } {
  const parts = QUESTION.exec(text.trim().replace(/\s+/g, " "))?.groups;
  const { verb, what, name = "", namespace = "" } = parts ?? {};
  if (verb === undefined || what === undefined)
    return { problem: `${JSON.stringify(text)} is no question; its form is: ${FORM}` };
  if (what.startsWith("/")) {
    if (name !== "" || namespace !== "")
      return { problem: `${JSON.stringify(text)}: a path has no name and no namespace` };
    return asked({ verb, path: what });
  }
  const [full = "", ...rest] = what.split("/");
  const subresource = rest.join("/");
  const [resource = "", ...groupParts] = full.split(".");
  if (groupParts.length > 0) {
    const group = groupParts.join(".");
    return asked({ verb, apiGroup: group === "core" ? "" : group, resource, subresource, name, namespace });
  }
  const groups = groupsOf(resource, policy);
  const [only, ...more] = groups;
  if (only === undefined) {
    const near = nearestName(resource, [...knownResources(policy).keys()]);
    const hint = near === undefined ? "." : `; did you mean ${near}?`;
    return {
      problem: `${JSON.stringify(text)}: no role names the resource ${resource}${hint} Otherwise write it with its API group: ${resource}.example.com, or ${resource}.core`,
    };
  }
  if (more.length > 0)
    return {
      problem: `${JSON.stringify(text)}: ${resource} is in several API groups; write one of ${groups.map((group) => `${resource}.${group === "" ? "core" : group}`).join(", ")}`,
    };
  return asked({ verb, apiGroup: only, resource, subresource, name, namespace });
}

function asked(request: AccessRequest): Question {
  return { text: describeRequest(request), request };
}

/** Groups that hold the resources of others for clients of old. */
const OLD = ["extensions"];

function groupsOf(resource: string, policy: Policy): readonly string[] {
  const groups = [...(knownResources(policy).get(resource) ?? [])].filter((group) => !OLD.includes(group));
  return groups.includes("") ? [""] : groups.sort();
}

/** What is asked of authorization and is no resource of any API. */
const ASKED_ALONE: readonly (readonly [string, string])[] = [
  ["users", ""],
  ["groups", ""],
  ["uids", "authentication.k8s.io"],
  ["userextras", "authentication.k8s.io"],
  ["signers", "certificates.k8s.io"],
];

function knownResources(policy: Policy): ReadonlyMap<string, ReadonlySet<string>> {
  const known = new Map(ASKED_ALONE.map(([resource, group]) => [resource, new Set([group])]));
  for (const { rules } of [...defaultPolicy().roles, ...policy.roles])
    for (const { apiGroups, resources } of rules) {
      // Of a rule for several groups nobody can see which resource is in which.
      if (apiGroups.length !== 1 || apiGroups[0] === "*") continue;
      for (const resource of resources) {
        const [name = ""] = resource.split("/");
        if (name !== "*") known.set(name, (known.get(name) ?? new Set<string>()).add(apiGroups[0] ?? ""));
      }
    }
  return known;
}
