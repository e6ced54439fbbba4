import { eventually } from "../laboratory/eventually";
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
