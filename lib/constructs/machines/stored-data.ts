import { type TerraformMetaArguments, TerraformResource } from "cdktf";
import type { Construct } from "constructs";

/** What a `terraform_data` holds, beside the arguments that every resource has. */
export interface StoredDataProps extends TerraformMetaArguments {
  /** Kept in the state, and given out again as `output`. */
  readonly input?: Readonly<Record<string, string>>;
  /** The resource is replaced when this changes. */
  readonly triggersReplace?: Readonly<Record<string, string>>;
}

/**
 * A `terraform_data`, which needs no provider. cdktf's own class asks the program `terraform` for its version whenever a stack is
 * synthesized, once for each resource, and fails where there is none; synthesis asks nobody. Terraform before 1.4 says by itself
 * that it does not know the resource.
 *
 * @see https://developer.hashicorp.com/terraform/language/resources/terraform-data
 */
export class StoredData extends TerraformResource {
  static readonly tfResourceType = "terraform_data";
  private readonly input: StoredDataProps["input"];
  private readonly triggersReplace: StoredDataProps["triggersReplace"];

  constructor(scope: Construct, id: string, { input, triggersReplace, ...meta }: StoredDataProps) {
    super(scope, id, {
      ...meta,
      terraformResourceType: StoredData.tfResourceType,
      terraformGeneratorMetadata: { providerName: "terraform" },
    });
    this.input = input;
    this.triggersReplace = triggersReplace;
  }

  /** The input, known after it was applied. */
  get output(): { [key: string]: unknown } {
    return this.getAnyMapAttribute("output");
  }

  protected override synthesizeAttributes(): { [name: string]: unknown } {
    return { input: this.input, triggers_replace: this.triggersReplace };
  }
}
