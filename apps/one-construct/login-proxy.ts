// The machine of a plant's authenticating proxy, whose user data a team hands over by its own means.
import { App, LocalBackend, TerraformStack } from "cdktf";
import {
  authenticatingProxy,
  clientCertificates,
  certificateGroup,
  dataCenter,
  defineCluster,
  proxyGroup,
} from "portcullis";
import { LoginProxyNode } from "portcullis/machines";

const app = new App();
const stack = new TerraformStack(app, "login-proxy");
new LocalBackend(stack, { path: "login-proxy.tfstate" });
const spec = defineCluster({
  name: "plant",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
    nodeRanges: ["10.40.0.0/24"],
  }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      clientCertificates(),
      authenticatingProxy({
        clientName: "login-proxy.plant.example.com",
        machine: {
          address: "10.8.0.20",
          directory: {
            server: "ldap.example.com",
            people: "ou=people,dc=example,dc=com",
            groups: "ou=groups,dc=example,dc=com",
            reader: "cn=reader,dc=example,dc=com",
          },
        },
      }),
    ],
  },
  access: [
    { who: certificateGroup("recovery"), persona: "recovery" },
    { who: proxyGroup("oncall"), persona: "recovery" },
  ],
  tenants: [],
});
new LoginProxyNode(stack, "proxy", { spec });
app.synth();
