import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { PolicyStatementFact } from "./resource-policy";

/** A role that pods of one service account of a cluster take on through EKS Pod Identity. */
export interface PodIdentityFact extends FactBase {
  readonly kind: "pod-identity";
  readonly namespace: Value<string | undefined>;
  readonly serviceAccount: Value<string | undefined>;
  /** The end of the cluster's ARN: `cluster/payments-prod`. */
  readonly cluster: Value<string>;
  /** What the role's trust asks for, statement by statement that lets somebody in. */
  readonly trusts: Value<readonly Pick<PolicyStatementFact, "conditions">[]>;
  /** What the role may do, by the policies of the document. */
  readonly grants: Value<readonly PolicyStatementFact[]>;
  /** What gives the role rights that the document does not show: attachments, and policies within the role. */
  readonly unseen: readonly string[];
  /** What else of the document works under the role, or is somebody by it. */
  readonly sharedWith: readonly string[];
  /** Whether pods go on from the role to another one. */
  readonly leadsOn: Value<boolean>;
  /** Whether the tags that say which pod it is are sent along. */
  readonly tagged: Value<boolean>;
}
