import type { Provenance } from "./provenance";

/** Whom an inbound rule lets in. */
export type InboundSource =
  /** A range that the description names, with its reason. */
  | { readonly kind: "range"; readonly cidr: string; readonly why: string }
  /** The cluster's own machines or pods; the profile knows their ranges and interfaces. */
  | { readonly kind: "cluster"; readonly members: "nodes" | "pods"; readonly why: string };

/** One thing that answers on the network, and who may reach it. No sources means nobody. */
export interface InboundRule extends Provenance {
  /** A stable name within the cluster, `kebab-case`. */
  readonly name: string;
  readonly protocol: "tcp" | "udp";
  readonly port: number;
  readonly sources: readonly InboundSource[];
}
