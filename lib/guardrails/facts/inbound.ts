import type { Place } from "../place";
import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** One permitted source of inbound traffic. */
export interface InboundSourceFact {
  readonly place: Place;
  /** As a person would name it: `tcp 443`, `all traffic`, `udp 30000-32767`. */
  readonly ports: string;
  /**
   * Who is let in: a range of addresses as written, or members of something that the cluster itself consists of
   * (its security groups, its pod interfaces), which is not an address that an outsider can have.
   */
  readonly from: Value<{ readonly range: string } | { readonly members: string }>;
  /** The reason written beside it; undefined when there is none. */
  readonly reason: string | undefined;
}

/**
 * A filter in front of an API endpoint, a node or a log store, with everything it lets in: one security group with its
 * inline and separate rules, or one host's input chain.
 */
export interface InboundFact extends FactBase {
  readonly kind: "inbound";
  /** What the filter is: shown to people. */
  readonly filter: "security group" | "host firewall";
  /**
   * Whether what stands behind the filter is part of a cluster. `undecided` when the document leaves it open, which is
   * judged as if it were.
   */
  readonly leadsToCluster: boolean | "undecided";
  /** What the profile of the cluster behind permits: `private` no routable address at all, `bounded` the limits of the design. */
  readonly limit: "private" | "bounded";
  /** Whether everything that no rule names is dropped. */
  readonly dropsTheRest: Value<boolean>;
  /** Whether forged source addresses are dropped before addresses are believed; security groups always do. */
  readonly checksReversePath: Value<boolean>;
  readonly sources: readonly InboundSourceFact[];
}
