/**
 * What a claim of the identity provider must be before somebody writes in a tenant's namespace or enters its pods. The claim
 * becomes an attribute of the user, and an admission policy asks for it; whoever has none is refused. Reads are not asked:
 * admission does not see them. Data-center and edge profiles only: Amazon EKS carries no claims beyond user and groups.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export interface AttributeRuleInput {
  /** The attribute's name, an RFC 1123 label; the key is `attributes.portcullis.dev/<name>`. */
  readonly attribute: string;

  /**
   * The claim that it comes from, a text or a list of texts: 1 to 64 letters, digits and `_`, beginning with a letter. The
   * provider must set it; one that users write themselves says nothing.
   */
  readonly claim: string;

  /**
   * - `be-present`: there is a value, whatever it is, such as the number of a ticket, which is then on record;
   * - `equal-namespace`: one of its values is that of the namespace, from the tenant's `attributes`.
   */
  readonly must: "be-present" | "equal-namespace";

  /** The tenants' namespaces in which it is asked for, at least one; each must be declared under `tenants`. */
  readonly namespaces: readonly string[];

  /** What it is for: 10 to 200 characters. The policy carries it. */
  readonly why: string;
}
