import { App, ApiObject, Chart } from "cdk8s";
import { ClusterManifests } from "portcullis/kubernetes";
import { shop } from "./clusters";

/** The cluster's guards, and beside them what the team adds of its own. */
export class ShopChart extends Chart {
  readonly guards: ClusterManifests;

  constructor(scope: App) {
    super(scope, shop.name);
    this.guards = new ClusterManifests(this, "guards", { spec: shop });
    new ApiObject(this, "front-end", {
      apiVersion: "policy/v1",
      kind: "PodDisruptionBudget",
      metadata: { name: "front-end", namespace: "shop" },
      spec: { minAvailable: 1, selector: { matchLabels: { app: "front-end" } } },
    });
  }
}

export function manifests(): App {
  const app = new App();
  new ShopChart(app);
  return app;
}
