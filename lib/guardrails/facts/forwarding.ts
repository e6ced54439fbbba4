import type { FactBase } from "./fact-base";

/** What a machine of a cluster passes on from outside: to the ports of Services on the node, and to the addresses of pods. */
export interface ForwardingFact extends FactBase {
  readonly kind: "forwarding";
  /** Ranges of addresses that reach node ports; everything where nothing drops them. */
  readonly toNodePorts: readonly string[];
  /** Ranges of addresses that reach pods past their network policies; everything where nothing drops them. */
  readonly toPods: readonly string[];
  /** The addresses that the filter before pods is about; undefined when it is about all. */
  readonly shieldedPods: readonly string[] | undefined;
  /** The addresses that pods of the cluster have; empty when the machine's files do not say. */
  readonly pods: readonly string[];
  /** Whether forged source addresses are dropped before addresses are believed. */
  readonly checksReversePath: boolean;
}
