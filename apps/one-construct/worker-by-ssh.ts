// Two machines of a data-center cluster, one of them reached over SSH by a key that an agent holds.
import { App, LocalBackend, TerraformStack } from "cdktf";
import { amr, certificateGroup, clientCertificates, dataCenter, defineCluster, oidc, oidcGroup } from "portcullis";
import { ControlPlaneNode, SshDelivery, WorkerNode } from "portcullis/machines";

const app = new App();
const stack = new TerraformStack(app, "worker-by-ssh");
new LocalBackend(stack, { path: "worker-by-ssh.tfstate" });
const spec = defineCluster({
  name: "plant",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
    workers: [{ name: "worker-1", address: "10.40.0.21" }],
    nodeRanges: ["10.40.0.0/24"],
  }),
  apiServer: { reachableFrom: [{ cidr: "10.41.0.0/16", why: "plant office network" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("hwk") }),
      clientCertificates(),
    ],
  },
  access: [
    { who: oidcGroup("operators"), persona: "viewer", namespaces: ["telemetry"] },
    { who: certificateGroup("recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "telemetry", quota: { cpu: "16", memory: "64Gi", pods: 120 } }],
});
new ControlPlaneNode(stack, "cp-1", { spec, node: { name: "cp-1", address: "10.40.0.11" } });
const machine = new WorkerNode(stack, "worker-1", { spec, worker: { name: "worker-1", address: "10.40.0.21" } });
new SshDelivery(stack, "delivery", {
  machine,
  user: "ops",
  hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIPlaceholderPlaceholderPlaceholderPlaceho0",
});
app.synth();
