import { Fields } from "../guardrails/readers/fields";
import { isClock } from "../guardrails/readers/kubernetes/read-warning-window";
import { LABEL_OPERATORS, type LabelSelector } from "../rbac/label-selector";
import { type JsonObject, textAt } from "./json-object";
import type { Matching, PolicyBinding, ResourceRule, ValidatingPolicy } from "./validating-policy";

const GROUP = /^admissionregistration\.k8s\.io\//;

/** The validating admission policies among objects, with their bindings, in the order of the objects. */
export function readPolicies(objects: readonly JsonObject[]): readonly ValidatingPolicy[] {
  const of = (kind: string) =>
    objects.filter((object) => textAt(object, "kind") === kind && GROUP.test(textAt(object, "apiVersion")));
  const bindings = of("ValidatingAdmissionPolicyBinding");
  return of("ValidatingAdmissionPolicy").map((object) => {
    const name = textAt(object, "metadata", "name");
    return readPolicy(
      object,
      name,
      bindings.filter((binding) => textAt(binding, "spec", "policyName") === name),
    );
  });
}

function readPolicy(object: JsonObject, name: string, bindings: readonly JsonObject[]): ValidatingPolicy {
  const complaints: string[] = [];
  const spec = Fields.of(object, "", complaints).fields("spec");
  const named = (list: string) =>
    spec.list(list).map((one) => ({ name: one.text("name") ?? "", expression: one.text("expression") ?? "" }));
  const kind = spec.fields("paramKind");
  return {
    name,
    matching: matchingOf(spec.fields("matchConstraints"), complaints),
    conditions: named("matchConditions"),
    variables: named("variables"),
    demands: spec.list("validations").map((one) => ({
      expression: one.text("expression") ?? "",
      message: one.text("message"),
      messageExpression: one.text("messageExpression"),
    })),
    paramKind: spec.has("paramKind")
      ? { apiVersion: kind.text("apiVersion") ?? "", kind: kind.text("kind") ?? "" }
      : undefined,
    bindings: bindings.map((binding) => readBinding(binding, complaints)),
    complaints,
  };
}

function readBinding(object: JsonObject, complaints: string[]): PolicyBinding {
  const spec = Fields.of(object, "", complaints).fields("spec");
  const parameter = spec.fields("paramRef");
  return {
    name: textAt(object, "metadata", "name"),
    actions: spec.texts("validationActions"),
    matching: matchingOf(spec.fields("matchResources"), complaints),
    parameter: spec.has("paramRef")
      ? {
          name: parameter.text("name") ?? "",
          isClock: isClock(spec.get("paramRef")),
          namespace: parameter.text("namespace") ?? "",
          notFound: parameter.text("parameterNotFoundAction") ?? "",
        }
      : undefined,
  };
}

function matchingOf(fields: Fields, complaints: string[]): Matching {
  return {
    rules: fields.has("resourceRules") ? fields.list("resourceRules").map(ruleOf) : undefined,
    excluded: fields.list("excludeResourceRules").map(ruleOf),
    namespaces: selectorOf(fields.fields("namespaceSelector"), complaints),
    objects: selectorOf(fields.fields("objectSelector"), complaints),
  };
}

function ruleOf(fields: Fields): ResourceRule {
  return {
    groups: fields.texts("apiGroups"),
    versions: fields.texts("apiVersions"),
    operations: fields.texts("operations"),
    resources: fields.texts("resources"),
    names: fields.texts("resourceNames"),
    scope: fields.text("scope") ?? "*",
  };
}

function selectorOf(fields: Fields, complaints: string[]): LabelSelector {
  return {
    matchLabels: fields.textByName("matchLabels"),
    matchExpressions: fields.list("matchExpressions").flatMap((expression) => {
      const operator = LABEL_OPERATORS.find((one) => one === expression.text("operator"));
      if (operator !== undefined)
        return [{ key: expression.text("key") ?? "", operator, values: expression.texts("values") }];
      complaints.push("a selector has an operator that nobody knows");
      return [];
    }),
  };
}
