import type { FactBase } from "./fact-base";

/** A machine that joins a cluster by kubeadm, as its user data says it. */
export interface JoiningNodeFact extends FactBase {
  readonly kind: "joining-node";
  readonly role: "control-plane" | "worker";
  /** The path of the kubeconfig by which it finds the cluster; undefined when it finds it otherwise. */
  readonly discovery: string | undefined;
  /** Files that are delivered with the user data, by path, and what each is read as (`audit-policy`). */
  readonly files: Readonly<Record<string, string>>;
  /** Paths of files that an administrator brings when it joins. */
  readonly broughtAlong: readonly string[];
}
