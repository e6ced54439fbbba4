import { isJson, type Json } from "./terraform-values";

/** Why these Kubernetes objects certainly let in somebody from outside the cluster. */
export function whyManifestsAreOpen(objects: readonly unknown[]): readonly string[] {
  return objects.flatMap((object): readonly string[] => {
    if (!isJson(object)) return [];
    const spec = isJson(object.spec) ? object.spec : {};
    const at = `${String(object.kind)} ${String(isJson(object.metadata) ? object.metadata.name : "")}`;
    switch (object.kind) {
      case "List":
        return whyManifestsAreOpen(Array.isArray(object.items) ? object.items : []);
      case "Service": {
        const open =
          spec.type === "LoadBalancer" ||
          spec.type === "NodePort" ||
          (Array.isArray(spec.externalIPs) && spec.externalIPs.length > 0);
        return open ? [`${at} is reached from outside`] : [];
      }
      case "Ingress":
      case "Gateway":
        return [`${at} lets traffic in`];
      default:
        return podsOf(object).some(isOnNode) ? [`${at} listens on the node`] : [];
    }
  });
}

function podsOf(value: unknown): readonly Json[] {
  if (Array.isArray(value)) return value.flatMap(podsOf);
  if (!isJson(value)) return [];
  return Array.isArray(value.containers) ? [value] : Object.values(value).flatMap(podsOf);
}

function isOnNode(pod: Json): boolean {
  const containers = [pod.containers, pod.initContainers].flatMap((list) => (Array.isArray(list) ? list : []));
  const ports = containers.flatMap((container) =>
    isJson(container) && Array.isArray(container.ports) ? container.ports : [],
  );
  return (
    pod.hostNetwork === true ||
    ports.some((port) => isJson(port) && typeof port.hostPort === "number" && port.hostPort > 0)
  );
}
