import { Token } from "cdktf";
import { terraformText } from "../../formats/terraform-text";

/**
 * An identity (a name, an id, an ARN) as it stands in a Terraform document. It may be a token, which stays a reference;
 * a literal is text and never an expression.
 */
export function identityText(value: string): string {
  return Token.isUnresolved(value) ? value : terraformText(value);
}
