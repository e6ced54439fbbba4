import type { DeliveryFact } from "../../facts/delivery";
import type { DeliverySourceFact } from "../../facts/delivery-source";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject } from "./kubernetes-object";

const HERE = ["https://kubernetes.default.svc", "https://kubernetes.default.svc.cluster.local"];

/**
 * Reads an Application of Argo CD with all its sources. Its rights and signatures are its project's affair.
 *
 * @see https://argo-cd.readthedocs.io/en/stable/user-guide/application-specification/
 */
export function readArgoApplication(
  object: ReadObject,
): readonly (DeliveryFact | DeliverySourceFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const sources = [
    ...(spec.has("source") ? [{ at: "spec.source", source: spec.fields("source") }] : []),
    ...spec.list("sources").map((source, index) => ({ at: `spec.sources[${index}]`, source })),
  ];
  if (sources.length === 0) complaints.push("spec.source and spec.sources are missing");
  if (spec.has("sourceHydrator"))
    complaints.push("spec.sourceHydrator takes manifests from a branch that no rule reads");
  const destination = spec.fields("destination");
  const server = destination.text("server");
  const cluster = destination.text("name");
  const here = (server !== undefined && HERE.includes(server)) || (server === undefined && cluster === "in-cluster");
  const sync = spec.fields("syncPolicy").fields("automated");
  const delivery: DeliveryFact = {
    kind: "delivery",
    place: object.place,
    ours: object.ours,
    tool: "argo-cd",
    // The project that is always there permits every source, namespace and kind.
    actsAs: ["", "default"].includes(spec.text("project") ?? "") ? undefined : spec.text("project"),
    sourceNamespace: object.namespace,
    ownNamespace: object.namespace,
    targetNamespace: destination.text("namespace"),
    otherCluster: here ? undefined : (server ?? cluster ?? "nothing"),
    prunes: sync.flag("prune") ?? false,
    repairsEvery: undefined,
    waits: false,
  };
  return [
    delivery,
    ...sources.map(({ at, source }) => readSource(object, at, source)),
    ...(complaints.length > 0 ? [malformed(object.place, object.ours, complaints)] : []),
  ];
}

function readSource(object: ReadObject, at: string, source: Fields): DeliverySourceFact {
  const url = source.text("repoURL") ?? "";
  const text = source.text("targetRevision") ?? "";
  // A chart of a Helm repository goes by its version, which its owner may publish again.
  const by =
    source.has("chart") && !url.startsWith("oci://") ? "other" : url.startsWith("oci://") ? "digest" : "commit";
  return {
    kind: "delivery-source",
    place: object.place,
    ours: object.ours,
    tool: "argo-cd",
    url,
    urlAt: `${at}.repoURL`,
    insecure: false,
    reference: { at: `${at}.targetRevision`, by, text },
    signed: undefined,
  };
}
