import { Fields } from "../fields";
import type { ReadObject } from "./kubernetes-object";

/**
 * Whether an admission policy is for namespaces that have a certain label, whatever its value, and this namespace of the same
 * document has none. Policies that name single namespaces, or leave some out, are meant for others.
 */
export function misses(policy: ReadObject, namespace: ReadObject): boolean {
  return Fields.of(policy.content, "", [])
    .fields("spec")
    .fields("matchConstraints")
    .fields("namespaceSelector")
    .list("matchExpressions")
    .some(
      (expression) =>
        expression.text("operator") === "Exists" && !Object.hasOwn(namespace.labels, expression.text("key") ?? ""),
    );
}

/** Whether an admission policy is for this namespace alone, by its name. */
export function holds(policy: ReadObject, namespace: ReadObject): boolean {
  const expressions = Fields.of(policy.content, "", [])
    .fields("spec")
    .fields("matchConstraints")
    .fields("namespaceSelector")
    .list("matchExpressions");
  const [expression] = expressions;
  return (
    expressions.length === 1 &&
    expression?.text("key") === "kubernetes.io/metadata.name" &&
    expression.text("operator") === "In" &&
    expression.texts("values").join() === namespace.name
  );
}
