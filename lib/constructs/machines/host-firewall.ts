import { Construct } from "constructs";
import { nftablesRuleset } from "../../formats/nftables/ruleset";
import { terraformText } from "../../formats/terraform-text";
import { POD_INTERFACES } from "../../pillars/network/pod-interfaces";
import type { HostFirewallRule } from "../../plan/host-firewall";
import { gateTerraform } from "../gate/terraform-gate";
import { StoredData } from "./stored-data";

export interface HostFirewallProps {
  /** The ports that the machine answers on, and who may reach each. What is not here is dropped. */
  readonly inbound: readonly HostFirewallRule[];

  /**
   * The ranges that hold the cluster's machines, for sources with `members: "nodes"`: canonical.
   *
   * @default - no range: such a source lets nobody in
   */
  readonly nodeRanges?: readonly string[] | undefined;

  /**
   * The range of the cluster's pods, for sources with `members: "pods"`: canonical.
   *
   * @default - the machine has no pods: such a source lets nobody in
   */
  readonly podRange?: string | undefined;

  /**
   * The interfaces behind which pods live; a `*` at the end stands for any rest. A pod's address counts on these alone.
   *
   * @default - what Calico, the bridge plug-in, flannel and Cilium name them
   */
  readonly podInterfaces?: readonly string[] | undefined;
}

/**
 * A closed nftables firewall for one machine of any kind, in anybody's stack. The ruleset is kept in the state as the
 * `input` of a `terraform_data`; how it gets to the machine is the team's choice. Load it with `nft -f`, before the network
 * is up; it replaces its own table and touches no other.
 *
 * @see https://wiki.nftables.org/wiki-nftables/index.php/Main_Page
 */
export class HostFirewall extends Construct {
  /** The ruleset, as `nft -f` reads it. */
  readonly ruleset: string;
  /** The resource that holds the ruleset under `input.ruleset`. */
  readonly data: StoredData;

  /** @throws an Error for a range, port, rule name or interface that could not be real */
  constructor(scope: Construct, id: string, props: HostFirewallProps) {
    super(scope, id);
    gateTerraform(this);
    this.ruleset = nftablesRuleset({
      inbound: props.inbound,
      nodeRanges: props.nodeRanges ?? [],
      podRange: props.podRange,
      podInterfaces: props.podInterfaces ?? POD_INTERFACES,
    });
    this.data = new StoredData(this, "ruleset", { input: { ruleset: terraformText(this.ruleset) } });
  }
}
