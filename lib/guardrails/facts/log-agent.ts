import type { FactBase } from "./fact-base";

/** Pods that run a forwarder whose configuration lies in a ConfigMap. */
export interface LogAgentFact extends FactBase {
  readonly kind: "log-agent";
  /** What makes the pods, `DaemonSet/namespace/name`; undefined when nothing reads the configuration. */
  readonly workload: string | undefined;
  /** Whether one runs on every node, whatever taints it has. */
  readonly onEveryNode: boolean;
  /** Whether it is started with this configuration and nothing else. */
  readonly startedWithIt: boolean;
  /** Whether a record is in the queue before it counts as read. */
  readonly handsOverFirst: boolean;
  /** Images that are not named by their digest. */
  readonly movableImages: readonly string[];
  /** What the pod and its containers may do beyond reading: `container collector: privilege escalation`. */
  readonly unconfined: readonly string[];
  /** Folders of the configuration that go with the pod, or that it cannot write. */
  readonly lostWithPod: readonly string[];
  /** Patterns of the files that are read. */
  readonly files: readonly string[];
  /** Whether it is root, to whom what pods wrote belongs. */
  readonly isRoot: boolean;
  /** Whether it stays when a node runs out of memory or room. */
  readonly stays: boolean;
  /** Files of the configuration that the pod does not see. */
  readonly unseen: readonly string[];
}
