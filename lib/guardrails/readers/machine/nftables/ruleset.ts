/** One element of a set, with the comment beside it. */
export interface SetElement {
  readonly text: string;
  readonly comment: string | undefined;
}

/** A named set, constant once the ruleset is loaded. */
export interface NamedSet {
  readonly name: string;
  readonly type: "ipv4_addr" | "ipv6_addr" | "inet_service" | "ifname";
  readonly elements: readonly SetElement[];
}

/** Values that a rule compares with: literals, or the elements of a set. */
export interface Values {
  readonly negated: boolean;
  readonly elements: readonly SetElement[];
}

export type RuleVerdict = "accept" | "drop";

/** What a rule matches and what it does. Everything absent matches everything. */
export interface FirewallRule {
  readonly line: number;
  readonly comment: string | undefined;
  /** The address family of the packets it matches, where it names one. */
  readonly family: 4 | 6 | undefined;
  readonly source: Values | undefined;
  /** The interfaces by which packets come in. */
  readonly interfaces: Values | undefined;
  /** Connection states: `established`, `new`. */
  readonly states: Values | undefined;
  /** As a person would name it: `tcp 6443`, `all traffic`. */
  readonly ports: string;
  /** Whether it matches ICMP and nothing else. */
  readonly icmp: boolean;
  /** Whether it matches packets to whose source no route leads back by the interface they came from. */
  readonly reversePathMissing: boolean;
  /** Whether it has any other match or a rate limit, so that not every packet is decided by the fields above. */
  readonly narrowed: boolean;
  /** The destination addresses that it matches. */
  readonly destination: Values | undefined;
  /** Whether it matches packets for the machine itself and no others. */
  readonly localDestination: boolean;
  /** The protocols that it names apart from ports. */
  readonly protocols: Values | undefined;
  /** The ports that it matches. */
  readonly portValues: Values | undefined;
  /** How many conditions a packet must meet, rate limits among them; 0 matches every packet. */
  readonly conditions: number;
  /** Undefined for a rule that only counts or logs. */
  readonly verdict: RuleVerdict | undefined;
  /** Verdicts by connection state, instead of one verdict. */
  readonly verdictByState: readonly { readonly state: string; readonly verdict: RuleVerdict }[];
}

/** A chain at a netfilter hook. */
export interface BaseChain {
  readonly name: string;
  readonly line: number;
  readonly hook: "prerouting" | "input" | "forward" | "output" | "postrouting";
  readonly policy: RuleVerdict;
  readonly rules: readonly FirewallRule[];
}

/** A table with the chains in it. */
export interface Table {
  readonly family: "inet" | "ip" | "ip6";
  readonly name: string;
  readonly chains: readonly BaseChain[];
}
