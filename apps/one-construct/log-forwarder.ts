// The forwarder of what pods write, in a cluster on Amazon EKS whose manifests come from elsewhere.
import { App, Chart } from "cdk8s";
import { acr, awsIam, cloud, defineCluster, iamRole, oidc, oidcGroup, otlp } from "portcullis";
import { LogForwarder } from "portcullis/kubernetes";

const app = new App();
const spec = defineCluster({
  name: "shop",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: cloud({ region: "eu-central-1" }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: acr("urn:example:mfa") }),
      awsIam(),
    ],
  },
  access: [
    { who: oidcGroup("shop-dev"), persona: "viewer", namespaces: ["shop"] },
    { who: iamRole("arn:aws:iam::123456789012:role/recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "shop", quota: { cpu: "16", memory: "64Gi", pods: 120 } }],
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      pods: {
        image: `registry.example.com/otel/collector@sha256:${"3f1d5e0c".repeat(8)}`,
        reachedAt: ["10.30.4.0/28"],
      },
    }),
  },
});
new LogForwarder(new Chart(app, "logs"), "forwarder", { spec });
app.synth();
