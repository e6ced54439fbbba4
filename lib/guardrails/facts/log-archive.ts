import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { PolicyStatementFact } from "./resource-policy";

/** A bucket that keeps records, with everything that the document says about it. */
export interface LogArchiveFact extends FactBase {
  readonly kind: "log-archive";
  /** The bucket as the policies of the document call it: its address in angle quotes. */
  readonly bucket: string;
  /** What holds new objects by default; undefined when nothing does. */
  readonly lock: Value<{ readonly mode: string; readonly days: number } | undefined>;
  readonly versioned: Value<boolean>;
  /** Whether all four switches are on. */
  readonly publicAccessBlocked: Value<boolean>;
  /** Whether access lists of objects mean nothing. */
  readonly withoutAccessLists: Value<boolean>;
  /** Whether objects are encrypted with a key of the customer's own. */
  readonly ownKey: Value<boolean>;
  /** Whether a plan that destroys it is refused. */
  readonly survivesDestroy: Value<boolean>;
  /** Undefined when there is none. */
  readonly policy: Value<readonly PolicyStatementFact[] | undefined>;
  /** The roles under which streams write into it, as policies call them. */
  readonly writers: readonly string[];
  /** What a stream that writes into it does not wait for, of the lock, the policy and the encryption: both addresses. */
  readonly tooEarly: readonly string[];
  /** Log groups of clusters and networks of the document that nothing brings here as a whole. */
  readonly missing: readonly string[];
  /** Resources of the document that refer to the bucket and that no rule reads. */
  readonly strangers: readonly string[];
}

/** A subscription of ours: what hands the records of a log group on. */
export interface LogSubscriptionFact extends FactBase {
  readonly kind: "log-subscription";
  /** Whether it hands on every record, as it is. */
  readonly everything: Value<boolean>;
  /** Whether the stream behind it brings records to a bucket of ours in this document, and nowhere else, as they are. */
  readonly archives: Value<boolean>;
  /** Whether the stream encrypts what waits in it with a key of the customer's own. */
  readonly ownKey: Value<boolean>;
}
