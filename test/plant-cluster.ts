import { plant } from "../apps/fleet/clusters";
import type { DataCenterClusterInput, DataCenterClusterSpec, OidcMethodInput } from "../lib";
import { defineCluster } from "../lib";

/** The plant's description, as one would write it, with some fields changed. */
export function plantInput(change: Partial<DataCenterClusterInput> = {}): DataCenterClusterInput {
  return {
    name: plant.name,
    baseline: plant.baseline,
    kubernetesVersion: plant.kubernetesVersion,
    profile: plant.profile,
    apiServer: plant.apiServer,
    authentication: plant.authentication as DataCenterClusterInput["authentication"],
    access: plant.access.map(({ who, persona, namespaces }) => ({
      who,
      persona,
      ...(persona === "viewer" ? { namespaces } : {}),
    })) as DataCenterClusterInput["access"],
    tenants: plant.tenants,
    ...change,
  };
}

/** The plant's checked description, with some fields changed. */
export function plantCluster(change: Partial<DataCenterClusterInput> = {}): DataCenterClusterSpec {
  return defineCluster(plantInput(change));
}

/** The plant with its OpenID Connect method changed. */
export function plantWithOidc(change: Partial<OidcMethodInput>): DataCenterClusterSpec {
  const methods = plantInput().authentication.methods.map((method) =>
    method.method === "oidc" ? { ...method, ...change } : method,
  );
  return plantCluster({ authentication: { methods } });
}
