import type { FactBase } from "./fact-base";

/** A namespace with what stands in it, in whichever document. */
export interface NamespaceFact extends FactBase {
  readonly kind: "namespace";
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  /** The keys of `spec.hard` of all its quotas. */
  readonly quotaKeys: readonly string[];
  /** What its quotas permit, by key; the smallest where several do. */
  readonly quotas: Readonly<Record<string, string>>;
  /** Admission policies of the document that look into namespaces with certain labels, and not into this one. */
  readonly missedBy: readonly string[];
  /** Admission policies of the documents that look into this namespace alone, by its name. */
  readonly heldBy: readonly string[];
  /** Whether a LimitRange gives containers a default limit for CPU and memory. */
  readonly defaultLimits: boolean;
  /** The directions (`Ingress`, `Egress`) that a policy without exceptions denies for every pod. */
  readonly deniedByDefault: readonly string[];
  /** Policies that let every pod talk to nearly everybody again in a direction: `allow-all Ingress`. */
  readonly openedAgain: readonly string[];
  /** Whether the account `default` stands in it and mounts its token into no pod. */
  readonly mountsNoDefaultToken: boolean;
}
