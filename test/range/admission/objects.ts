import { parse } from "yaml";
import type { LaboratoryCluster } from "../laboratory/cluster";
import { quietPod } from "../laboratory/service-account";
import type { Written } from "./acts";

export const TENANT = "telemetry";
/** The service account that pods of the laboratory run as. */
export const ACCOUNT = "laboratory";
const REGISTRY = "registry.plant-berlin.example.com";
export const DIGEST = `@sha256:${"0".repeat(64)}`;
export const GOOD_IMAGE = `${REGISTRY}/quiet${DIGEST}`;
export const OTHER_IMAGE = `${REGISTRY}/other${DIGEST}`;
export const BY_TAG = `${REGISTRY}/quiet:1`;
export const ELSEWHERE = `docker.io/library/quiet${DIGEST}`;

export type Content = Readonly<Record<string, unknown>>;
export type Container = Content & { readonly name: string };

const quiet = quietPod("quiet", ACCOUNT).spec;

/** A container that every policy admits, but for what is changed in it. */
export function container(change: Content = {}): Container {
  const [own] = quiet.containers;
  return { ...own, name: "quiet", ...change };
}

/** A debug container that is admitted; it may not state resources. */
export function debugContainer(change: Content = {}): Container {
  const { resources: _, ...rest } = container({ name: "debug", ...change });
  return rest as Container;
}

/** A pod that every policy admits, but for what is changed in its spec. */
export function pod(name: string, change: Content = {}, namespace = TENANT): Written {
  return {
    apiVersion: "v1",
    kind: "Pod",
    metadata: { name, namespace },
    spec: { ...quiet, containers: [container()], ...change },
  };
}

/** What makes pods like these. Its pods carry its name as the label `app`. */
export function deployment(name: string, change: Content = {}, namespace = TENANT, replicas = 1): Written {
  const labels = { app: name };
  return {
    apiVersion: "apps/v1",
    kind: "Deployment",
    metadata: { name, namespace },
    spec: {
      replicas,
      selector: { matchLabels: labels },
      template: { metadata: { labels }, spec: pod(name, change).spec },
    },
  };
}

export function account(namespace: string, name = ACCOUNT): Written {
  return { apiVersion: "v1", kind: "ServiceAccount", metadata: { name, namespace } };
}

const OF_A_NAMESPACE = ["LimitRange", "Namespace", "NetworkPolicy", "ResourceQuota", "ServiceAccount"];

/** The written namespace of the tenant with all that belongs to it, under another name. */
export function anotherTenant(plant: Pick<LaboratoryCluster, "manifests">, name: string): readonly Written[] {
  const own = plant.manifests
    .map((text) => parse(text.replaceAll(TENANT, name)) as Written)
    .filter(
      ({ kind, metadata }) => OF_A_NAMESPACE.includes(kind) && [metadata.namespace, metadata.name].includes(name),
    );
  const isNamespace = ({ kind }: Written) => kind === "Namespace";
  return [...own.filter(isNamespace), ...own.filter((one) => !isNamespace(one)), account(name)];
}
