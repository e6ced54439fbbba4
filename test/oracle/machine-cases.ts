import type { Random } from "./random";

/** One change of a control plane's user data, outside its firewall. */
export interface MachineChange {
  readonly name: string;
  readonly pillar: "network" | "encryption" | "authentication" | "authorization" | "admission" | "audit";
  readonly harmful: boolean;
  readonly apply: (text: string, random: Random) => string;
}

/** Changes of what stands in the user data as text. */
export const MACHINE_CHANGES: readonly MachineChange[] = [
  {
    name: "records kept longer",
    pillar: "audit",
    harmful: false,
    apply: (text, random) => text.replace(/(audit-log-maxage\n\s+value: )"\d+"/, `$1"${400 + random.below(800)}"`),
  },
  {
    name: "another audience",
    pillar: "authentication",
    harmful: false,
    apply: (text, random) => text.replace(/(audiences:\n\s+- )kubernetes/, `$1kubernetes-${random.below(100)}`),
  },
  {
    name: "another name for the key",
    pillar: "encryption",
    harmful: false,
    apply: (text, random) => text.replace("name: key-1", `name: key-${2 + random.below(9)}`),
  },
  {
    name: "shorter client certificates",
    pillar: "authentication",
    harmful: false,
    apply: (text) => text.replace("720h0m0s", "360h0m0s"),
  },
  {
    name: "fewer events",
    pillar: "admission",
    harmful: false,
    apply: (text, random) => text.replace("qps: 500", `qps: ${100 + random.below(300)}`),
  },
  {
    name: "fewer processes",
    pillar: "admission",
    harmful: false,
    apply: (text, random) => text.replace("podPidsLimit: 4096", `podPidsLimit: ${1024 + random.below(1024)}`),
  },
  {
    name: "everybody may do everything",
    pillar: "authorization",
    harmful: true,
    apply: (text) => text.replace("value: Node,RBAC", "value: AlwaysAllow"),
  },
  {
    name: "the kubelet asks nobody",
    pillar: "authorization",
    harmful: true,
    apply: (text) => text.replace("mode: Webhook", "mode: AlwaysAllow"),
  },
  {
    name: "secrets in clear",
    pillar: "encryption",
    harmful: true,
    apply: (text) => text.replace("- secretbox:", "- identity: {}\n              - secretbox:"),
  },
  {
    name: "no ruleset loaded",
    pillar: "network",
    harmful: true,
    apply: (text) => text.replace(/ExecStart=\/usr\/sbin\/nft .*\n/, "ExecStart=/usr/bin/true\n"),
  },
];
