import type { Plant } from "../laboratory/plant";
import { eventually } from "../laboratory/eventually";
import type { Act } from "./row";
import type { Told } from "./try-row";

interface ReplicaSet {
  readonly metadata: { readonly labels: Readonly<Record<string, string>> };
  readonly status: {
    readonly replicas: number;
    readonly conditions?: readonly { readonly type: string; readonly message: string }[];
  };
}

/** What became of the pods of Deployments that were taken, by the Deployment's name: made, or refused in these words. */
export async function podsOfTemplate(plant: Plant, deployments: readonly Act[]): Promise<ReadonlyMap<string, Told>> {
  const told = new Map<string, Told>();
  for (const { path, body } of deployments) {
    const { name } = (body as { readonly metadata: { readonly name: string } }).metadata;
    const sets = `${path.split("?")[0]?.replace(/deployments$/, "replicasets")}?labelSelector=app%3D${name}`;
    const outcome = () => {
      const [set] = (
        JSON.parse(plant.asAdministrator({ path: sets }).body) as { readonly items: readonly ReplicaSet[] }
      ).items;
      const failure = set?.status.conditions?.find(({ type }) => type === "ReplicaFailure");
      if (failure !== undefined) return { status: 403, message: failure.message };
      return (set?.status.replicas ?? 0) > 0 ? { status: 201, message: "its pod is there" } : undefined;
    };
    const seen = await eventually(outcome, (one) => one !== undefined, 20);
    told.set(name, seen ?? { status: 0, message: "no controller made its pods" });
  }
  return told;
}
