import type { Provenance } from "./provenance";

/** The programs of a cluster that take flags. */
export type Component = "kube-apiserver" | "kube-controller-manager" | "kube-scheduler" | "etcd" | "kube-proxy";

/** One command-line flag of one of these programs. */
export interface ComponentFlag extends Provenance {
  readonly component: Component;
  /** Without the leading dashes. */
  readonly name: string;
  readonly value: string;
  /** Why it is set, in a few words. */
  readonly why: string;
}
