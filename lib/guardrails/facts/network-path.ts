import type { FactBase } from "./fact-base";

/** Something that makes a path between the cluster's network and other networks. */
export interface NetworkPathFact extends FactBase {
  readonly kind: "network-path";
  /** What it is, as a person would name it: `internet gateway`, `public address on launch`, `internet-facing load balancer`. */
  readonly what: string;
  /** Whether it touches the network, a node or the endpoint of a cluster. */
  readonly leadsToCluster: boolean | "undecided";
  /** The value that makes it so, as written. */
  readonly got: string;
  /** The reason written beside it, where it is a way out that nobody comes in by. */
  readonly outboundOnly?: string | undefined;
}
