import { edgeServer } from "../fixtures/edge-server";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** Tunnels that take no packet without a key of the cluster, and none at all between machines that share a link. */
const CLOSED_BACKENDS = ["wireguard-native"];

/** What k3s answers and forwards. */
export const K3S_CLOSED_NETWORK: Rule<"k3s-server"> = {
  id: "k3s-closed-network",
  title: "k3s starts behind its firewall, with an encrypted pod network whose policies are enforced.",
  why: "flannel's default tunnel puts packets of whoever reaches its port into the pods' network, past every policy.",
  fix: "Write flannel-backend: wireguard-native, leave network policies on, and let k3s.service require, and come after, the unit that loads the ruleset.",
  controls: ["CIS-1.12 5.3.1", "NIST-800-53r5 SC-7", "NIST-800-53r5 SC-8"],
  judges: "k3s-server",
  reach: "ours",
  judge(fact) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (!CLOSED_BACKENDS.includes(fact.flannelBackend))
      fault("flannel-backend", fact.flannelBackend, "the tunnel between machines must be encrypted");
    if (!fact.networkPolicies) fault("disable-network-policy", "true", "nothing enforces network policies");
    if (!fact.behindFirewall)
      fault("k3s.service", "no requirement", "k3s also starts when its firewall was not loaded");
    if (fact.anyNameInCertificate)
      fault("tls-san-security", "false", "clients put names of their own into the serving certificate");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "WireGuard, behind the firewall", documents: edgeServer() }],
    fail: [
      { name: "k3s's default tunnel", documents: edgeServer({ config: { "flannel-backend": undefined } }) },
      {
        name: "packets between machines in clear",
        documents: edgeServer({ config: { "flannel-backend": "host-gw" } }),
      },
      { name: "no network policies", documents: edgeServer({ config: { "disable-network-policy": true } }) },
      { name: "names that clients choose", documents: edgeServer({ config: { "tls-san-security": false } }) },
      {
        name: "a unit that starts without the firewall",
        documents: edgeServer({ files: { "/etc/systemd/system/k3s.service.d/10-fixture.conf": undefined } }),
      },
      {
        name: "a unit that requires the firewall and does not wait for it",
        documents: edgeServer({
          files: { "/etc/systemd/system/k3s.service.d/10-fixture.conf": "[Unit]\nRequires=fixture-firewall.service\n" },
        }),
      },
      {
        name: "a unit that requires something else",
        documents: edgeServer({
          files: {
            "/etc/systemd/system/k3s.service.d/10-fixture.conf":
              "[Unit]\nRequires=other.service\nAfter=other.service\n",
          },
        }),
      },
    ],
  }),
};
