import type { PolicyStatementFact, ResourcePolicyFact } from "../../facts/resource-policy";
import { known, unknown, type Value } from "../../value";
import { asWritten, isObject, type UncheckedObject } from "../fields";
import type { ClusterParts } from "./cluster-parts";
import type { StackDocument } from "./stack-document";

/** Where a resource carries the policy that says who may use it. */
const CARRIERS: Readonly<Record<string, { readonly at: ResourcePolicyFact["at"]; readonly attribute: string }>> = {
  aws_iam_role: { at: "role", attribute: "assume_role_policy" },
  aws_iam_role_policy: { at: "grant", attribute: "policy" },
  aws_kms_key: { at: "key", attribute: "policy" },
  aws_vpc_endpoint: { at: "endpoint", attribute: "policy" },
};

/**
 * Reads the policies that stand at roles, keys and endpoints. Expressions inside the JSON stay as they are: they may name
 * an account or a partition, and whether they do is the rule's to judge.
 *
 * @see https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html
 */
export function readResourcePolicies(stack: StackDocument, parts: ClusterParts): readonly ResourcePolicyFact[] {
  return [...stack.resources.values()].flatMap((block): readonly ResourcePolicyFact[] => {
    const carrier = Object.hasOwn(CARRIERS, block.type) ? CARRIERS[block.type] : undefined;
    if (carrier === undefined) return [];
    const { at, attribute } = carrier;
    const place = { ...block.place, path: `${block.address}.${attribute}` };
    const ours = block.ours || parts.isIdentity(block.address);
    return [{ kind: "resource-policy", place, ours, at, statements: readPolicy(block.body[attribute] ?? undefined) }];
  });
}

function readPolicy(written: unknown): Value<readonly PolicyStatementFact[] | undefined> {
  if (written === undefined) return known(undefined);
  if (typeof written !== "string") return unknown(`${asWritten(written)} is not a policy in JSON`);
  let policy: unknown;
  try {
    policy = JSON.parse(written);
  } catch {
    return unknown(`${asWritten(written)} is not a policy in JSON`);
  }
  if (!isObject(policy)) return unknown(`${asWritten(policy)} is not a policy`);
  const list =
    policy.Statement === undefined ? [] : Array.isArray(policy.Statement) ? policy.Statement : [policy.Statement];
  const statements: PolicyStatementFact[] = [];
  for (const statement of list) {
    const read = isObject(statement) ? readStatement(statement) : undefined;
    if (read === undefined) return unknown(`the statement ${asWritten(statement)} is not understood`);
    statements.push(read);
  }
  return known(statements);
}

function readStatement(statement: UncheckedObject): PolicyStatementFact | undefined {
  const known = [
    "Sid",
    "Effect",
    "Principal",
    "Action",
    "Resource",
    "Condition",
    "NotPrincipal",
    "NotAction",
    "NotResource",
  ];
  if (Object.keys(statement).some((key) => !known.includes(key))) return undefined;
  const principals = readPrincipals(statement.Principal);
  const actions = texts(statement.Action);
  const resources = texts(statement.Resource);
  const conditions = readConditions(statement.Condition);
  const effect = statement.Effect;
  if (principals === undefined || actions === undefined || resources === undefined || conditions === undefined)
    return undefined;
  if (effect !== "Allow" && effect !== "Deny") return undefined;
  return {
    sid: typeof statement.Sid === "string" ? statement.Sid : "",
    allows: effect === "Allow",
    principals,
    actions,
    resources,
    conditions,
    negated: Object.keys(statement).filter((key) => key.startsWith("Not")),
  };
}

function readPrincipals(written: unknown): readonly string[] | undefined {
  if (written === undefined) return [];
  if (typeof written === "string") return [written];
  if (!isObject(written)) return undefined;
  const found: string[] = [];
  for (const [kind, names] of Object.entries(written)) {
    const list = texts(names);
    if (list === undefined || !["AWS", "Service", "Federated", "CanonicalUser"].includes(kind)) return undefined;
    found.push(...list.map((name) => (name === "*" ? "*" : `${kind}:${name}`)));
  }
  return found;
}

function readConditions(written: unknown): PolicyStatementFact["conditions"] | undefined {
  if (written === undefined) return [];
  if (!isObject(written)) return undefined;
  const found: { operator: string; key: string; values: readonly string[] }[] = [];
  for (const [operator, tests] of Object.entries(written)) {
    if (!isObject(tests)) return undefined;
    for (const [key, value] of Object.entries(tests)) {
      const values = typeof value === "boolean" ? [String(value)] : texts(value);
      if (values === undefined) return undefined;
      found.push({ operator, key, values });
    }
  }
  return found;
}

function texts(value: unknown): readonly string[] | undefined {
  if (value === undefined) return [];
  if (typeof value === "string") return [value];
  return Array.isArray(value) && value.every((item) => typeof item === "string") ? value : undefined;
}
