/** What somebody asks of the API server, in the terms in which it is authorized. */
export type AccessRequest = ResourceRequest | PathRequest;

export interface ResourceRequest {
  readonly verb: string;
  /** Empty for the core group. */
  readonly apiGroup: string;
  /** In lower-case plural: `pods`. */
  readonly resource: string;
  /** `exec` of `pods/exec`; empty for the resource itself. */
  readonly subresource: string;
  /** Empty where none is named: to create, to list, to delete a collection. */
  readonly name: string;
  /** Empty for what belongs to no namespace, and for all namespaces at once. */
  readonly namespace: string;
}

/** A request for a path that is no resource: `/metrics`. */
export interface PathRequest {
  readonly verb: string;
  readonly path: string;
}

/** A request for people: `create pods/exec in payments`. */
export function describeRequest(request: AccessRequest): string {
  if ("path" in request) return `${request.verb} ${request.path}`;
  const { verb, name, namespace } = request;
  return `${verb} ${resourceText(request)}${name === "" ? "" : ` named ${name}`}${namespace === "" ? "" : ` in ${namespace}`}`;
}

/** A resource as kubectl writes it: `deployments.apps/scale`. */
export function resourceText({
  apiGroup,
  resource,
  subresource,
}: Pick<ResourceRequest, "apiGroup" | "resource" | "subresource">): string {
  return `${resource}${apiGroup === "" ? "" : `.${apiGroup}`}${subresource === "" ? "" : `/${subresource}`}`;
}
