import type { ServiceFact } from "../../facts/service";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject } from "./kubernetes-object";

/** Reads a Service. One that states no type has the type `ClusterIP`. */
export function readService(object: ReadObject): readonly (ServiceFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const spec = Fields.of(object.content, "", complaints).fields("spec");
  const service: ServiceFact = {
    kind: "service",
    place: object.place,
    ours: object.ours,
    type: spec.text("type") ?? "ClusterIP",
    externalIps: spec.texts("externalIPs"),
    externalName: spec.text("externalName"),
  };
  return complaints.length === 0 ? [service] : [service, malformed(object.place, object.ours, complaints)];
}
