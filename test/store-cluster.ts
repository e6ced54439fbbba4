import { store } from "../apps/fleet/clusters";
import type { EdgeClusterInput, EdgeClusterSpec } from "../lib";
import { defineCluster } from "../lib";

/** The store's description, as one would write it, with some fields changed. */
export function storeInput(change: Partial<EdgeClusterInput> = {}): EdgeClusterInput {
  return {
    name: store.name,
    baseline: store.baseline,
    kubernetesVersion: store.kubernetesVersion,
    profile: store.profile,
    apiServer: store.apiServer,
    authentication: store.authentication as EdgeClusterInput["authentication"],
    access: store.access.map(({ who, persona, namespaces }) => ({
      who,
      persona,
      ...(namespaces.length > 0 ? { namespaces } : {}),
    })) as EdgeClusterInput["access"],
    personas: store.personas,
    tenants: store.tenants,
    breakGlass: store.breakGlass,
    abac: store.abac,
    ...change,
  };
}

/** The store's checked description, with some fields changed. */
export function storeCluster(change: Partial<EdgeClusterInput> = {}): EdgeClusterSpec {
  return defineCluster(storeInput(change));
}

/** The store with some fields of its profile changed. */
export function storeWithProfile(change: Partial<EdgeClusterInput["profile"]>): EdgeClusterSpec {
  return storeCluster({ profile: { ...storeInput().profile, ...change } });
}
