import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject, unjudged } from "./kubernetes-object";

/** Types of Secrets that are credentials even without data: Kubernetes fills them in, or lets machines join with them. */
const CREDENTIAL_TYPES = ["kubernetes.io/service-account-token", "bootstrap.kubernetes.io/token"];

/**
 * A Secret in a manifest is a secret in a file. One with data, or of a type that is a credential by itself, is unjudged:
 * whether what stands in it is secret cannot be seen. An empty one that something fills in the cluster is nothing.
 */
export function readSecret(object: ReadObject): readonly UnknownShapeFact[] {
  const complaints: string[] = [];
  const fields = Fields.of(object.content, "", complaints).only(
    "apiVersion",
    "kind",
    "metadata",
    "type",
    "data",
    "stringData",
    "immutable",
  );
  const type = fields.text("type") ?? "Opaque";
  const keys = [...fields.fields("data").names(), ...fields.fields("stringData").names()];
  if (complaints.length > 0) return [malformed(object.place, object.ours, complaints)];
  if (CREDENTIAL_TYPES.includes(type)) {
    return [
      unjudged(
        object.place,
        object.ours,
        `Secret ${object.name} of the type ${type}`,
        "it is a credential that does not expire by itself",
      ),
    ];
  }
  if (keys.length === 0) return [];
  return [
    unjudged(
      object.place,
      object.ours,
      `Secret ${object.name} with the keys ${keys.join(", ")}`,
      "a secret in a manifest is readable by everybody who reads the file",
    ),
  ];
}
