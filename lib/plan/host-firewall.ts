import type { InboundRule, InboundSource } from "./inbound-rule";
import type { Provenance } from "./provenance";

/** One port that a machine answers on, and who may reach it. */
export type HostFirewallRule = Omit<InboundRule, keyof Provenance>;

/** The closed firewall of one machine: what is not in `inbound` is dropped. */
export interface HostFirewallPlan {
  readonly inbound: readonly HostFirewallRule[];
  /**
   * Who may say by VRRP, which has no ports, that he holds a virtual address.
   *
   * @default - nobody
   */
  readonly vrrpFrom?: readonly InboundSource[] | undefined;
  /** The ranges that hold the cluster's machines; whom `members: "nodes"` means. */
  readonly nodeRanges: readonly string[];
  /** The range of the pods; whom `members: "pods"` means, on a pod interface only. Undefined on a machine without pods. */
  readonly podRange: string | undefined;
  /** The interfaces behind which pods live; a `*` at the end stands for any rest: `cni*`. */
  readonly podInterfaces: readonly string[];
}
