// Tenants' manifests by pull: a signed artifact by its digest, applied with rights in one namespace, and the controllers' network.
import { App, Chart } from "cdk8s";
import { GitOpsHandOver, TenantNamespace } from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "gitops-hand-over");
for (const name of ["flux-system", "orders"]) {
  new TenantNamespace(chart, name, {
    tenant: { name, quota: { cpu: "8", memory: "32Gi", pods: 60 } },
    kubernetesVersion: "1.35",
  });
}
new GitOpsHandOver(chart, "hand-over", {
  controlPlane: ["10.40.0.11"],
  delivery: {
    controllers: "flux-system",
    sourcesAt: [{ cidr: "10.41.7.20/32", why: "registry of the plant" }],
    deliveries: [
      {
        name: "front-end",
        tenant: "orders",
        from: {
          kind: "oci",
          repository: "registry.example.com/orders/manifests",
          digest: "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
          publicKeys: "cosign-keys",
        },
      },
    ],
  },
});
app.synth();
