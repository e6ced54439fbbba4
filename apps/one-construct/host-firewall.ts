// A closed nftables firewall for one machine of any kind. Needs no provider.
import { App, LocalBackend, TerraformStack } from "cdktf";
import { HostFirewall } from "portcullis/machines";

const app = new App();
const stack = new TerraformStack(app, "host-firewall");
new LocalBackend(stack, { path: "host-firewall.tfstate" });
new HostFirewall(stack, "firewall", {
  inbound: [
    {
      name: "ssh",
      protocol: "tcp",
      port: 22,
      sources: [{ kind: "range", cidr: "10.41.9.0/28", why: "administrator bastion" }],
    },
  ],
});
app.synth();
