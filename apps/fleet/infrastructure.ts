import { App } from "cdktf";
import { CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { payments, plant, store } from "./clusters";

/** The infrastructure of the fleet: one Terraform stack per cluster. */
export function infrastructure(): App {
  const app = new App();
  new CloudClusterStack(app, payments.name, { spec: payments, backend: localBackend() });
  new DataCenterClusterStack(app, plant.name, { spec: plant });
  new EdgeClusterStack(app, store.name, { spec: store });
  return app;
}
