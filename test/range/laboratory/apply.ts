import type { ApiAnswer, ApiRequest } from "./api-client";

/** As much of an object as it takes to apply it. */
export interface Manifest {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

type Ask = (request: ApiRequest) => ApiAnswer;

/** Namespaces and definitions first, whatever stands in them after. */
const FIRST = ["Namespace", "ClusterRole", "Role"];

/** Applies manifests as `kubectl apply --server-side` does; an object that is not taken ends it. */
export function applyManifests(ask: Ask, manifests: readonly Manifest[]): void {
  const resources = new Map<string, ReadonlyMap<string, { readonly name: string; readonly namespaced: boolean }>>();
  const rank = ({ kind }: Manifest) => (FIRST.includes(kind) ? FIRST.indexOf(kind) : FIRST.length);
  for (const manifest of [...manifests].sort((a, b) => rank(a) - rank(b))) {
    const { apiVersion, kind, metadata } = manifest;
    const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
    if (!resources.has(root)) resources.set(root, resourcesOf(ask, root));
    const resource = resources.get(root)?.get(kind);
    if (resource === undefined) throw new Error(`the server knows no ${kind} of ${apiVersion}`);
    const namespace = resource.namespaced ? `/namespaces/${metadata.namespace}` : "";
    const path = `${root}${namespace}/${resource.name}/${metadata.name}?fieldManager=laboratory&force=true`;
    const answer = ask({ path, method: "PATCH", body: manifest, contentType: "application/apply-patch+yaml" });
    if (answer.status !== 200 && answer.status !== 201)
      throw new Error(`${kind} ${metadata.name} was not taken: ${answer.status} ${answer.message}`);
  }
}

function resourcesOf(ask: Ask, root: string) {
  const { resources } = JSON.parse(ask({ path: root }).body) as {
    readonly resources: readonly { readonly name: string; readonly kind: string; readonly namespaced: boolean }[];
  };
  const own = resources.filter(({ name }) => !name.includes("/"));
  return new Map(own.map(({ kind, name, namespaced }) => [kind, { name, namespaced }]));
}
