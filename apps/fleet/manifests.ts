import { App } from "cdk8s";
import { ClusterChart } from "portcullis/kubernetes";
import { payments, plant, store } from "./clusters";

/** The Kubernetes objects of the fleet: one chart per cluster, each in an app of its own, for cdk8s sorts and validates a whole app again for every chart in it. */
export function manifests(): readonly App[] {
  return [payments, plant, store].map((spec) => {
    const app = new App();
    new ClusterChart(app, spec.name, { spec });
    return app;
  });
}
