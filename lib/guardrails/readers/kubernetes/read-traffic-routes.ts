import type { RouteTarget, TrafficRouteFact } from "../../facts/traffic-route";
import { isObject, type UncheckedObject } from "../fields";
import type { ReadObject } from "./kubernetes-object";

/** Kinds and groups that send traffic on, whoever defines them. */
const ROUTING =
  /^(v1\/(Service|Endpoints)|discovery\.k8s\.io\/.*|networking\.k8s\.io\/[^/]+\/Ingress|(gateway\.networking\.k8s\.io|gateway\.networking\.x-k8s\.io|traefik\.io|traefik\.containo\.us|networking\.istio\.io|projectcontour\.io)\/.*)$/;

/** Fields that name a Service, by whatever kind of route. */
const NAMES_SERVICE = new Set(["backend", "backendRef", "backendRefs", "defaultBackend", "service", "services"]);
/** Fields that name a host to which traffic goes or by which it comes. */
const NAMES_HOST = new Set(["externalName", "host", "hosts", "hostname", "hostnames", "fqdn"]);

/** Reads where routes lead. What they do besides is not judged: most of their kinds stay unknown shapes. */
export function readTrafficRoute(object: ReadObject): readonly TrafficRouteFact[] {
  if (!ROUTING.test(`${object.apiVersion}/${object.kind}`)) return [];
  const { place, ours } = object;
  const targets = [...referredTargets(object), ...endpointTargets(object), ...podTargets(object)];
  return targets.length === 0 ? [] : [{ kind: "traffic-route", place, ours, targets }];
}

function referredTargets(object: ReadObject): readonly RouteTarget[] {
  const targets: RouteTarget[] = [];
  const own = object.namespace === "" ? "default" : object.namespace;
  const visit = (value: unknown, key: string, at: string): void => {
    if (typeof value === "string") {
      if (NAMES_HOST.has(key)) targets.push({ at, kind: "host", name: value });
      // Controllers read orders to send traffic elsewhere from annotations too.
      else if (at.startsWith("metadata.annotations.")) {
        for (const [host] of value.matchAll(/[\w-]+(\.[\w-]+)+/g)) targets.push({ at, kind: "host", name: host });
      }
      return;
    }
    if (Array.isArray(value)) {
      value.forEach((item, index) => visit(item, key, `${at}[${index}]`));
      return;
    }
    if (!isObject(value)) return;
    const name = value.name ?? value.serviceName;
    if (NAMES_SERVICE.has(key) && typeof name === "string") {
      targets.push({
        at,
        kind: "service",
        namespace: typeof value.namespace === "string" ? value.namespace : own,
        name,
      });
    }
    for (const [field, inner] of Object.entries(value)) visit(inner, field, at === "" ? field : `${at}.${field}`);
  };
  const metadata = isObject(object.content.metadata) ? object.content.metadata : {};
  visit(metadata.annotations, "annotations", "metadata.annotations");
  visit(object.content.spec, "spec", "spec");
  return targets;
}

function endpointTargets({ apiVersion, kind, namespace, name, labels, content }: ReadObject): readonly RouteTarget[] {
  const isEndpoints = apiVersion === "v1" && kind === "Endpoints";
  const isSlice = kind === "EndpointSlice";
  if (!isEndpoints && !isSlice) return [];
  const service = isSlice ? labels["kubernetes.io/service-name"] : name;
  const ofService: readonly RouteTarget[] =
    service === undefined
      ? []
      : [{ at: "metadata", kind: "service", namespace: namespace === "" ? "default" : namespace, name: service }];
  const subsets = isEndpoints ? objectsIn(content.subsets) : [content];
  const addresses = subsets.flatMap((subset, index) => {
    const at = isEndpoints ? `subsets[${index}]` : "endpoints";
    const ports = objectsIn(subset.ports).flatMap(({ port }) => (typeof port === "number" ? [port] : []));
    const listed = isEndpoints
      ? [...objectsIn(subset.addresses), ...objectsIn(subset.notReadyAddresses)].map(({ ip }) => ip)
      : objectsIn(subset.endpoints).flatMap(({ addresses }) => (Array.isArray(addresses) ? addresses : []));
    return listed.map((address): RouteTarget => ({ at, kind: "address", address: String(address), ports }));
  });
  return [...ofService, ...addresses];
}

function podTargets({ apiVersion, kind, content }: ReadObject): readonly RouteTarget[] {
  const spec = isObject(content.spec) ? content.spec : {};
  if (apiVersion !== "v1" || kind !== "Service" || !isObject(spec.selector)) return [];
  const labels = Object.entries(spec.selector).map(([name, value]) => [name, String(value)] as const);
  return [{ at: "spec.selector", kind: "pods", labels: Object.fromEntries(labels) }];
}

function objectsIn(value: unknown): readonly UncheckedObject[] {
  return Array.isArray(value) ? value.filter(isObject) : [];
}
