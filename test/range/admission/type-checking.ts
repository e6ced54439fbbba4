import { eventually } from "../laboratory/eventually";
import type { Plant } from "../laboratory/plant";

interface Policy {
  readonly metadata: { readonly name: string; readonly generation: number };
  readonly status?: {
    readonly observedGeneration?: number;
    readonly typeChecking?: { readonly expressionWarnings?: readonly unknown[] };
  };
}

/** What the API server's type checker says of every policy: an empty list, or undefined where it has not looked. */
export async function typeWarnings(plant: Plant): Promise<ReadonlyMap<string, readonly unknown[] | undefined>> {
  const path = "/apis/admissionregistration.k8s.io/v1/validatingadmissionpolicies";
  const policies = await eventually(
    () => (JSON.parse(plant.asAdministrator({ path }).body) as { readonly items: readonly Policy[] }).items,
    (items) => items.every(isChecked),
    60,
  );
  return new Map(
    policies.map((policy) => [
      policy.metadata.name,
      isChecked(policy) ? (policy.status?.typeChecking?.expressionWarnings ?? []) : undefined,
    ]),
  );
}

/** The controller writes the generation that it has looked at. */
function isChecked({ metadata, status }: Policy): boolean {
  return status?.observedGeneration === metadata.generation && status.typeChecking !== undefined;
}
