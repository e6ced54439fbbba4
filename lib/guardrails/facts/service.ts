import type { FactBase } from "./fact-base";

/** A Kubernetes Service. */
export interface ServiceFact extends FactBase {
  readonly kind: "service";
  /** `ClusterIP`, `NodePort`, `LoadBalancer`, `ExternalName`, or what was written. */
  readonly type: string;
  readonly externalIps: readonly string[];
  readonly externalName: string | undefined;
}
