import type { NamedExpression, ResourceRule, Validation } from "./admission-policy";

/** Pods as they come and change, and debug containers, which come by a sub-resource. */
export const PODS_AND_DEBUG_CONTAINERS: readonly ResourceRule[] = [
  {
    apiGroups: [""],
    apiVersions: ["v1"],
    operations: ["CREATE", "UPDATE"],
    resources: ["pods", "pods/ephemeralcontainers"],
    scope: "Namespaced",
  },
];

/** Pods as they come: what they cannot change later. */
export const NEW_PODS: readonly ResourceRule[] = [
  { apiGroups: [""], apiVersions: ["v1"], operations: ["CREATE"], resources: ["pods"], scope: "Namespaced" },
];

/**
 * An update that leaves the spec as it is passes: controllers add and remove labels and finalizers on objects that are
 * older than the policy, and an object that cannot lose its finalizer never goes away.
 */
export const SPEC_CHANGES: NamedExpression = {
  name: "spec-changes",
  expression: "request.operation != 'UPDATE' || object.spec != oldObject.spec",
};

/** The lists of containers of a pod, each a type of its own to the API server's type checker, so each is judged apart. */
const CONTAINERS = [
  { kind: "containers", list: "object.spec.containers", always: true },
  { kind: "init containers", list: "object.spec.initContainers", always: false },
  { kind: "ephemeral containers", list: "object.spec.ephemeralContainers", always: false },
] as const;

interface EveryContainer {
  /** CEL that is true for a right container, which is called `c`. */
  readonly good: string;
  /** What is wrong with the others: `without a digest`. */
  readonly wrong: string;
  /** What all of them must do: `must name their images by digest`. */
  readonly must: string;
  /** What to write instead, a sentence. */
  readonly fix: string;
}

/** Demands the same of every container of a pod, of whatever list. The message names those that are wrong. */
export function everyContainer(
  { good, wrong, must, fix }: EveryContainer,
  { debugContainers = true } = {},
): readonly Validation[] {
  return CONTAINERS.filter(({ kind }) => debugContainers || kind !== "ephemeral containers").map(
    ({ kind, list, always }) => {
      const every = `${list}.all(c, ${good})`;
      return {
        expression: always ? every : `!has(${list}) || ${every}`,
        message: `${kind} ${must}. ${fix}`,
        messageExpression: `'${kind} ${wrong}: ' + ${list}.filter(c, !(${good})).map(c, c.name).join(', ') + '. ${fix}'`,
        reason: "Forbidden",
      };
    },
  );
}
