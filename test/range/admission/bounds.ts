import { eventually } from "../laboratory/eventually";
import type { Plant } from "../laboratory/plant";
import { apply, create, patch, type Written } from "./acts";
import { anotherTenant, container, deployment, pod } from "./objects";
import { podsOfTemplate } from "./templates";
import type { Told } from "./try-row";

/** What the bounds of a tenant did in a namespace of their own. */
export interface Bounds {
  /** Three pods, where the quota lets two be. */
  readonly pods: readonly Told[];
  /** A workload of one replica more, first made and then asked for by its scale. */
  readonly made: Told;
  readonly scaled: Told;
  /** What the pod of that replica was told. */
  readonly replica: Told;
  /** What a container got that stated nothing. */
  readonly defaults: unknown;
  /** The namespace once it was deleted: gone, with all its guards. */
  readonly deleted: Told;
  readonly gone: Told;
}

const SMALL = "small";
const LIMITED = "exhausted";

/** Uses a tenant's bounds up, looks at what it is given, and deletes it. */
export async function tryBounds(plant: Plant): Promise<Bounds> {
  for (const name of [SMALL, LIMITED]) make(plant, anotherTenant(plant, name));
  const hard = { "requests.cpu": "8", "limits.cpu": "8", "requests.memory": "8Gi", "limits.memory": "8Gi", pods: "2" };
  const quota: Written = {
    apiVersion: "v1",
    kind: "ResourceQuota",
    metadata: { name: "tenant-quota", namespace: LIMITED },
  };
  const bounded = plant.asAdministrator(patch(quota, { spec: { hard } }));
  if (bounded.status !== 200) throw new Error(`the quota was not changed: ${bounded.message}`);
  // The controller counts anew; until then the old bound holds.
  await eventually(
    () => plant.asAdministrator({ path: `/api/v1/namespaces/${LIMITED}/resourcequotas/tenant-quota` }),
    ({ body }) => (JSON.parse(body) as { status?: { hard?: { pods?: string } } }).status?.hard?.pods === "2",
  );
  const pods = ["one", "two", "three"].map((name) => told(plant.asAdministrator(create(pod(name, {}, LIMITED)))));
  const workload = deployment("workload", {}, LIMITED, 0);
  const made = told(plant.asAdministrator(create(workload)));
  const scaled = told(plant.asAdministrator(patch(workload, { spec: { replicas: 1 } }, "/scale")));
  const replica = (await podsOfTemplate(plant, [create(workload)])).get("workload") as Told;

  const unstated = pod("unstated", { containers: [container({ resources: {} })] }, SMALL);
  const { body } = plant.asAdministrator(create(unstated));
  const defaults = (JSON.parse(body) as { spec?: { containers: readonly { resources: unknown }[] } }).spec
    ?.containers[0]?.resources;

  const path = `/api/v1/namespaces/${LIMITED}`;
  const deleted = told(plant.asAdministrator({ path, method: "DELETE" }));
  const gone = await eventually(
    () => told(plant.asAdministrator({ path })),
    ({ status }) => status === 404,
    90,
  );
  return { pods, made, scaled, replica, defaults, deleted, gone };
}

function make(plant: Plant, objects: readonly Written[]): void {
  for (const object of objects) {
    const { status, message } = plant.asAdministrator(apply(object));
    if (status !== 200 && status !== 201)
      throw new Error(`${object.kind} ${object.metadata.name}: ${status} ${message}`);
  }
}

const told = ({ status, message }: Told): Told => ({ status, message });
