import type { FactBase } from "./fact-base";

/** A pod, or what makes pods. */
export interface WorkloadFact extends FactBase {
  readonly kind: "workload";
  readonly hostNetwork: boolean;
  /** Ports that its containers open on the node. */
  readonly hostPorts: readonly number[];
  /** Containers that run privileged, by name. */
  readonly privileged: readonly string[];
  /** Paths of the node that it mounts. */
  readonly hostPaths: readonly string[];
  /** Those of them that no container may write. */
  readonly readOnlyHostPaths: readonly string[];
  /** Other namespaces of the node that its pods share: `PID`, `IPC`. */
  readonly hostNamespaces: readonly string[];
  /** Capabilities that containers add beyond those of the Pod Security Standard `baseline`. */
  readonly capabilities: readonly string[];
}
