import { type JsonObject, isObject } from "../read-fields";
import type { AccessRequest } from "../request";
import { accountGroups, canonicalSubject, type Requester } from "../subject";

/** One thing that somebody was allowed to do, or was not. */
export interface RecordedAccess {
  readonly who: Requester;
  readonly request: AccessRequest;
  /** `undecided`: the event does not say what authorization has decided. */
  readonly decision: "allowed" | "denied" | "undecided";
}

/** What one line of an audit log says. */
export type ReadEvent =
  | { readonly as: "accesses"; readonly accesses: readonly RecordedAccess[] }
  /** Nothing that was decided: a request that only arrived, a credential that was refused. */
  | { readonly as: "nothing" }
  | { readonly as: "problem"; readonly why: string };

const DECISION = "authorization.k8s.io/decision";

/**
 * Reads a line of an audit log: an event of audit.k8s.io/v1, or a list of them as webhooks get it. Every stage counts that comes
 * after authorization: a watch that still runs has only started.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export function readAuditLine(line: string): ReadEvent {
  let value: unknown;
  try {
    value = JSON.parse(line);
  } catch {
    return { as: "problem", why: "it is not JSON" };
  }
  if (!isObject(value)) return { as: "problem", why: "it is no audit event" };
  if (value.apiVersion !== "audit.k8s.io/v1") return { as: "problem", why: "it is no audit event of audit.k8s.io/v1" };
  if (value.kind === "EventList" && Array.isArray(value.items)) {
    const read = value.items.map((item) =>
      isObject(item) ? readEvent(item) : ({ as: "problem", why: "an element of the list is no event" } as const),
    );
    const problem = read.find((one) => one.as === "problem");
    return problem ?? { as: "accesses", accesses: read.flatMap((one) => (one.as === "accesses" ? one.accesses : [])) };
  }
  return value.kind === "Event" ? readEvent(value) : { as: "problem", why: "it is no audit event" };
}

function readEvent(event: JsonObject): ReadEvent {
  const { stage, verb, annotations } = event;
  if (typeof stage !== "string" || typeof verb !== "string")
    return { as: "problem", why: "the event has no stage or no verb" };
  if (event.user !== undefined && !isObject(event.user)) return { as: "problem", why: "the event's user is none" };
  const user = requesterIn(event.user);
  // Before authorization nothing is decided; whose credential is refused is nobody.
  if (stage === "RequestReceived" || user === undefined) return { as: "nothing" };
  const request = requestIn(event, verb);
  if (request === undefined) return { as: "problem", why: "the event says neither a resource nor a path" };
  const strange = strangeNameIn(request);
  if (strange !== undefined)
    return { as: "problem", why: `the event names ${JSON.stringify(strange)}, which no API server records` };
  const decided = isObject(annotations) ? annotations[DECISION] : undefined;
  const decision: RecordedAccess["decision"] =
    decided === "allow" ? "allowed" : decided === "forbid" ? "denied" : "undecided";
  const acting = requesterIn(event.impersonatedUser);
  const accesses: RecordedAccess[] = [{ who: acting ?? user, request, decision }];
  // An object that an apply or an update has made was asked for once more, by its name, as a creation.
  const wasMade = (verb === "patch" || verb === "update") && codeOf(event) === 201;
  if (wasMade && decision === "allowed" && "resource" in request && request.subresource === "")
    accesses.push({ who: acting ?? user, request: { ...request, verb: "create" }, decision });
  if (acting !== undefined && decision !== "denied")
    accesses.push(...impersonations(acting).map((one) => ({ who: user, request: one, decision })));
  return { as: "accesses", accesses };
}

function requesterIn(value: unknown): Requester | undefined {
  if (!isObject(value) || typeof value.username !== "string" || value.username === "") return undefined;
  const groups = Array.isArray(value.groups) ? value.groups.filter((one) => typeof one === "string") : [];
  return { user: value.username, groups };
}

const VERB = /^[a-z]+$/;
const RESOURCE = /^[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?$/;
const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/** What would be another right in a role than the one that was used, such as `*`: no server has recorded that. */
function strangeNameIn(request: AccessRequest): string | undefined {
  if (!VERB.test(request.verb)) return request.verb;
  if ("path" in request) return request.path.startsWith("/") && !request.path.endsWith("*") ? undefined : request.path;
  const { apiGroup, resource, subresource, namespace } = request;
  if (!RESOURCE.test(resource)) return resource;
  if (namespace !== "" && !LABEL.test(namespace)) return namespace;
  return [apiGroup, subresource].find((name) => name !== "" && !RESOURCE.test(name.replaceAll("/", ".")));
}

function requestIn({ objectRef, requestURI }: JsonObject, verb: string): AccessRequest | undefined {
  // What stands there and is no object is no request for a path.
  if (objectRef !== undefined && objectRef !== null && (!isObject(objectRef) || typeof objectRef.resource !== "string"))
    return undefined;
  if (isObject(objectRef) && typeof objectRef.resource === "string") {
    const text = (name: string) => (typeof objectRef[name] === "string" ? (objectRef[name] as string) : "");
    const subresource = text("subresource");
    // The record has the name of what was made; authorization knew none.
    const isNamed = !(verb === "deletecollection" || (verb === "create" && subresource === ""));
    return {
      verb,
      apiGroup: text("apiGroup"),
      resource: objectRef.resource,
      subresource,
      name: isNamed ? text("name") : "",
      namespace: text("namespace"),
    };
  }
  if (typeof requestURI !== "string") return undefined;
  const [path = ""] = requestURI.split("?");
  try {
    return { verb, path: decodeURIComponent(path) };
  } catch {
    return { verb, path };
  }
}

function codeOf({ responseStatus }: JsonObject): unknown {
  return isObject(responseStatus) ? responseStatus.code : undefined;
}

/** What had to be allowed so that somebody could act as somebody else. */
function impersonations({ user, groups }: Requester): readonly AccessRequest[] {
  const to = (resource: string, name: string, namespace = "") =>
    ({ verb: "impersonate", apiGroup: "", resource, subresource: "", name, namespace }) as const;
  const one = canonicalSubject({ kind: "User", name: user });
  const given = one.kind === "ServiceAccount" ? accountGroups(one.namespace) : ["system:authenticated"];
  return [
    one.kind === "ServiceAccount" ? to("serviceaccounts", one.name, one.namespace) : to("users", user),
    // Those that come by themselves nobody has to ask for.
    ...groups.filter((group) => !given.includes(group)).map((group) => to("groups", group)),
  ];
}
