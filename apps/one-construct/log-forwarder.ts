// Pods that forward what pods write, in a namespace of their own, without the rest of a cluster's manifests.
import { App, Chart } from "cdk8s";
import { acr, awsIam, cloud, defineCluster, iamRole, oidc, oidcGroup, otlp } from "portcullis";
import { LogForwarder } from "portcullis/kubernetes";

const spec = defineCluster({
  name: "shop",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: cloud({ region: "eu-central-1" }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: acr("urn:example:mfa") }), awsIam()],
  },
  access: [
    { who: oidcGroup("shop-dev"), persona: "viewer", namespaces: ["shop"] },
    { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "shop", quota: { cpu: "20", memory: "80Gi", pods: 150 } }],
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      pods: {
        image: "registry.example.com/otel/collector@sha256:3f1d5e0c9b7a48266f0e1d2c3b4a59687f6e5d4c3b2a19080f1e2d3c4b5a6978",
        reachedAt: ["10.30.4.0/28"],
      },
    }),
  },
});

const app = new App();
const chart = new Chart(app, "log-forwarder");
new LogForwarder(chart, "logs", { spec });
app.synth();
