import type { ApiAnswer } from "../laboratory/api-client";
import type { Plant } from "../laboratory/plant";
import { patch, post } from "./escalation";
import { APPS, OTHER_TOOLS, podSpec } from "./escalations/objects";
import type { Holder } from "./holders";

const DEPLOYMENT = `${APPS}/deployments/laboratory-scaled`;

/** What a developer does to a Deployment by its scale, and what the Deployment is then. */
export interface Scaling {
  readonly scaled: ApiAnswer;
  /** A scale with a pod template in it. */
  readonly withTemplate: ApiAnswer;
  /** The same in the Deployment itself. */
  readonly itself: ApiAnswer;
  readonly after: { readonly replicas: number; readonly image: string; readonly images: number };
}

/** Who scales reaches one number: the sub-resource holds no template, whatever is sent to it. */
export function tryScaling(plant: Plant, { credential }: Holder): Scaling {
  const labels = { app: "laboratory-scaled" };
  plant.asAdministrator(
    post(`${APPS}/deployments`, {
      apiVersion: "apps/v1",
      kind: "Deployment",
      metadata: { name: "laboratory-scaled" },
      spec: { replicas: 0, selector: { matchLabels: labels }, template: { metadata: { labels }, spec: podSpec() } },
    }),
  );
  const template = { spec: { containers: [OTHER_TOOLS] } };
  const scaled = plant.ask({ ...patch(`${DEPLOYMENT}/scale`, { spec: { replicas: 1 } }), ...credential });
  const withTemplate = plant.ask({
    ...patch(`${DEPLOYMENT}/scale`, { spec: { replicas: 2, template } }),
    ...credential,
  });
  const itself = plant.ask({ ...patch(DEPLOYMENT, { spec: { template } }), ...credential });
  const { spec } = JSON.parse(plant.asAdministrator({ path: DEPLOYMENT }).body) as {
    readonly spec: {
      readonly replicas: number;
      readonly template: { readonly spec: { readonly containers: readonly { readonly image: string }[] } };
    };
  };
  const { containers } = spec.template.spec;
  const after = { replicas: spec.replicas, image: containers[0]?.image ?? "", images: containers.length };
  return { scaled, withTemplate, itself, after };
}
