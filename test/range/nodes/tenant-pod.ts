import { eventually } from "../laboratory/eventually";
import { quietPod } from "../laboratory/service-account";
import type { WholePlant } from "./whole-plant";

interface PodObject {
  readonly spec: { readonly nodeName?: string };
  readonly status: { readonly phase: string; readonly podIP?: string; readonly hostIP?: string };
}

/** A pod of the laboratory's own image, as a tenant may run one, which answers on port 8080. */
export class TenantPod {
  private constructor(
    private readonly plant: WholePlant,
    private readonly path: string,
    readonly address: string,
    readonly phase: string,
  ) {}

  /** Makes it with further fields of its specification, and waits until it runs. */
  static async run(
    plant: WholePlant,
    name: string,
    more: Readonly<Record<string, unknown>> = {},
    namespace = plant.tenant,
  ) {
    const pods = `/api/v1/namespaces/${namespace}/pods`;
    const made = makePod(plant, name, more, namespace);
    if (made.status !== 201) throw new Error(`${name} was not made: ${made.status} ${made.message}`);
    const path = `${pods}/${name}`;
    const read = () => JSON.parse(plant.asAdministrator({ path }).body) as PodObject;
    // After a restart of the API server the scheduler may have to wait for its turn.
    const { status } = await eventually(
      read,
      (pod) => pod.status.phase === "Running" && pod.status.podIP !== undefined,
      150,
    );
    if (status.podIP === undefined) throw new Error(`${name} got no address: ${JSON.stringify(status)}`);
    return new TenantPod(plant, path, status.podIP, status.phase);
  }

  async remove(): Promise<void> {
    this.plant.asAdministrator({ path: `${this.path}?gracePeriodSeconds=1`, method: "DELETE" });
    await eventually(
      () => this.plant.asAdministrator({ path: this.path }).status,
      (status) => status === 404,
    );
  }
}

/** Asks for a pod, and says what the API server answers. */
export function makePod(
  plant: WholePlant,
  name: string,
  more: Readonly<Record<string, unknown>>,
  namespace: string = plant.tenant,
) {
  const pod = quietPod(name, "default");
  const containers = pod.spec.containers.map((container) => ({ ...container, image: plant.image }));
  const metadata = { name, labels: { app: name } };
  const spec = { ...pod.spec, containers, serviceAccountName: "quiet", ...more };
  plant.asAdministrator({
    path: `/api/v1/namespaces/${namespace}/serviceaccounts`,
    method: "POST",
    body: { apiVersion: "v1", kind: "ServiceAccount", metadata: { name: "quiet" } },
  });
  const path = `/api/v1/namespaces/${namespace}/pods`;
  return plant.asAdministrator({ path, method: "POST", body: { ...pod, metadata, spec } });
}
