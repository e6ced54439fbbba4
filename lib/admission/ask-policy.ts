import { type CelNames, type CelOutcome, celValue, evaluate } from "./cel-expression";
import type { AdmissionRequest } from "./admission-request";
import type { ClusterObjects } from "./cluster-objects";
import type { JsonObject } from "./json-object";
import { matches } from "./matches";
import type { NamedExpression, PolicyBinding, ValidatingPolicy } from "./validating-policy";

/** What a policy would say of a request. */
export type PolicyAnswer =
  /** It does not look at it, or not at what was asked. */
  | { readonly answer: "not asked" }
  | { readonly answer: "passes" }
  /** In the words of the API server. `enforced` is false where every binding that refuses only warns. */
  | { readonly answer: "refuses"; readonly messages: readonly string[]; readonly enforced: boolean }
  /** Nobody can say without the server; never a pass. */
  | { readonly answer: "unknown"; readonly why: string };

/** What the API server says itself where a policy has no parameter. */
const NO_PARAMETER = "no params found for policy binding with `Deny` parameterNotFoundAction";

/**
 * Asks a policy about a request, as the API server's own admission would.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function askPolicy(policy: ValidatingPolicy, request: AdmissionRequest, cluster: ClusterObjects): PolicyAnswer {
  if (policy.bindings.length === 0) return { answer: "not asked" };
  // Nobody can tell what it looks at either.
  const [complaint] = policy.complaints;
  if (complaint !== undefined) return { answer: "unknown", why: `the policy cannot be read: ${complaint}` };
  const looks = matches(policy.matching, request, cluster);
  if (looks === false) return { answer: "not asked" };
  if (typeof looks === "string" && !passesAnywhere(policy, request, cluster)) return { answer: "unknown", why: looks };
  const answers = policy.bindings.map((binding) => askBinding(policy, binding, request, cluster));
  const refusals = answers.flatMap((one) => (one.answer === "refuses" ? [one] : []));
  if (refusals.length > 0)
    return {
      answer: "refuses",
      messages: [...new Set(refusals.flatMap(({ messages }) => messages))],
      enforced: refusals.some(({ enforced }) => enforced),
    };
  return (
    answers.find(({ answer }) => answer === "unknown") ??
    answers.find(({ answer }) => answer === "passes") ?? { answer: "not asked" }
  );
}

/** Whether it lets the request pass in whatever namespace it is: then nobody needs to know the labels of that one. */
function passesAnywhere(policy: ValidatingPolicy, request: AdmissionRequest, cluster: ClusterObjects): boolean {
  const anywhere = { ...policy.matching, namespaces: { matchLabels: {}, matchExpressions: [] } };
  return (
    matches(anywhere, request, cluster) === true &&
    policy.bindings.every((binding) =>
      ["passes", "not asked"].includes(askBinding(policy, binding, request, cluster).answer),
    )
  );
}

function askBinding(
  policy: ValidatingPolicy,
  binding: PolicyBinding,
  request: AdmissionRequest,
  cluster: ClusterObjects,
): PolicyAnswer {
  const looks = matches(binding.matching, request, cluster);
  if (looks === false) return { answer: "not asked" };
  if (typeof looks === "string") return { answer: "unknown", why: looks };
  const enforced = binding.actions.includes("Deny");
  const parameter = parameterOf(policy, binding, request, cluster);
  if ("why" in parameter) return { answer: "unknown", why: parameter.why };
  // Where there is no parameter the API server refuses whatever the actions are, and before it asks the conditions.
  if (parameter.missing === "Deny") return { answer: "refuses", messages: [NO_PARAMETER], enforced: true };
  if (parameter.missing !== undefined) return { answer: "not asked" };
  const names = namesOf(request, cluster);
  const all = parameter.object === undefined ? names : { ...names, params: celValue(parameter.object) };
  const conditions = policy.conditions.map((one) => ({ one, told: withVariables(policy, one.expression, all) }));
  // One that is false settles it, also beside one that nobody can evaluate.
  if (conditions.some(({ told }) => "value" in told && told.value !== true)) return { answer: "not asked" };
  for (const { one, told } of conditions) if ("why" in told) return { answer: "unknown", why: inWords(one, told.why) };
  return askDemands(policy, all, enforced);
}

function askDemands(policy: ValidatingPolicy, names: CelNames, enforced: boolean): PolicyAnswer {
  const messages: string[] = [];
  const unknown: string[] = [];
  for (const { expression, message, messageExpression } of policy.demands) {
    const told = withVariables(policy, expression, names);
    if ("why" in told) unknown.push(told.why);
    else if (told.value !== true) {
      const said = messageExpression === undefined ? undefined : withVariables(policy, messageExpression, names);
      const own = said !== undefined && "value" in said && typeof said.value === "string" ? said.value : undefined;
      messages.push(own ?? message ?? `failed expression: ${expression}`);
    }
  }
  const [why] = unknown;
  if (messages.length > 0) return { answer: "refuses", messages, enforced };
  return why === undefined ? { answer: "passes" } : { answer: "unknown", why: `it cannot be evaluated here: ${why}` };
}

/** Evaluates with the variables that the expression uses, and those that they use. One that cannot be evaluated makes the whole unknown. */
function withVariables({ variables }: ValidatingPolicy, expression: string, names: CelNames): CelOutcome {
  const values = new Map<string, ReturnType<typeof celValue>>();
  const wanted = new Set<string>();
  const want = (text: string) => {
    for (const [, name = ""] of text.matchAll(/\bvariables\.(\w+)/g)) {
      if (wanted.has(name)) continue;
      wanted.add(name);
      for (const variable of variables) if (variable.name === name) want(variable.expression);
    }
  };
  want(expression);
  for (const variable of variables.filter(({ name }) => wanted.has(name))) {
    const told = evaluate(variable.expression, { ...names, variables: values });
    if ("why" in told) return { why: inWords(variable, told.why) };
    values.set(variable.name, told.value as ReturnType<typeof celValue>);
  }
  return evaluate(expression, { ...names, variables: values });
}

function inWords({ name }: NamedExpression, why: string): string {
  return `${name} cannot be evaluated here: ${why}`;
}

/** The names that expressions use. `authorizer` is none of them: what somebody may do besides, only the server knows. */
function namesOf(request: AdmissionRequest, cluster: ClusterObjects): CelNames {
  const { operation, group, version, resource = "", subResource, namespace, name, object, oldObject, asker } = request;
  const around = namespace === "" ? undefined : cluster.namespace(namespace);
  const place = { group, version, resource };
  const { username, groups, extra } = asker;
  return {
    object: celValue(object),
    oldObject: celValue(oldObject),
    request: celValue({
      operation,
      resource: place,
      requestResource: place,
      ...(subResource === "" ? {} : { subResource, requestSubResource: subResource }),
      ...(namespace === "" ? {} : { namespace }),
      ...(name === "" ? {} : { name }),
      dryRun: false,
      userInfo: {
        username,
        ...(groups.length === 0 ? {} : { groups }),
        ...(extra === undefined ? {} : { extra }),
      },
    }),
    ...(namespace === ""
      ? { namespaceObject: null }
      : around === undefined
        ? {}
        : { namespaceObject: celValue(around) }),
  };
}

type Parameter =
  | { readonly object: JsonObject | null | undefined; readonly missing?: undefined }
  | { readonly missing: string }
  | { readonly why: string };

function parameterOf(
  { paramKind }: ValidatingPolicy,
  { parameter }: PolicyBinding,
  { namespace }: AdmissionRequest,
  cluster: ClusterObjects,
): Parameter {
  // The API server gives a binding without a parameter the value null.
  if (paramKind === undefined) return { object: undefined };
  if (parameter === undefined) return { object: null };
  if (parameter.isClock && paramKind.kind === "Lease")
    return cluster.now === undefined
      ? { why: "nobody says what time it is" }
      : { object: { spec: { renewTime: cluster.now } } };
  if (parameter.name === "") return { why: "its parameter is chosen by labels, which is not followed here" };
  const { apiVersion, kind } = paramKind;
  const found =
    cluster.find(apiVersion, kind, parameter.namespace === "" ? namespace : parameter.namespace, parameter.name) ??
    cluster.find(apiVersion, kind, "", parameter.name);
  return found === undefined ? { missing: parameter.notFound } : { object: found };
}
