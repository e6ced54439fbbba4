import type { Provenance } from "./provenance";

/** The control-plane programs that take flags. */
export type Component = "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "etcd";

/** One command-line flag of a control-plane program. */
export interface ComponentFlag extends Provenance {
  readonly component: Component;
  /** Without the leading dashes. */
  readonly name: string;
  readonly value: string;
  /** Why it is set, in a few words. */
  readonly why: string;
}
