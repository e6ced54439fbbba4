import { askPolicy } from "../ask-policy";
import { ClusterObjects, groupOf, identityOf } from "../cluster-objects";
import { type JsonObject, textAt } from "../json-object";
import { readPolicies } from "../read-policies";
import type { ValidatingPolicy } from "../validating-policy";
import { estateRequests } from "./estate-requests";

/** An object of an estate with the file that it stands in. */
export interface EstateObject {
  readonly source: string;
  readonly object: JsonObject;
}

/** What a policy says of one object. */
export interface EstateAnswer {
  readonly policy: string;
  readonly source: string;
  /** `Deployment shop/web`. */
  readonly object: string;
  /** Whether the object is meant, or the pods that a controller makes of it. */
  readonly what: "itself" | "its pods";
}

export interface EstateRefusal extends EstateAnswer {
  /** In the policy's words: what is wrong, and what to change. */
  readonly message: string;
  /** False where the policy only warns for now. */
  readonly enforced: boolean;
}

/** Something that nobody can say without the API server. */
export interface EstateUnknown extends EstateAnswer {
  readonly why: string;
}

/** What policies would say of everything that somebody runs. */
export interface EstateAnswers {
  readonly policies: readonly string[];
  /** Policies that no object here can be asked about: they look at who asks, or at other acts than making something. */
  readonly unasked: readonly string[];
  readonly refusals: readonly EstateRefusal[];
  readonly unknown: readonly EstateUnknown[];
  readonly objects: number;
  /** How many of these are not asked about, because what is delivered with the policies replaces them. */
  readonly replaced: number;
}

/**
 * Asks policies about everything that stands in a cluster, as if it were made anew beside what is delivered with them: which of it
 * would be refused.
 *
 * @param now what time it is, a moment in UTC: policies may warn up to one
 * @param delivered the policies with their bindings and all that is applied with them, namespaces, quotas and limits among it
 */
export function askEstate(
  delivered: readonly JsonObject[],
  estate: readonly EstateObject[],
  now: string,
): EstateAnswers {
  const policies = readPolicies(delivered);
  const cluster = new ClusterObjects([...estate.map(({ object }) => object), ...delivered], now);
  const refusals: EstateRefusal[] = [];
  const unknown: EstateUnknown[] = [];
  const asked = new Set<ValidatingPolicy>();
  const own = new Set(delivered.map(identityOf));
  const staying = estate.filter(({ object }) => !own.has(identityOf(object)));
  for (const { source, object } of staying)
    for (const { request, what } of estateRequests(object, cluster))
      for (const policy of policies) {
        const told = askPolicy(policy, request, cluster);
        if (told.answer === "not asked") continue;
        asked.add(policy);
        const answer = { policy: policy.name, source, object: nameOf(object), what };
        if (told.answer === "unknown") unknown.push({ ...answer, why: told.why });
        if (told.answer === "refuses")
          refusals.push(...told.messages.map((message) => ({ ...answer, message, enforced: told.enforced })));
      }
  return {
    policies: policies.map(({ name }) => name),
    unasked: policies.filter((policy) => !asked.has(policy)).map(({ name }) => name),
    refusals,
    unknown,
    objects: estate.length,
    replaced: estate.length - staying.length,
  };
}

function nameOf(object: JsonObject): string {
  const namespace = textAt(object, "metadata", "namespace");
  const group = groupOf(textAt(object, "apiVersion"));
  const kind = `${textAt(object, "kind")}${group.includes(".") && !group.endsWith(".k8s.io") ? `.${group}` : ""}`;
  return `${kind} ${namespace === "" ? "" : `${namespace}/`}${textAt(object, "metadata", "name")}`;
}
