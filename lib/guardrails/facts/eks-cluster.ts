import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** The settings of one Amazon EKS cluster. A value left out of the document is known: it is the provider's default. */
export interface EksClusterFact extends FactBase {
  readonly kind: "eks-cluster";
  readonly publicEndpoint: Value<boolean>;
  readonly privateEndpoint: Value<boolean>;
  readonly authenticationMode: Value<string>;
  readonly creatorIsAdmin: Value<boolean>;
  readonly logTypes: Value<readonly string[]>;
  /**
   * The log group that EKS writes to, if the document holds it: matched by its name. A retention of 0 days keeps records
   * for ever, which is the provider's default.
   */
  readonly logGroup: Value<LogGroup | undefined>;
  /** Whether Kubernetes secrets are encrypted with a key of the customer's own. */
  readonly secretsKey: Value<boolean>;
  readonly deletionProtection: Value<boolean>;
}

/** The log group of a control plane. */
export interface LogGroup {
  readonly retentionDays: Value<number>;
  readonly encrypted: Value<boolean>;
  /** `STANDARD`, or a class that keeps records for two days only or that nothing can watch. */
  readonly logClass: Value<string>;
  /** Whether it stands in the cluster's region and account: EKS makes another one where it does not. */
  readonly besideCluster: Value<boolean>;
  readonly deletionProtected: Value<boolean>;
  /** Whether the cluster is made only after it: EKS makes a log group of that name itself where it finds none. */
  readonly beforeCluster: boolean;
}
