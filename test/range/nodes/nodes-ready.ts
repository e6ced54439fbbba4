import { ask } from "../laboratory/api-client";
import { eventually } from "../laboratory/eventually";
import { CONTROL_PLANE, WORKER } from "./machines";
import type { WholePlant } from "./whole-plant";

interface NodeObject {
  readonly metadata: { readonly name: string };
  readonly status: {
    readonly conditions: readonly { readonly type: string; readonly status: string; readonly message: string }[];
  };
}

/** Waits until both machines are ready for pods. */
export async function nodesReady(plant: WholePlant): Promise<void> {
  const states = () => {
    const { body } = plant.asAdministrator({ path: "/api/v1/nodes" });
    const { items = [] } = JSON.parse(body) as { readonly items?: readonly NodeObject[] };
    return items.map(({ metadata, status }) => {
      const found = status.conditions.find(({ type }) => type === "Ready");
      return { name: metadata.name, ready: found?.status === "True", why: found?.message };
    });
  };
  const nodes = await eventually(states, (all) => all.length === 2 && all.every((node) => node.ready), 90);
  if (nodes.length !== 2 || nodes.some((node) => !node.ready))
    throw new Error(`not all machines are ready: ${JSON.stringify(nodes)}\n${plant.worker.machine.lastWords()}`);
}

/** Waits until both kubelets serve by a certificate of the cluster's authority, which they ask for and the control plane reads. */
export async function kubeletsServe(plant: WholePlant): Promise<void> {
  for (const { name, address } of [CONTROL_PLANE, WORKER]) {
    const answer = () =>
      ask(plant.hosts["control-plane"], { ...plant.endpoint, name, address, port: 10_250 }, { path: "/healthz" });
    const { curlExit, message } = await eventually(answer, (seen) => seen.curlExit === 0, 60);
    if (curlExit !== 0)
      throw new Error(`${name} has no certificate: ${message}\n${plant.machine.lastWordsOf("approve-certificates")}`);
  }
}
