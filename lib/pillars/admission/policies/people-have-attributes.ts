import type { AttributeRuleInput } from "../../../spec/attribute-rule-spec";
import { attributeKey, BREAK_GLASS } from "../../../spec/derived";
import type { AdmissionPolicy } from "./admission-policy";
import { celText, celTexts } from "./cel-text";

/** Groups of whoever holds the machines, or was let in from them: no provider vouches for them. */
const FROM_THE_MACHINES = ["kubeadm:cluster-admins", BREAK_GLASS, "system:masters"];
const PREFIX = attributeKey("");

/** What the policy is made of. */
export interface PeopleHaveAttributesProps {
  readonly rules: readonly AttributeRuleInput[];
  /** Groups of certificates that hold the persona `recovery`: they carry no claims, and are there for when the provider is down. */
  readonly recoveryGroups: readonly string[];
  /** The same of single certificates, by their users. */
  readonly recoveryUsers: readonly string[];
}

/**
 * Decides on writes and on entering pods by attributes of people, which the API server takes from claims of the identity
 * provider. Somebody without the attribute is refused, and so is everybody who logs in by a method that carries none.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/authentication/#using-authentication-configuration
 */
export function peopleHaveAttributes({
  rules,
  recoveryGroups,
  recoveryUsers,
}: PeopleHaveAttributesProps): AdmissionPolicy {
  const demands = (must: AttributeRuleInput["must"]) =>
    celTexts(
      rules
        .filter((rule) => rule.must === must)
        .flatMap(({ attribute, namespaces }) => namespaces.map((namespace) => `${namespace}/${attribute}`)),
    );
  return {
    name: "people-have-attributes",
    refuses:
      "writes and entering pods by people without the attributes that `attributeRules` asks for in the namespace, or with another value than the namespace's",
    why: "a group says who somebody is, but not whether he may touch this now: for another department, or without a ticket",
    where: "tenants",
    letsPass:
      "programs, which are users `system:*`; who holds root on the machines, or was let in from them by breaking glass; certificates with the persona `recovery`, for when the provider is down",
    fields: ["attributeRules", "tenants"],
    annotations: { "portcullis.dev/reasons": reasonsOf(rules) },
    resourceRules: [
      {
        apiGroups: ["*"],
        apiVersions: ["*"],
        operations: ["CREATE", "UPDATE", "DELETE", "CONNECT"],
        resources: ["*/*"],
        scope: "Namespaced",
      },
    ],
    matchConditions: [
      { name: "not-a-program", expression: "!request.userInfo.username.startsWith('system:')" },
      {
        name: "not-from-the-machines",
        expression: `!has(request.userInfo.groups) || !request.userInfo.groups.exists(g, g in ${celTexts(FROM_THE_MACHINES)})`,
      },
    ],
    variables: [
      { name: "recoveryGroups", expression: celTexts(recoveryGroups) },
      { name: "recoveryUsers", expression: celTexts(recoveryUsers) },
      { name: "presentDemands", expression: demands("be-present") },
      { name: "equalDemands", expression: demands("equal-namespace") },
      {
        name: "recovers",
        expression:
          "request.userInfo.username in variables.recoveryUsers || (has(request.userInfo.groups) && request.userInfo.groups.exists(g, g in variables.recoveryGroups))",
      },
      { name: "present", expression: keysHere("presentDemands") },
      { name: "equal", expression: keysHere("equalDemands") },
    ],
    validations: [
      {
        expression: `variables.recovers || variables.present.all(k, ${HAS_KEY} && request.userInfo.extra[k].exists(v, v != ''))`,
        message: "people who write here must have an attribute that you have not. Log in again with it.",
        messageExpression:
          "'people who write here must have: ' + variables.present.join(', ') + '. Log in again with a token that carries it.'",
        reason: "Forbidden",
      },
      {
        expression: `variables.recovers || variables.equal.all(k, ${HAS_KEY} && has(namespaceObject.metadata.labels) && k in namespaceObject.metadata.labels && request.userInfo.extra[k].exists(v, v == namespaceObject.metadata.labels[k]))`,
        message: "people who write here must have the attributes of the namespace. Ask somebody who has them.",
        messageExpression:
          "'people who write here must have the same as the labels of the namespace: ' + variables.equal.join(', ') + '. Ask somebody who has it.'",
        reason: "Forbidden",
      },
    ],
  };
}

const HAS_KEY = "has(request.userInfo.extra) && k in request.userInfo.extra";

/** The keys that a list of `namespace/attribute` asks for in the namespace of the request. */
function keysHere(list: string): string {
  return `variables.${list}.filter(d, d.startsWith(request.namespace + '/')).map(d, ${celText(PREFIX)} + d.substring(size(request.namespace) + 1))`;
}

function reasonsOf(rules: readonly AttributeRuleInput[]): string {
  const reasons = rules.flatMap(({ attribute, must, namespaces, why }) =>
    namespaces.map((namespace) => `${namespace}: ${attribute} must ${must}: ${why}`),
  );
  return reasons.sort().join("; ");
}
