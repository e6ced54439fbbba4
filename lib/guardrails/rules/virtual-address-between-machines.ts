import { userData } from "../fixtures/written";
import { openToWorld, parseRange } from "../network-interval";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** The one check that is read: the machine's own API server answers, with a certificate of the cluster. */
const CHECK =
  /^\/usr\/bin\/curl --disable --silent --fail --max-time [1-9] --output \/dev\/null --cacert \/etc\/kubernetes\/pki\/ca\.crt https:\/\/([0-9.]+):6443\/(?:readyz|livez)$/;

/** An address that moves is moved by machines that name each other, and follows the API server that answers. */
export const VIRTUAL_ADDRESS_BETWEEN_MACHINES: Rule<"virtual-address"> = {
  id: "virtual-address-between-machines",
  title:
    "The virtual address is private, moves between machines that name each other, and follows the API server that answers.",
  why: "VRRP carries no proof: whoever is heard takes the address of the API server, and with it every request and its token.",
  fix: "Let keepalived talk to the other control-plane machines by `unicast_peer`, and check the machine's own API server.",
  controls: ["NIST-800-53 SC-7", "NIST-800-53 SC-5"],
  judges: "virtual-address",
  reach: "ours",
  judge(fact) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (fact.addresses.length === 0) fault("virtual_ipaddress", "nothing", "no address moves");
    for (const address of fact.addresses)
      if (!isOnePrivate(address))
        fault("virtual_ipaddress", address, "the address that moves must be one private address");
    const own = fact.ownAddress;
    if (own === undefined || !isOnePrivate(own))
      fault("unicast_src_ip", own ?? "nothing", "the machine must say with which private address of its own it speaks");
    if (fact.peers.length === 0)
      fault("unicast_peer", "nothing", "without peers VRRP goes to a group that anybody may join");
    for (const peer of fact.peers)
      if (!isOnePrivate(peer) || peer === own)
        fault("unicast_peer", peer, "a peer must be the private address of another machine");
    if (fact.checks.length === 0)
      fault("vrrp_script", "nothing", "the address would stay on a machine whose API server is down");
    for (const check of fact.checks)
      if (CHECK.exec(check)?.[1] !== own)
        fault("vrrp_script", check, "the check must ask the machine's own API server, and verify its certificate");
    if (!fact.checksAreSecured)
      fault("enable_script_security", "nothing", "keepalived would run checks that others than root can change");
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "three machines by name, and the API server's own health", documents: keepalived("", "") }],
    fail: [
      { name: "a multicast group", documents: keepalived("        10.40.0.12\n        10.40.0.13\n", "") },
      { name: "a routable peer", documents: keepalived("10.40.0.12", "9.9.9.9") },
      { name: "itself as a peer", documents: keepalived("10.40.0.12", "10.40.0.11") },
      { name: "a routable address that moves", documents: keepalived("10.40.0.10/32", "9.9.9.9/32") },
      { name: "a whole range that moves", documents: keepalived("10.40.0.10/32", "10.40.0.0/24") },
      { name: "no check", documents: keepalived(/vrrp_script[^}]*\}\n/, "") },
      { name: "a check of another machine", documents: keepalived("https://10.40.0.11", "https://10.40.0.12") },
      {
        name: "a check that believes every certificate",
        documents: keepalived("--cacert /etc/kubernetes/pki/ca.crt", "--insecure"),
      },
      { name: "a check that is a program of its own", documents: keepalived(/script ".*"/, 'script "/tmp/check"') },
      { name: "checks that anybody may change", documents: keepalived("enable_script_security", "") },
    ],
  }),
};

function isOnePrivate(address: string): boolean {
  const interval = parseRange(address.includes("/") ? address : `${address}/32`);
  return (
    interval.known &&
    interval.value.first === interval.value.last &&
    openToWorld([interval.value], "private") === undefined
  );
}

function keepalived(from: string | RegExp, to: string) {
  const content = `global_defs {
    vrrp_version 3
    enable_script_security
}
vrrp_script api_server {
    script "/usr/bin/curl --disable --silent --fail --max-time 2 --output /dev/null --cacert /etc/kubernetes/pki/ca.crt https://10.40.0.11:6443/readyz"
}
vrrp_instance api_server {
    interface eth0
    unicast_src_ip 10.40.0.11
    unicast_peer {
        10.40.0.12
        10.40.0.13
    }
    virtual_ipaddress {
        10.40.0.10/32 dev eth0
    }
    track_script {
        api_server
    }
}
`;
  return userData({ "/etc/keepalived/keepalived.conf": content.replace(from, to) });
}
