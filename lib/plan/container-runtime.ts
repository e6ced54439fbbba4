import type { Provenance } from "./provenance";

/** What the container runtime of a machine is told. */
export interface ContainerRuntimePlan extends Provenance {
  /** The image that holds a pod's namespaces, with its tag or digest. */
  readonly sandboxImage: string;
}
