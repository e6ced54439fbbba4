import type { Value } from "../value";
import type { FactBase } from "./fact-base";
import type { NodeSettingsFact } from "./node-settings";

/** One disk of a machine. */
export interface NodeDisk {
  /** As the machine names it: `/dev/xvda`. */
  readonly device: string;
  readonly encrypted: Value<boolean>;
  /** Whether with a key of the customer's own. */
  readonly ownKey: Value<boolean>;
}

/** What a launch template makes of a machine. */
export interface NodeTemplate {
  /** Whether the metadata service asks for a session token (IMDSv2). */
  readonly tokensRequired: Value<boolean>;
  /** Over how many hops the metadata service answers; 1 keeps pods away from it. */
  readonly hopLimit: Value<number>;
  /** Whether tags of the machine stay out of the metadata service. */
  readonly tagsHidden: Value<boolean>;
  readonly disks: Value<readonly NodeDisk[]>;
  /** Whether the template itself refuses a public address, whatever the subnet says. */
  readonly refusesPublicAddress: Value<boolean>;
  /** For which system the user data is written; undefined when there is none. */
  readonly toldAs: Value<NodeSettingsFact["os"] | undefined>;
}

/** A managed node group of Amazon EKS with its launch template. */
export interface EksNodesFact extends FactBase {
  readonly kind: "eks-nodes";
  readonly os: Value<NodeSettingsFact["os"]>;
  /** Undefined without one: then AWS decides. */
  readonly template: Value<NodeTemplate | undefined>;
  /** Whether anybody may log in by SSH: a key pair, or remote access. */
  readonly takesLogins: Value<boolean>;
}
