import type { Value } from "../value";
import type { FactBase } from "./fact-base";

/** One way by which an IAM principal gets rights on an EKS cluster: an access entry or an access policy association. */
export interface AccessEntryFact extends FactBase {
  readonly kind: "access-entry";
  readonly principal: Value<string>;
  /** Whether a construct of this library wrote it, whoever's cluster it is for. */
  readonly writtenByUs: boolean;
  /** The user name in the cluster; undefined for the principal's own ARN, and for a policy association. */
  readonly userName: Value<string | undefined>;
  /** Kubernetes groups that the principal gets; empty for a policy association. */
  readonly groups: Value<readonly string[]>;
  /** The AWS access policy that is associated, by name (`AmazonEKSViewPolicy`); undefined for an entry. */
  readonly policy: Value<string | undefined>;
  /** Where the policy holds: in these namespaces or in all; undefined for an entry. */
  readonly namespaces: Value<readonly string[] | "all" | undefined>;
}
