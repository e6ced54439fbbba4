import type { Plant } from "../laboratory/plant";

/** A resource as the server lists it: `pods`, `pods/exec`, `deployments.apps`, `deployments/scale.apps`. */
export interface Listed {
  readonly group: string;
  readonly resource: string;
  readonly verbs: readonly string[];
}

interface Part {
  readonly subresource?: string;
  readonly resource?: string;
  readonly verbs: readonly string[];
  readonly subresources?: readonly Part[];
}

interface Discovery {
  readonly items: readonly {
    readonly metadata: { readonly name?: string };
    readonly versions: readonly { readonly resources: readonly Part[] }[];
  }[];
}

const AGGREGATED = "application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList";

/** Every resource and sub-resource of every version that the server serves, each once. */
export function listedResources(plant: Plant): readonly Listed[] {
  const found = new Map<string, Listed>();
  for (const path of ["/api", "/apis"]) {
    const { status, body } = plant.asAdministrator({ path, headers: { Accept: AGGREGATED } });
    if (status !== 200) throw new Error(`${path} lists nothing: ${status} ${body}`);
    for (const { metadata, versions } of (JSON.parse(body) as Discovery).items) {
      const group = metadata.name ?? "";
      for (const { resource = "", verbs, subresources = [] } of versions.flatMap(({ resources }) => resources)) {
        add(found, group, resource, verbs);
        for (const part of subresources) add(found, group, `${resource}/${part.subresource}`, part.verbs);
      }
    }
  }
  return [...found.values()];
}

function add(found: Map<string, Listed>, group: string, resource: string, verbs: readonly string[]): void {
  const key = nameOf({ group, resource });
  const together = new Set([...(found.get(key)?.verbs ?? []), ...verbs]);
  found.set(key, { group, resource, verbs: [...together].sort() });
}

/** As the tables name it. */
export function nameOf({ group, resource }: Pick<Listed, "group" | "resource">): string {
  return group === "" ? resource : `${resource}.${group}`;
}
