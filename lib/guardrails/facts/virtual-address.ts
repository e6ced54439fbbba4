import type { FactBase } from "./fact-base";

/** One machine's part in holding an address that moves between several, as keepalived's configuration gives it. */
export interface VirtualAddressFact extends FactBase {
  readonly kind: "virtual-address";
  /** Addresses that move, with their prefix lengths where they have one. */
  readonly addresses: readonly string[];
  readonly ownAddress: string | undefined;
  /** Whom it talks VRRP with; nobody named means a multicast group that anybody may join. */
  readonly peers: readonly string[];
  /** Commands of checks that the address follows. */
  readonly checks: readonly string[];
  /** Whether a check may be a program that others than root can change. */
  readonly checksAreSecured: boolean;
}
