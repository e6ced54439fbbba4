import type { Act } from "./row";

type Content = Readonly<Record<string, unknown>>;

/** An object as manifests hold it. */
export interface Written extends Content {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: Content & { readonly name: string; readonly namespace?: string };
}

/** Where objects of a kind stand. */
const RESOURCES: Readonly<Record<string, string>> = {
  ClusterRole: "clusterroles",
  ClusterRoleBinding: "clusterrolebindings",
  CertificateSigningRequest: "certificatesigningrequests",
  ConfigMap: "configmaps",
  Deployment: "deployments",
  Event: "events",
  LimitRange: "limitranges",
  Namespace: "namespaces",
  NetworkPolicy: "networkpolicies",
  Node: "nodes",
  Pod: "pods",
  ResourceQuota: "resourcequotas",
  Role: "roles",
  RoleBinding: "rolebindings",
  Secret: "secrets",
  Service: "services",
  ServiceAccount: "serviceaccounts",
  ValidatingWebhookConfiguration: "validatingwebhookconfigurations",
};

/** Where an object's like are listed and made. */
export function placeOf({ apiVersion, kind, metadata }: Written): string {
  const resource = RESOURCES[kind];
  if (resource === undefined) throw new Error(`the laboratory does not know where a ${kind} stands`);
  const root = apiVersion.includes("/") ? `/apis/${apiVersion}` : `/api/${apiVersion}`;
  return `${root}${metadata.namespace === undefined ? "" : `/namespaces/${metadata.namespace}`}/${resource}`;
}

const pathOf = (object: Written) => `${placeOf(object)}/${object.metadata.name}`;

export const create = (object: Written): Act => ({ path: placeOf(object), method: "POST", body: object });

/** The object is judged and answered, and not kept. */
export const dryRun = (object: Written): Act => ({ ...create(object), path: `${placeOf(object)}?dryRun=All` });

export const replace = (object: Written): Act => ({ path: pathOf(object), method: "PUT", body: object });

/** As `kubectl apply --server-side` does. */
export const apply = (object: Written): Act => ({
  path: `${pathOf(object)}?fieldManager=laboratory&force=true`,
  method: "PATCH",
  body: object,
  contentType: "application/apply-patch+yaml",
});

/** A merge patch of an object, or of what hangs below it: `/scale`. */
export const patch = (object: Written, body: Content, below = ""): Act => ({
  path: `${pathOf(object)}${below}`,
  method: "PATCH",
  body,
  contentType: "application/merge-patch+json",
});

/** The same, of lists whose entries have names. */
export const mend = (object: Written, body: Content, below = ""): Act => ({
  ...patch(object, body, below),
  contentType: "application/strategic-merge-patch+json",
});

export const remove = (object: Written): Act => ({ path: pathOf(object), method: "DELETE" });

/** Deletes all of a kind in a namespace, that carry a label where one is named. */
export const removeAll = (object: Written, label?: string): Act => ({
  path: `${placeOf(object)}${label === undefined ? "" : `?labelSelector=${encodeURIComponent(label)}`}`,
  method: "DELETE",
});

/** A request to a sub-resource that opens a connection. */
export const connect = (object: Written, below: string): Act => ({
  path: `${pathOf(object)}/${below}`,
  method: "POST",
});
