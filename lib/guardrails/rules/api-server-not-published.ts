import type { RouteTarget } from "../facts/traffic-route";
import { manifests, type WrittenObject } from "../fixtures/written";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

const API_SERVER_PORT = 6443;
/** The API server's own name in every cluster, and those under which Amazon EKS publishes it. */
const API_SERVER_NAMES =
  /^(kubernetes\.default(\.svc(\.[\w.-]+)?)?|[\w-]+\.[\w-]+\.[\w-]+\.eks\.amazonaws\.com(\.cn)?)\.?$/i;
const API_SERVER_LABELS: Readonly<Record<string, string>> = {
  component: "kube-apiserver",
  "k8s-app": "kube-apiserver",
  tier: "control-plane",
};

/** Routes of every kind, a team's own among them. An allowance for the kind of object does not reach this rule. */
export const API_SERVER_NOT_PUBLISHED: Rule<"traffic-route"> = {
  id: "api-server-not-published",
  title: "No Service, endpoint, Ingress or route of a gateway leads to the API server.",
  why: "Such an object puts the API server behind a door of the workloads, past the sources that it may be reached from.",
  fix: "Take the route out; whoever needs the API server reaches it by `apiServer.reachableFrom`, with a reason.",
  controls: ["NIST-800-53 SC-7", "NIST-800-53 AC-4"],
  judges: "traffic-route",
  reach: "exposure",
  promise: 1,
  judge: ({ targets }) =>
    failOn(
      targets.flatMap((target) => {
        const got = apiServerIn(target);
        return got === undefined ? [] : [{ at: target.at, got, message: "traffic is sent to the API server" }];
      }),
    ),
  fixtures: () => ({
    pass: [
      { name: "a Service of a team's pods", documents: manifests(service({ selector: { app: "web" } })) },
      { name: "an Ingress to a team's Service", documents: manifests(ingress({ name: "web" })) },
      {
        name: "a Service of the name kubernetes that is a team's own",
        documents: manifests(ingress({ name: "kubernetes" })),
      },
      { name: "endpoints of a database", documents: manifests(endpoints([5432])) },
    ],
    fail: [
      { name: "an Ingress to the API server", documents: manifests(ingress({ name: "kubernetes" }, "default")) },
      { name: "endpoints at the API server's port", documents: manifests(endpoints([API_SERVER_PORT])) },
      { name: "a slice of the API server's own Service", documents: manifests(slice("kubernetes", 443, "default")) },
      { name: "a slice at the API server's port", documents: manifests(slice("web", API_SERVER_PORT)) },
      {
        name: "another name for the API server",
        documents: manifests(service({ type: "ExternalName", externalName: "kubernetes.default.svc.cluster.local" })),
      },
      {
        name: "a Service of the API server's pods",
        documents: manifests(service({ selector: { component: "kube-apiserver" } })),
      },
      ...["HTTPRoute", "TLSRoute", "TCPRoute", "GRPCRoute"].map((kind) => ({
        name: `a ${kind} to the API server`,
        documents: manifests({
          apiVersion: "gateway.networking.k8s.io/v1",
          kind,
          metadata: { name: "api", namespace: "team" },
          spec: { rules: [{ backendRefs: [{ name: "kubernetes", namespace: "default", port: 443 }] }] },
        }),
      })),
      {
        name: "a route of Traefik to the API server",
        documents: manifests({
          apiVersion: "traefik.io/v1alpha1",
          kind: "IngressRouteTCP",
          metadata: { name: "api", namespace: "default" },
          spec: { routes: [{ match: "HostSNI(`*`)", services: [{ name: "kubernetes", port: 443 }] }] },
        }),
      },
    ],
  }),
};

function apiServerIn(target: RouteTarget): string | undefined {
  switch (target.kind) {
    case "service":
      return target.name === "kubernetes" && target.namespace === "default" ? "Service default/kubernetes" : undefined;
    case "host":
      return API_SERVER_NAMES.test(target.name) ? target.name : undefined;
    case "address":
      return target.ports.includes(API_SERVER_PORT) ? `${target.address} port ${API_SERVER_PORT}` : undefined;
    case "pods": {
      const label = Object.entries(API_SERVER_LABELS).find(([name, value]) => target.labels[name] === value);
      return label === undefined ? undefined : `pods with ${label.join("=")}`;
    }
  }
}

function service(spec: WrittenObject): WrittenObject {
  return { apiVersion: "v1", kind: "Service", metadata: { name: "web", namespace: "team" }, spec };
}

function ingress(backend: WrittenObject, namespace = "team"): WrittenObject {
  const path = { path: "/", pathType: "Prefix", backend: { service: { ...backend, port: { number: 443 } } } };
  return {
    apiVersion: "networking.k8s.io/v1",
    kind: "Ingress",
    metadata: { name: "web", namespace },
    spec: { rules: [{ host: "web.example.com", http: { paths: [path] } }] },
  };
}

function endpoints(ports: readonly number[]): WrittenObject {
  return {
    apiVersion: "v1",
    kind: "Endpoints",
    metadata: { name: "web", namespace: "team" },
    subsets: [{ addresses: [{ ip: "10.40.0.11" }], ports: ports.map((port) => ({ port })) }],
  };
}

function slice(name: string, port: number, namespace = "team"): WrittenObject {
  return {
    apiVersion: "discovery.k8s.io/v1",
    kind: "EndpointSlice",
    metadata: { name: "web-1", namespace, labels: { "kubernetes.io/service-name": name } },
    addressType: "IPv4",
    endpoints: [{ addresses: ["10.40.0.11"] }],
    ports: [{ port }],
  };
}
