import type { AdmissionRequest, Asker } from "../admission-request";
import { type ClusterObjects, groupOf } from "../cluster-objects";
import { at, type JsonObject, textAt } from "../json-object";
import { filledInPod } from "./filled-in-pod";
import { isNamespaced, resourceOf } from "./resources";
import { podOfWorkload } from "./workload-pods";

/** A request that brings an object of an estate, or the pods of one, into the cluster. */
export interface EstateRequest {
  readonly request: AdmissionRequest;
  /** Whether it is the object's own, or that of the pods which a controller makes of it. */
  readonly what: "itself" | "its pods";
}

/** A program that nobody described: neither a person, nor part of the cluster. */
const PROGRAM = accountOf("kube-system", "somebody");
/** A controller makes the pods of workloads. */
const CONTROLLER = accountOf("kube-system", "replicaset-controller");
const API_SERVER: Asker = { username: "system:apiserver", groups: ["system:masters", "system:authenticated"] };
const AGGREGATION = accountOf("kube-system", "clusterrole-aggregation-controller");
const AMAZON: Asker = { username: "eks:cluster-bootstrap", groups: ["system:authenticated"] };

/** The requests that make an object anew, as somebody would who applies it, or restores it from a backup. */
export function estateRequests(object: JsonObject, cluster: ClusterObjects): readonly EstateRequest[] {
  const group = groupOf(textAt(object, "apiVersion"));
  const pod = podOfWorkload(group, object);
  return [
    { request: requestFor(object, askerOf(group, object), cluster), what: "itself" },
    ...(pod === undefined ? [] : [{ request: requestFor(pod, CONTROLLER, cluster), what: "its pods" } as const]),
  ];
}

function requestFor(object: JsonObject, asker: Asker, cluster: ClusterObjects): AdmissionRequest {
  const apiVersion = textAt(object, "apiVersion");
  const group = groupOf(apiVersion);
  const kind = textAt(object, "kind");
  const resource = resourceOf(group, kind);
  const stated = textAt(object, "metadata", "namespace");
  // Of a kind that nobody knows, the namespace tells whether it stands in one.
  const namespace = resource === undefined || !isNamespaced(group, kind) ? stated : stated === "" ? "default" : stated;
  return {
    operation: "CREATE",
    group,
    version: apiVersion.includes("/") ? (apiVersion.split("/")[1] ?? "") : apiVersion,
    resource,
    subResource: "",
    namespace,
    name: textAt(object, "metadata", "name"),
    object: resource === "pods" ? filledInPod(object, cluster.all("LimitRange", namespace)) : object,
    asker,
  };
}

/** Namespaces that every API server makes for itself. */
const OF_KUBERNETES = ["default", "kube-node-lease", "kube-public", "kube-system"];

/** Some objects are made by parts of the cluster alone, which policies let pass; everything else by a program of nobody's. */
function askerOf(group: string, object: JsonObject): Asker {
  const name = textAt(object, "metadata", "name");
  if (group === "" && textAt(object, "kind") === "Namespace" && OF_KUBERNETES.includes(name)) return API_SERVER;
  if (group !== "rbac.authorization.k8s.io") return PROGRAM;
  if (at(object, "aggregationRule") !== undefined) return AGGREGATION;
  if (at(object, "metadata", "labels", "kubernetes.io/bootstrapping") === "rbac-defaults") return API_SERVER;
  return name.startsWith("eks:") ? AMAZON : PROGRAM;
}

function accountOf(namespace: string, name: string): Asker {
  const groups = ["system:serviceaccounts", `system:serviceaccounts:${namespace}`, "system:authenticated"];
  return { username: `system:serviceaccount:${namespace}:${name}`, groups };
}
