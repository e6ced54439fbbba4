import { seconds } from "../../duration";
import type { DeliveryFact } from "../../facts/delivery";
import type { DeliverySourceFact } from "../../facts/delivery-source";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject, unjudged } from "./kubernetes-object";

const OF_ALL_SOURCES = [
  "interval",
  "timeout",
  "url",
  "ref",
  "verify",
  "secretRef",
  "ignore",
  "suspend",
  "provider",
  "serviceAccountName",
  "proxySecretRef",
];
const OF_OCI = [...OF_ALL_SOURCES, "insecure", "certSecretRef", "layerSelector"];
const OF_GIT = [...OF_ALL_SOURCES, "recurseSubmodules", "sparseCheckout"];
const OF_KUSTOMIZATION = [
  ...[
    "interval",
    "retryInterval",
    "timeout",
    "path",
    "prune",
    "wait",
    "force",
    "suspend",
    "sourceRef",
    "targetNamespace",
  ],
  ...[
    "serviceAccountName",
    "kubeConfig",
    "dependsOn",
    "healthChecks",
    "healthCheckExprs",
    "deletionPolicy",
    "commonMetadata",
  ],
  ...["namePrefix", "nameSuffix", "images", "patches", "postBuild", "decryption", "ignoreMissingComponents"],
];

/**
 * Reads an OCIRepository or GitRepository. A digest, or a commit, stands above every other reference beside it.
 *
 * @see https://fluxcd.io/flux/components/source/
 */
export function readFluxSource(object: ReadObject): readonly (DeliverySourceFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const oci = object.kind === "OCIRepository";
  const by = oci ? "digest" : "commit";
  const ref = spec.fields("ref");
  const pinned = ref.text(by);
  const moving = ref.names().map((name) => `${name}: ${String(ref.get(name))}`);
  const fact: DeliverySourceFact = {
    kind: "delivery-source",
    place: object.place,
    ours: object.ours,
    tool: "flux",
    url: spec.text("url") ?? "",
    urlAt: "spec.url",
    insecure: spec.flag("insecure") ?? false,
    reference:
      pinned === undefined
        ? { at: "spec.ref", by: "other", text: moving.join(", ") }
        : { at: `spec.ref.${by}`, by, text: pinned },
    signed: isSigned(spec, oci),
  };
  return [fact, ...leftOver(object, spec, oci ? OF_OCI : OF_GIT, complaints)];
}

/** With a commit checked out there is no tag: the commit itself must be verified. */
function isSigned(spec: Fields, oci: boolean): boolean {
  const verify = spec.fields("verify");
  const keys = (verify.fields("secretRef").text("name") ?? "") !== "";
  if (!oci) return keys && ["HEAD", "head", "TagAndHEAD"].includes(verify.text("mode") ?? "");
  const known = verify.text("provider") === "cosign" || verify.text("provider") === "notation";
  return known && (keys || verify.list("matchOIDCIdentity").length > 0);
}

/** Reads a Kustomization of Flux. */
export function readFluxKustomization(object: ReadObject): readonly (DeliveryFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const account = spec.text("serviceAccountName") ?? "";
  const fact: DeliveryFact = {
    kind: "delivery",
    place: object.place,
    ours: object.ours,
    tool: "flux",
    actsAs: account === "" ? undefined : account,
    sourceNamespace: spec.fields("sourceRef").text("namespace") ?? object.namespace,
    ownNamespace: object.namespace,
    targetNamespace: spec.text("targetNamespace"),
    otherCluster: spec.has("kubeConfig") ? JSON.stringify(spec.get("kubeConfig")) : undefined,
    prunes: spec.flag("prune") ?? false,
    repairsEvery: seconds(spec.text("interval") ?? ""),
    waits: spec.flag("wait") ?? false,
  };
  return [fact, ...leftOver(object, spec, OF_KUSTOMIZATION, complaints)];
}

/** What cannot be read must be mended; a field that nobody looked at may be allowed. */
function leftOver(
  object: ReadObject,
  spec: Fields,
  read: readonly string[],
  complaints: readonly string[],
): readonly UnknownShapeFact[] {
  const others = spec.names().filter((name) => !read.includes(name));
  return [
    ...(complaints.length > 0 ? [malformed(object.place, object.ours, complaints)] : []),
    ...(others.length > 0
      ? [
          unjudged(
            object.place,
            object.ours,
            `${object.kind} ${object.name} with spec.${others.join(", spec.")}`,
            "no rule reads these fields",
          ),
        ]
      : []),
  ];
}
