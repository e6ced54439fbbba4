// What network policies need in a cluster that runs in EKS Auto Mode.
import { App, Chart } from "cdk8s";
import { AutoModeNetwork, TenantNamespace } from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "auto-mode-network");
new TenantNamespace(chart, "orders", {
  tenant: { name: "orders", quota: { cpu: "8", memory: "32Gi", pods: 60 } },
  kubernetesVersion: "1.35",
});
new AutoModeNetwork(chart, "network", { tenants: ["orders"], dnsAddress: "172.20.0.10" });
app.synth();
