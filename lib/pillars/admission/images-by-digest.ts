import type { Manifest } from "../../plan/manifest";
import { TENANT_LABEL } from "./tenant-namespace";

const POLICY = "images-by-digest";

/** CEL: the reference ends in a complete sha256 digest. RE2's `$` matches at the end of the text only. */
const pinned = (image: string) => `${image}.matches('^.+@sha256:[a-f0-9]{64}$')`;

const FIX = "Write the image as name@sha256:<64 hexadecimal digits>, the digest that the registry shows for its tag.";

/**
 * Pods in the namespaces of tenants run images by digest alone: a tag can be moved to another image by whoever may write
 * to the registry, and two nodes can run two images under one name.
 *
 * Containers, init containers, ephemeral containers and image volumes are judged apart, since each is a type of its own to
 * the API server's type checker. An update that leaves the pod's spec as it is passes: controllers add and remove labels
 * and finalizers on pods that are older than the policy. Namespaces without the tenant's label, `kube-system` above all,
 * are not judged. When an expression cannot be evaluated, the request is refused.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/validating-admission-policy/
 */
export function imagesByDigestPolicy(): Manifest {
  return {
    id: "policy",
    pillar: "admission",
    fields: [],
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicy",
      metadata: { name: POLICY },
      spec: {
        failurePolicy: "Fail",
        matchConstraints: {
          matchPolicy: "Equivalent",
          namespaceSelector: { matchExpressions: [{ key: TENANT_LABEL, operator: "Exists" }] },
          resourceRules: [
            {
              apiGroups: [""],
              apiVersions: ["v1"],
              operations: ["CREATE", "UPDATE"],
              resources: ["pods", "pods/ephemeralcontainers"],
              scope: "Namespaced",
            },
          ],
        },
        matchConditions: [
          { name: "spec-changes", expression: "request.operation != 'UPDATE' || object.spec != oldObject.spec" },
        ],
        validations: [
          everyContainer("containers", "object.spec.containers"),
          everyContainer("init containers", "object.spec.initContainers", { optional: true }),
          everyContainer("ephemeral containers", "object.spec.ephemeralContainers", { optional: true }),
          everyImageVolume(),
        ],
      },
    },
  };
}

/** Puts the policy into force: refused and recorded. Without a binding a policy does nothing. */
export function imagesByDigestBinding(): Manifest {
  return {
    id: "binding",
    pillar: "admission",
    fields: [],
    object: {
      apiVersion: "admissionregistration.k8s.io/v1",
      kind: "ValidatingAdmissionPolicyBinding",
      metadata: { name: POLICY },
      spec: { policyName: POLICY, validationActions: ["Deny", "Audit"] },
    },
  };
}

interface Validation {
  readonly expression: string;
  /** Shown when the expression for the message cannot be evaluated. */
  readonly message: string;
  readonly messageExpression: string;
  readonly reason: "Forbidden";
}

/** Every container of a list names an image by digest. The message names those that do not. */
function everyContainer(kind: string, list: string, { optional = false } = {}): Validation {
  const good = `has(c.image) && ${pinned("c.image")}`;
  const every = `${list}.all(c, ${good})`;
  return {
    expression: optional ? `!has(${list}) || ${every}` : every,
    message: `${kind} must name their images by digest. ${FIX}`,
    messageExpression: `'${kind} without a digest: ' + ${list}.filter(c, !(${good})).map(c, c.name).join(', ') + '. ${FIX}'`,
    reason: "Forbidden",
  };
}

/** An image mounted as a volume is as movable as one that runs. */
function everyImageVolume(): Validation {
  const good = `has(v.image.reference) && ${pinned("v.image.reference")}`;
  const volumes = "object.spec.volumes";
  return {
    expression: `!has(${volumes}) || ${volumes}.all(v, !has(v.image) || (${good}))`,
    message: `image volumes must name their images by digest. ${FIX}`,
    messageExpression: `'image volumes without a digest: ' + ${volumes}.filter(v, has(v.image) && !(${good})).map(v, v.name).join(', ') + '. ${FIX}'`,
    reason: "Forbidden",
  };
}
