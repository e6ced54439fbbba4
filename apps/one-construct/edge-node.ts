// One k3s machine, whose user data a team hands over by its own means. Nobody reaches its API server.
import { App, LocalBackend, TerraformStack } from "cdktf";
import { amr, certificateGroup, clientCertificates, defineCluster, edge, oidc, oidcGroup } from "portcullis";
import { EdgeNode } from "portcullis/machines";

const app = new App();
const stack = new TerraformStack(app, "edge-node");
new LocalBackend(stack, { path: "edge-node.tfstate" });
const spec = defineCluster({
  name: "kiosk",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: edge({
    apiServerName: "api.kiosk.example.com",
    node: { name: "kiosk-1", address: "192.168.7.10" },
    registryMirrors: ["https://registry.kiosk.example.com"],
  }),
  apiServer: { reachableFrom: [] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("hwk") }),
      clientCertificates(),
    ],
  },
  access: [
    { who: oidcGroup("operators"), persona: "viewer", namespaces: ["tills"] },
    { who: certificateGroup("recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "tills", quota: { cpu: "4", memory: "8Gi", pods: 40 } }],
});
new EdgeNode(stack, "node", { spec });
app.synth();
