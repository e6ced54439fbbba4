import { cloudInitUserData } from "../../../formats/cloud-init";
import { apacheConfiguration } from "../../../pillars/authentication/login-proxy/apache-configuration";
import { dropIdentities } from "../../../pillars/authentication/login-proxy/drop-identities";
import { loginProxyUnit } from "../../../pillars/authentication/login-proxy/login-proxy-service";
import { hostFirewallUnit, kubeletBehindFirewall } from "../../../pillars/network/host-firewall-unit";
import { loginProxyInbound } from "../../../pillars/network/login-proxy-inbound";
import type { ConfigFile } from "../../../plan/config-file";
import type { HostFirewallPlan } from "../../../plan/host-firewall";
import type { AuthenticatingProxyMethodInput } from "../../../spec/authentication-spec";
import type { DataCenterClusterSpec, EdgeClusterSpec } from "../../../spec/cluster-spec";
import type { LoginProxyMachineInput } from "../../../spec/login-proxy-spec";
import { firewallFile } from "../every-machine/every-machine-files";

/** Clusters whose API server can believe a proxy. */
export type ProxiedClusterSpec = DataCenterClusterSpec | EdgeClusterSpec;

/** A proxy whose machine the description names. */
export type LoginProxy = AuthenticatingProxyMethodInput & { readonly machine: LoginProxyMachineInput };

/** The proxy of a cluster whose machine is to be written, or undefined. */
export function loginProxyOf({ authentication }: ProxiedClusterSpec): LoginProxy | undefined {
  const proxy = authentication.methods.find((method) => method.method === "authenticating-proxy");
  return proxy?.machine === undefined ? undefined : { ...proxy, machine: proxy.machine };
}

function loginProxyFirewall(spec: ProxiedClusterSpec): HostFirewallPlan {
  // It is none of the cluster's machines, and runs no pods.
  return { inbound: loginProxyInbound(spec), nodeRanges: [], podRange: undefined, podInterfaces: [] };
}

/** Every file of the proxy's machine, by path. Certificates, keys and the directory's password the team brings. */
export function loginProxyFiles(spec: ProxiedClusterSpec, proxy: LoginProxy): readonly ConfigFile[] {
  const groups = spec.access.flatMap(({ who }) => (who.method === "authenticating-proxy" ? [who.group] : []));
  const { clientName, machine } = proxy;
  const files = [
    apacheConfiguration({ clientName, machine, apiServerName: spec.profile.apiServerName, groups }),
    dropIdentities(),
    firewallFile(loginProxyFirewall(spec)),
    hostFirewallUnit(),
    // Nothing starts one here; whoever does finds it behind the firewall, as on every machine.
    kubeletBehindFirewall(),
    loginProxyUnit(),
  ];
  return files.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** What cloud-init does on the proxy's machine: the firewall first. The proxy starts once its certificates are there. */
export function loginProxyUserData(spec: ProxiedClusterSpec, proxy: LoginProxy): string {
  return cloudInitUserData({
    files: loginProxyFiles(spec, proxy),
    commands: [
      ["systemctl", "daemon-reload"],
      ["systemctl", "enable", "--now", "portcullis-firewall.service"],
      ["systemctl", "enable", "portcullis-login-proxy.service"],
    ],
  });
}
