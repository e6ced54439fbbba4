import type { AdmissionPolicy, Validation } from "./admission-policy";
import { celTexts } from "./cel-text";
import { everyContainer, PODS_AND_DEBUG_CONTAINERS, SPEC_CHANGES } from "./pods";

const listed = (image: string) => `variables.registries.exists(r, ${image}.startsWith(r))`;

const FIX =
  "Copy the image into a listed registry and name it from there, registry first, or have the registry added to admission.images.registries.";

/**
 * Tenants run images from the listed registries alone. An image that names no registry comes from Docker Hub, so it is
 * refused however familiar its name is. An empty list means that tenants run nothing.
 *
 * @param registries hosts with or without a path, as the description checked them
 */
export function listedRegistries(registries: readonly string[]): AdmissionPolicy {
  return {
    name: "images-from-listed-registries",
    refuses: "images from registries that `admission.images.registries` does not list; absent without that field",
    why: "everybody may push to a public registry, under names that look familiar",
    where: "tenants",
    fields: ["admission.images.registries"],
    resourceRules: PODS_AND_DEBUG_CONTAINERS,
    matchConditions: [SPEC_CHANGES],
    // The slash ends the name: what begins like a listed one is another registry.
    variables: [{ name: "registries", expression: celTexts(registries.map((registry) => `${registry}/`)) }],
    validations: [
      ...everyContainer({
        good: `has(c.image) && ${listed("c.image")}`,
        wrong: "from a registry that is not listed",
        must: "must run images from the listed registries",
        fix: FIX,
      }),
      everyImageVolume(),
    ],
  };
}

function everyImageVolume(): Validation {
  const good = `has(v.image.reference) && ${listed("v.image.reference")}`;
  return {
    expression: `!has(object.spec.volumes) || object.spec.volumes.all(v, !has(v.image) || (${good}))`,
    message: `image volumes must name images from the listed registries. ${FIX}`,
    reason: "Forbidden",
  };
}
