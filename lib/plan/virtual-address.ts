import type { Provenance } from "./provenance";

/** One machine's part in holding an address that moves between several. */
export interface VirtualAddressPlan extends Provenance {
  /** The machine. */
  readonly name: string;
  /** The address that moves. */
  readonly address: string;
  /** The interface that gets it. */
  readonly interface: string;
  readonly ownAddress: string;
  /** The addresses of the other machines. */
  readonly peers: readonly string[];
  /** Rank while nobody is healthy: higher comes first, 1 to 100. */
  readonly priority: number;
  /** What answers on a healthy machine, and the authority that its certificate must come from. */
  readonly healthUrl: string;
  readonly authority: string;
}
