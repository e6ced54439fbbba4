import { plant } from "../apps/fleet/clusters";
import type { DataCenterClusterInput, DataCenterClusterSpec, DataCenterProfileInput, OidcMethodInput } from "../lib";
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
      ...(namespaces.length > 0 ? { namespaces } : {}),
    })) as DataCenterClusterInput["access"],
    personas: plant.personas,
    // Its rules on attributes compare with those of its tenants, which tests change: without both.
    tenants: plant.tenants.map(({ attributes: _, ...tenant }) => tenant),
    breakGlass: plant.breakGlass,
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

/** The plant's profile with three control-plane machines, two workers and an overlay. */
export function profileOfThree(change: Partial<DataCenterProfileInput> = {}): DataCenterProfileInput {
  return {
    ...plantInput().profile,
    controlPlaneNodes: ["cp-1", "cp-2", "cp-3"].map((name, index) => ({ name, address: `10.40.0.${11 + index}` })),
    virtualAddress: { address: "10.40.0.10", interface: "eth0" },
    workers: ["worker-1", "worker-2"].map((name, index) => ({ name, address: `10.40.0.${21 + index}` })),
    podNetwork: "flannel-vxlan",
    ...change,
  };
}

/** The checked description of the plant with several machines. */
export function plantOfThree(change: Partial<DataCenterProfileInput> = {}): DataCenterClusterSpec {
  return plantCluster({ profile: profileOfThree(change) });
}
