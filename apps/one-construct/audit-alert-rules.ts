// Rules on the audit records of a plant, in the chart of the cluster in which Loki has them.
import { App, Chart } from "cdk8s";
import {
  amr,
  certificateGroup,
  clientCertificates,
  dataCenter,
  defineCluster,
  oidc,
  oidcGroup,
  otlp,
} from "portcullis";
import { AuditAlertRules } from "portcullis/kubernetes";

const app = new App();
const spec = defineCluster({
  name: "plant-hamburg",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant-hamburg.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
    nodeRanges: ["10.40.0.0/24"],
  }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("mfa") }),
      clientCertificates(),
    ],
  },
  access: [
    { who: oidcGroup("plant-readers"), persona: "viewer", namespaces: ["telemetry"] },
    { who: certificateGroup("plant-recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "telemetry", quota: { cpu: "16", memory: "64Gi", pods: 120 } }],
  logs: { forwardTo: otlp({ endpoint: "https://logs.example.com:4318" }) },
});
new AuditAlertRules(new Chart(app, "logs"), "plant-hamburg", { spec, namespace: "observability" });
app.synth();
