import type { AdmissionPolicy, Validation } from "./policies/admission-policy";
import { everyContainer, PODS_AND_DEBUG_CONTAINERS, SPEC_CHANGES } from "./policies/pods";

/** CEL: the reference ends in a complete sha256 digest. RE2's `$` matches at the end of the text only. */
const pinned = (image: string) => `${image}.matches('^.+@sha256:[a-f0-9]{64}$')`;

const FIX = "Write the image as name@sha256:<64 hexadecimal digits>, the digest that the registry shows for its tag.";

/**
 * Pods in the namespaces of tenants run images by digest alone: a tag can be moved to another image by whoever may write
 * to the registry, and two nodes can run two images under one name.
 *
 * Containers, init containers, ephemeral containers and image volumes are judged apart, since each is a type of its own to
 * the API server's type checker.
 */
export const IMAGES_BY_DIGEST: AdmissionPolicy = {
  name: "images-by-digest",
  refuses: "images by tag: containers, init and debug containers, image volumes",
  why: "a tag can be moved to another image by whoever may write to the registry",
  where: "tenants",
  fields: [],
  resourceRules: PODS_AND_DEBUG_CONTAINERS,
  matchConditions: [SPEC_CHANGES],
  validations: [
    ...everyContainer({
      good: `has(c.image) && ${pinned("c.image")}`,
      wrong: "without a digest",
      must: "must name their images by digest",
      fix: FIX,
    }),
    everyImageVolume(),
  ],
};

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
