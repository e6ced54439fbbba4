import { LABEL_OPERATORS, type LabelExpression, type LabelOperator, type LabelSelector } from "./label-selector";
import type { PolicyRule } from "./policy-rule";
import type { FieldReader } from "./read-fields";
import type { Role } from "./role";

/** Reads the rules of a Role or ClusterRole by what the API server takes of one. */
export function readRole(
  fields: FieldReader,
  { kind, name, namespace, source }: Pick<Role, "kind" | "name" | "namespace" | "source">,
): Role {
  fields.only("apiVersion", "kind", "metadata", "rules", ...(kind === "ClusterRole" ? ["aggregationRule"] : []));
  return {
    kind,
    name,
    namespace,
    source,
    labels: fields.object("metadata").labels("labels"),
    rules: fields.objects("rules").map((rule) => readRule(rule, kind)),
    aggregates:
      kind === "ClusterRole" && fields.has("aggregationRule")
        ? readSelectors(fields.object("aggregationRule"))
        : undefined,
  };
}

function readRule(fields: FieldReader, kind: Role["kind"]): PolicyRule {
  fields.only("apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs");
  const rule: PolicyRule = {
    apiGroups: fields.texts("apiGroups"),
    resources: fields.texts("resources"),
    resourceNames: fields.texts("resourceNames"),
    nonResourceUrls: fields.texts("nonResourceURLs"),
    verbs: fields.texts("verbs"),
  };
  const isEmpty = (name: string, list: readonly string[]) => list.length === 0 && !isOdd(fields.get(name));
  if (isEmpty("verbs", rule.verbs))
    fields.refuse("verbs", "at least one verb", "Name the verbs, or take the rule out.");
  if (rule.nonResourceUrls.length > 0) {
    if (kind === "Role")
      fields.refuse("nonResourceURLs", "nothing in a Role", "Put them into a ClusterRole and bind that everywhere.");
    if (rule.apiGroups.length > 0 || rule.resources.length > 0 || rule.resourceNames.length > 0)
      fields.refuse("nonResourceURLs", "a rule of its own, without apiGroups and resources", "Make two rules of it.");
  } else if (!isOdd(fields.get("nonResourceURLs"))) {
    if (isEmpty("apiGroups", rule.apiGroups))
      fields.refuse("apiGroups", "at least one API group", 'Name the groups; the core group is "".');
    if (isEmpty("resources", rule.resources))
      fields.refuse("resources", "at least one resource", "Name the resources, or take the rule out.");
  }
  return rule;
}

/** Whether a value was refused already for what it is. */
function isOdd(value: unknown): boolean {
  return value !== undefined && !(Array.isArray(value) && value.every((one) => typeof one === "string"));
}

function readSelectors(fields: FieldReader): readonly LabelSelector[] {
  fields.only("clusterRoleSelectors");
  const selectors = fields.objects("clusterRoleSelectors");
  if (selectors.length === 0)
    fields.refuse("clusterRoleSelectors", "at least one selector", "Name a label, or take the aggregationRule out.");
  return selectors.map((selector) => {
    selector.only("matchLabels", "matchExpressions");
    return {
      matchLabels: selector.labels("matchLabels"),
      matchExpressions: selector.objects("matchExpressions").flatMap(readExpression),
    };
  });
}

function readExpression(fields: FieldReader): readonly LabelExpression[] {
  fields.only("key", "operator", "values");
  const key = fields.needed("key", "Name the label.");
  const operator = LABEL_OPERATORS.find((one) => one === fields.get("operator"));
  if (operator === undefined) fields.refuse("operator", LABEL_OPERATORS.join(", "), "Write one of these.");
  const values = fields.texts("values");
  if (operator !== undefined && takesValues(operator) !== values.length > 0)
    fields.refuse(
      "values",
      takesValues(operator) ? "at least one value" : `none with ${operator}`,
      "Mend the expression.",
    );
  return key === undefined || operator === undefined ? [] : [{ key, operator, values }];
}

function takesValues(operator: LabelOperator): boolean {
  return operator === "In" || operator === "NotIn";
}
