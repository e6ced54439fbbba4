// A team's namespace: restricted, bounded, closed but for DNS; and the one exception by which its operators reach the API server.
import { App, Chart } from "cdk8s";
import { TenantApiServer, TenantNamespace } from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "tenant-namespace");
new TenantNamespace(chart, "orders", {
  tenant: { name: "orders", quota: { cpu: "8", memory: "32Gi", pods: 60 } },
  kubernetesVersion: "1.35",
});
new TenantApiServer(chart, "operators", { tenant: "orders", addresses: ["10.40.0.11"] });
app.synth();
