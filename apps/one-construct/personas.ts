// Roles of personas and who holds them, without the rest of a cluster's manifests.
import { App, Chart } from "cdk8s";
import { amr, certificateGroup, clientCertificates, dataCenter, defineCluster, oidc, oidcGroup } from "portcullis";
import {
  CertificateApproval,
  KubeletClientAccess,
  OwnPersonaRole,
  PersonaBindings,
  PersonaRole,
} from "portcullis/kubernetes";

const app = new App();
const chart = new Chart(app, "personas");
const spec = defineCluster({
  name: "plant",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
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
new PersonaRole(chart, "viewer", { persona: "viewer" });
new PersonaRole(chart, "recovery", { persona: "recovery" });
new OwnPersonaRole(chart, "planner", {
  persona: {
    name: "planner",
    why: "plans the shifts of machines by their usage",
    heldBy: "people",
    reach: "namespaces",
    rules: [{ apiGroups: ["metrics.k8s.io"], resources: ["pods"], verbs: ["get", "list"] }],
  },
});
new PersonaBindings(chart, "bindings", { spec });
// The API server itself holds something too: what it asks of kubelets.
new KubeletClientAccess(chart, "kubelet-client");
// And its machines decide on requests for certificates.
new CertificateApproval(chart, "certificate-approval", { spec });
app.synth();
