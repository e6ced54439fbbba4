import type { VirtualAddressPlan } from "../plan/virtual-address";

/** More than the ranks of five machines differ by, so that one that answers outranks every one that does not. */
const HEALTHY = 50;

/**
 * keepalived's configuration for one machine: VRRP version 3 between named machines, never to a multicast group. The check asks the
 * machine's own API server and verifies its certificate.
 *
 * @see https://www.keepalived.org/manpage.html
 */
export function keepalivedConfiguration(plan: VirtualAddressPlan): string {
  return `global_defs {
    router_id ${plan.name}
    vrrp_version 3
    enable_script_security
    script_user root
}

vrrp_script api_server {
    script "/usr/bin/curl --disable --silent --fail --max-time 2 --output /dev/null --cacert ${plan.authority} ${plan.healthUrl}"
    interval 3
    timeout 3
    rise 2
    fall 2
    weight ${HEALTHY}
}

vrrp_instance api_server {
    state BACKUP
    interface ${plan.interface}
    virtual_router_id 51
    priority ${plan.priority}
    advert_int 1
    unicast_src_ip ${plan.ownAddress}
    unicast_peer {
${plan.peers.map((peer) => `        ${peer}\n`).join("")}    }
    virtual_ipaddress {
        ${plan.address}/32 dev ${plan.interface}
    }
    track_script {
        api_server
    }
}
`;
}
