import type { ManyRequest } from "../laboratory/ask-many";
import { quietPod } from "../laboratory/service-account";
import type { Scene } from "./sensitive-request";

/** The namespace of the scene, one of the platform's own. */
export const NAMESPACE = "monitoring";
export const CORE = `/api/v1/namespaces/${NAMESPACE}`;
export const APPS = `/apis/apps/v1/namespaces/${NAMESPACE}`;
export const BATCH = `/apis/batch/v1/namespaces/${NAMESPACE}`;
export const RBAC = "/apis/rbac.authorization.k8s.io/v1";
export const ADMISSION = "/apis/admissionregistration.k8s.io/v1";
const NETWORK = `/apis/networking.k8s.io/v1/namespaces/${NAMESPACE}`;

type Content = Readonly<Record<string, unknown>>;
export type Request = Omit<ManyRequest, "token" | "certificate">;

export const post = (path: string, body?: Content): Request => ({
  path,
  method: "POST",
  ...(body === undefined ? {} : { body }),
});
export const remove = (path: string): Request => ({ path, method: "DELETE" });
export const patch = (path: string, body: Content): Request => ({
  path,
  method: "PATCH",
  body,
  contentType: "application/merge-patch+json",
});
/** Lists whose entries have names are merged. */
export const mend = (path: string, body: Content): Request => ({
  ...patch(path, body),
  contentType: "application/strategic-merge-patch+json",
});

export const metadata = (name: string, more: Content = {}) => ({ name, ...more });

export function secret(name: string, value: string, more: Content = {}): Content {
  return { apiVersion: "v1", kind: "Secret", metadata: metadata(name, more), data: { key: base64(value) } };
}

export function configMap(name: string, value: string): Content {
  return { apiVersion: "v1", kind: "ConfigMap", metadata: metadata(name), data: { key: value } };
}

/** A pod with a secret in a variable and one in an annotation. */
export function pod(name: string, { planted, run }: Scene, spec: Content = {}): Content {
  const quiet = quietPod(name, "default");
  const [container] = quiet.spec.containers;
  return {
    ...quiet,
    metadata: { name, labels: { run }, annotations: { "example.com/note": planted["an annotation of a pod"] } },
    spec: {
      ...quiet.spec,
      containers: [{ ...container, env: [{ name: "PASSWORD", value: planted["a variable of a pod"] }] }],
      ...spec,
    },
  };
}

/** What a controller makes pods of, with a secret in a variable. */
export function template({ planted, run }: Scene, spec: Content = {}): Content {
  const quiet = quietPod("quiet", "default").spec;
  const [container] = quiet.containers;
  return {
    metadata: { labels: { run } },
    spec: {
      ...quiet,
      containers: [{ ...container, env: [{ name: "PASSWORD", value: planted["a variable of a template"] }] }],
      ...spec,
    },
  };
}

export function workload(kind: string, name: string, scene: Scene): Content {
  return {
    apiVersion: "apps/v1",
    kind,
    metadata: metadata(name),
    spec: {
      ...(kind === "Deployment" ? { replicas: 0 } : {}),
      selector: { matchLabels: { run: scene.run } },
      template: template(scene),
    },
  };
}

export function job(name: string, scene: Scene): Content {
  return {
    apiVersion: "batch/v1",
    kind: "Job",
    metadata: metadata(name),
    spec: { suspend: true, template: template(scene, { restartPolicy: "Never" }) },
  };
}

export function rbac(kind: string, name: string, content: Content): Content {
  return { apiVersion: "rbac.authorization.k8s.io/v1", kind, metadata: metadata(name), ...content };
}

export const roleRef = (name: string, kind = "ClusterRole") => ({
  roleRef: { apiGroup: "rbac.authorization.k8s.io", kind, name },
});

export const account = (name: string): Content => ({
  apiVersion: "v1",
  kind: "ServiceAccount",
  metadata: metadata(name),
});

/** What the platform makes before a run: first what others stand in or refer to. */
export function sceneObjects(scene: Scene): readonly (readonly Request[])[] {
  const { run, planted, csr } = scene;
  const named = (name: string) => `${name}-${run}`;
  const fixed = [
    post("/api/v1/nodes", { apiVersion: "v1", kind: "Node", metadata: metadata(named("node")) }),
    ...["account", "doomed"].map((name) => post(`${CORE}/serviceaccounts`, account(named(name)))),
    ...["secret", "doomed"].map((name) => post(`${CORE}/secrets`, secret(named(name), planted["a Secret"]))),
    post(`${CORE}/secrets`, secret(named("gathered"), planted["a Secret"], { labels: { run } })),
    post(`${CORE}/configmaps`, configMap(named("map"), planted["a ConfigMap"])),
    ...["role", "doomed"].map((name) =>
      post(`${RBAC}/namespaces/${NAMESPACE}/roles`, rbac("Role", named(name), { rules: [] })),
    ),
    post(`${RBAC}/clusterroles`, rbac("ClusterRole", named("role"), { rules: [] })),
    post(`${CORE}/resourcequotas`, {
      apiVersion: "v1",
      kind: "ResourceQuota",
      metadata: metadata(named("quota")),
      spec: { hard: { "count/jobs.batch": "99" } },
    }),
    post(`${NETWORK}/networkpolicies`, {
      apiVersion: "networking.k8s.io/v1",
      kind: "NetworkPolicy",
      metadata: metadata(named("policy")),
      spec: { podSelector: {} },
    }),
    post(`${APPS}/deployments`, workload("Deployment", named("deployment"), scene)),
    post(`${BATCH}/jobs`, job(named("job"), scene)),
    ...["csr", "doomed"].map((name) =>
      post("/apis/certificates.k8s.io/v1/certificatesigningrequests", signing(named(name), csr)),
    ),
    post(`${ADMISSION}/validatingwebhookconfigurations`, webhook("ValidatingWebhookConfiguration", named("hook"))),
  ];
  const bound = [
    ...["entered", "unbound", "evicted", "doomed"].map((name) => post(`${CORE}/pods`, pod(named(name), scene))),
    ...["binding", "gathered"].map((name) =>
      post(`${RBAC}/namespaces/${NAMESPACE}/rolebindings`, {
        ...rbac("RoleBinding", named(name), roleRef(named("role"), "Role")),
        metadata: metadata(named(name), { labels: { run } }),
      }),
    ),
    post(`${RBAC}/clusterrolebindings`, rbac("ClusterRoleBinding", named("doomed"), roleRef(named("role")))),
  ];
  const placed = post(`${CORE}/pods/${named("entered")}/binding`, binding(named("entered"), named("node")));
  return [fixed, bound, [placed]];
}

export function binding(name: string, node: string): Content {
  return {
    apiVersion: "v1",
    kind: "Binding",
    metadata: metadata(name),
    target: { apiVersion: "v1", kind: "Node", name: node },
  };
}

export function signing(name: string, request: string): Content {
  return {
    apiVersion: "certificates.k8s.io/v1",
    kind: "CertificateSigningRequest",
    metadata: metadata(name),
    spec: {
      request,
      signerName: "kubernetes.io/kube-apiserver-client",
      expirationSeconds: 3600,
      usages: ["client auth"],
    },
  };
}

/** A webhook that is asked about nothing. */
export function webhook(kind: string, name: string): Content {
  return { apiVersion: "admissionregistration.k8s.io/v1", kind, metadata: metadata(name), webhooks: [] };
}

export function base64(text: string): string {
  return Buffer.from(text).toString("base64");
}
