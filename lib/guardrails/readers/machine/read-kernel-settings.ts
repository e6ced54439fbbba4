/** Kernel parameters with the values that a machine of a cluster may set. What is not here could take the machine's own defences down. */
const PARAMETERS: Readonly<Record<string, readonly string[]>> = {
  "fs.inotify.max_user_instances": ["8192"],
  "fs.inotify.max_user_watches": ["524288"],
  "kernel.keys.root_maxbytes": ["25000000"],
  "kernel.keys.root_maxkeys": ["1000000"],
  "kernel.panic": ["10"],
  "kernel.panic_on_oops": ["1"],
  "net.bridge.bridge-nf-call-ip6tables": ["1"],
  "net.bridge.bridge-nf-call-iptables": ["1"],
  "net.ipv4.ip_forward": ["1"],
  "net.ipv6.conf.all.forwarding": ["1"],
  "vm.overcommit_memory": ["1"],
  "vm.panic_on_oom": ["0"],
};

const MODULES = ["br_netfilter", "nf_conntrack", "overlay", "wireguard"];

/** Why a file of `/etc/sysctl.d` is not understood; undefined when it is. */
export function complaintAboutSysctl(content: string): string | undefined {
  for (const line of meaningfulLines(content)) {
    const [, name = "", value = ""] = /^([a-z0-9_.-]+) ?= ?(\S+)$/.exec(line) ?? [];
    const permitted = Object.hasOwn(PARAMETERS, name) ? PARAMETERS[name] : undefined;
    if (permitted === undefined || !permitted.includes(value))
      return `the kernel parameter ${JSON.stringify(line)} is not one that a cluster needs`;
  }
  return undefined;
}

/** Why a file of `/etc/modules-load.d` is not understood; undefined when it is. */
export function complaintAboutModules(content: string): string | undefined {
  const stranger = meaningfulLines(content).find((line) => !MODULES.includes(line));
  return stranger === undefined
    ? undefined
    : `the kernel module ${JSON.stringify(stranger)} is not one that a cluster needs`;
}

function meaningfulLines(content: string): readonly string[] {
  return content.split("\n").filter((line) => line !== "" && !/^[#;]/.test(line));
}
