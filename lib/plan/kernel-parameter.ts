import type { Provenance } from "./provenance";

/** One kernel parameter of a machine. */
export interface KernelParameter extends Provenance {
  /** As sysctl writes it: `net.ipv4.ip_forward`. */
  readonly name: string;
  readonly value: number;
  /** Why it is set, in a few words. */
  readonly why: string;
}
