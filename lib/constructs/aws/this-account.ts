import { DataAwsCallerIdentity } from "@cdktf/provider-aws/lib/data-aws-caller-identity";
import { DataAwsPartition } from "@cdktf/provider-aws/lib/data-aws-partition";
import { TerraformStack } from "cdktf";
import { Construct } from "constructs";
import { gateTerraform } from "../gate/terraform-gate";

const ID = "ThisAccount";

/**
 * The account and the partition that the stack's AWS provider stands in, asked for once in a stack. The only data that
 * our constructs read.
 */
export class ThisAccount extends Construct {
  /** The account's number, as a reference. */
  readonly accountId: string;
  /** `aws`, `aws-us-gov` or `aws-cn`, as a reference. */
  readonly partition: string;
  /** `amazonaws.com` or the like, as a reference. */
  readonly dnsSuffix: string;

  readonly callerIdentity: DataAwsCallerIdentity;
  readonly partitionData: DataAwsPartition;

  /** The one of the stack that a construct stands in; made at the first call. */
  static of(scope: Construct): ThisAccount {
    const stack = TerraformStack.of(scope);
    const present = stack.node.tryFindChild(ID);
    return present instanceof ThisAccount ? present : new ThisAccount(stack, ID);
  }

  private constructor(scope: Construct, id: string) {
    super(scope, id);
    gateTerraform(this);
    this.callerIdentity = new DataAwsCallerIdentity(this, "caller");
    this.partitionData = new DataAwsPartition(this, "partition");
    this.accountId = this.callerIdentity.accountId;
    this.partition = this.partitionData.partition;
    this.dnsSuffix = this.partitionData.dnsSuffix;
  }
}
