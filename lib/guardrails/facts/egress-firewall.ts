import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** What a firewall looks at before it looks inside. */
export interface ForwardedTraffic {
  /** Numbers of protocols; 6 is TCP. Empty means every one. */
  readonly protocols: readonly number[];
  /** The ports of the far side. Empty means every one. */
  readonly ports: readonly number[];
}

/** A firewall of ours between a cluster's network and the internet. */
export interface EgressFirewallFact extends FactBase {
  readonly kind: "egress-firewall";
  /** Whether rules are taken in their order, and what is left over falls to the default. */
  readonly strictOrder: Value<boolean>;
  /** What happens to conversations that no rule names. */
  readonly defaults: Value<readonly string[]>;
  /** What happens to packets, whole or in pieces, that no rule names. */
  readonly packetDefaults: Value<readonly string[]>;
  /** What happens to a conversation that the firewall lost sight of; undefined where nothing is said, which drops. */
  readonly exceptions: Value<string | undefined>;
  readonly forwarded: Value<readonly ForwardedTraffic[]>;
  /** The names that it lets through. */
  readonly names: Value<readonly string[]>;
  /** Whether what it drops goes to an encrypted log group of the document for a year or longer. */
  readonly recordsAlerts: Value<boolean>;
  readonly protectedFromDeletion: Value<boolean>;
  /** Routes of the same network that lead past it. */
  readonly bypasses: readonly string[];
}
