import type { FactBase } from "./fact-base";

/** In which order a machine of a cluster starts, and what its first start leaves behind. */
export interface MachineStartFact extends FactBase {
  readonly kind: "machine-start";
  /** The unit that loads the ruleset; undefined when no unit does. */
  readonly firewall:
    | {
        readonly name: string;
        /** Whether it starts with the machine: installed into a target, and enabled. */
        readonly startsWithMachine: boolean;
        readonly beforeNetwork: boolean;
        /** Whether others wait until the ruleset is loaded, and the unit counts as running afterwards. */
        readonly isAwaited: boolean;
        /** Whether it loads the ruleset again when the distribution's `nftables.service`, which empties all tables, is restarted. */
        readonly survivesFlush: boolean;
      }
    | undefined;
  /** Units that do not start without each other: what the kubelet requires and follows. */
  readonly kubeletWaitsFor: readonly string[];
  /** What runs `kubeadm init`; undefined when nothing does. */
  readonly initialization:
    | {
        readonly waitsFor: readonly string[];
        /** Whether it removes kubeadm's key to everything, also when it fails. */
        readonly removesMasterKey: boolean;
        readonly closesNewFiles: boolean;
      }
    | undefined;
}
