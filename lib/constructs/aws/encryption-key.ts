import { KmsAlias } from "@cdktf/provider-aws/lib/kms-alias";
import { KmsKey } from "@cdktf/provider-aws/lib/kms-key";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { type EncryptedLogGroup, keyPolicy } from "./decisions/key-policy";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface EncryptionKeyProps {
  /** The alias, without `alias/`: `payments-prod/secrets`. */
  readonly alias: string;
  /** What the key encrypts, up to 8192 characters. */
  readonly description: string;
  /**
   * The log group that the key encrypts.
   *
   * @default - the logs service may not use the key
   */
  readonly logGroup?: EncryptedLogGroup | undefined;
  /**
   * Whether the key encrypts disks of machines that EC2 Auto Scaling makes, as managed nodes are.
   *
   * @default - Auto Scaling may not use the key
   */
  readonly machineDisks?: boolean | undefined;
}

/**
 * A symmetric KMS key of one's own, whose material changes every year.
 *
 * Whoever deletes the key destroys what it encrypts, and Amazon EKS can never be given another one. So
 * Terraform refuses every plan that would destroy it (`prevent_destroy`), and KMS waits for 30 days, its longest, after
 * a deletion by other means. To take a cluster down for good, override the handle first:
 * `key.key.addOverride("lifecycle.prevent_destroy", false)`.
 *
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/rotate-keys.html
 * @see https://docs.aws.amazon.com/kms/latest/developerguide/deleting-keys.html
 */
export class EncryptionKey extends Construct {
  readonly key: KmsKey;
  readonly alias: KmsAlias;
  /** The key's ARN, as a reference. */
  readonly keyArn: string;

  constructor(scope: Construct, id: string, props: EncryptionKeyProps) {
    super(scope, id);
    gateTerraform(this);
    const logGroup = props.logGroup && {
      name: identityText(props.logGroup.name),
      region: identityText(props.logGroup.region),
    };
    this.key = new KmsKey(this, "Resource", {
      description: terraformText(props.description),
      enableKeyRotation: true,
      deletionWindowInDays: 30,
      policy: policyDocument(keyPolicy(ThisAccount.of(this), { logGroup, machineDisks: props.machineDisks })),
      lifecycle: { preventDestroy: true },
    });
    this.alias = new KmsAlias(this, "alias", {
      name: `alias/${identityText(props.alias)}`,
      targetKeyId: this.key.keyId,
    });
    this.keyArn = this.key.arn;
  }
}
