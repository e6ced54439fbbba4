import type { FactBase } from "./fact-base";

/** What the first start of a control plane does on its machine, beside the order of units. */
export interface ControlPlaneMachineFact extends FactBase {
  readonly kind: "control-plane-machine";
  /** What runs `kubeadm init`: a unit, which can wait for others and clean up whatever happens; a command of cloud-init; or nothing. */
  readonly initializedBy: "unit" | "command" | "nothing";
  /** Files that are closed to everybody but root after kubeadm has made them, by path. */
  readonly closesFiles: readonly string[];
  /** What stands in the place of a key in configurations of encryption on the machine. */
  readonly placesForKeys: readonly string[];
  /** Texts that a script on the machine replaces with a key that it makes. */
  readonly replacedByKeys: readonly string[];
}
