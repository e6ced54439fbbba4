// Three control planes behind a virtual address and two workers, in a team's own stack: one user data a machine, and what to do next.
import { App, LocalBackend, TerraformOutput, TerraformStack } from "cdktf";
import { amr, certificateGroup, clientCertificates, dataCenter, defineCluster, oidc, oidcGroup } from "portcullis";
import { DataCenterCluster } from "portcullis/profiles/data-center";

const app = new App();
const stack = new TerraformStack(app, "three-control-planes");
new LocalBackend(stack, { path: "three-control-planes.tfstate" });
const spec = defineCluster({
  name: "plant-hamburg",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant-hamburg.example.com",
    controlPlaneNodes: [
      { name: "cp-1", address: "10.40.0.11" },
      { name: "cp-2", address: "10.40.0.12" },
      { name: "cp-3", address: "10.40.0.13" },
    ],
    virtualAddress: { address: "10.40.0.10", interface: "ens18" },
    workers: [
      { name: "worker-1", address: "10.40.0.21" },
      { name: "worker-2", address: "10.40.0.22" },
    ],
    nodeRanges: ["10.40.0.0/24"],
    podNetwork: "cilium-vxlan",
    sshReachableFrom: [{ cidr: "10.41.9.0/28", why: "administrator bastion" }],
  }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
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
const cluster = new DataCenterCluster(stack, "cluster", { spec });
for (const [name, machine] of Object.entries({ ...cluster.controlPlaneNodes, ...cluster.workers }))
  new TerraformOutput(stack, `user-data-${name}`, { value: machine.data.getStringAttribute("output.user_data") });
new TerraformOutput(stack, "next-steps", { value: cluster.joinSteps });
app.synth();
