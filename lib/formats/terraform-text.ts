/**
 * Makes a text safe inside Terraform JSON, where `${` and `%{` begin expressions even in strings: doubled, they stand for
 * themselves.
 *
 * @see https://developer.hashicorp.com/terraform/language/expressions/strings#escape-sequences
 */
export function terraformText(text: string): string {
  // Functions, for in a replacement text "$$" stands for one "$".
  return text.replaceAll("${", () => "$${").replaceAll("%{", () => "%%{");
}
