import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Place } from "../../place";
import { Fields, isObject, type UncheckedObject } from "../fields";

/** An object of a manifest with what every object has: read, but not judged. */
export interface ReadObject {
  readonly apiVersion: string;
  readonly kind: string;
  /** Empty when there is none. */
  readonly namespace: string;
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly content: UncheckedObject;
  readonly place: Place;
  readonly ours: boolean;
}

/** Something on the way from a document to its objects: content with the construct that wrote it. */
export interface Written {
  readonly content: unknown;
  readonly construct: string | undefined;
  /** Where it stands when it has no name of its own: `object 3`, `object 3, item 1`. */
  readonly position: string;
  readonly document: string;
  readonly ours: boolean;
}

/** Reads what every object has, or says why it cannot. */
export function readIdentity(written: Written): ReadObject | UnknownShapeFact {
  const complaints: string[] = [];
  const fields = Fields.of(written.content, "", complaints);
  const metadata = fields.fields("metadata");
  const apiVersion = fields.text("apiVersion");
  const kind = fields.text("kind");
  const name = metadata.text("name");
  const namespace = metadata.text("namespace") ?? "";
  const labels = metadata.textByName("labels");
  if (apiVersion === undefined) complaints.push("apiVersion is missing");
  if (kind === undefined) complaints.push("kind is missing");
  if (name === undefined || name === "") complaints.push("metadata.name is missing");
  const place = placeOf(written, kind, namespace, name);
  if (
    complaints.length > 0 ||
    !isObject(written.content) ||
    apiVersion === undefined ||
    kind === undefined ||
    name === undefined
  ) {
    return malformed(place, written.ours, complaints);
  }
  return { apiVersion, kind, namespace, name, labels, content: written.content, place, ours: written.ours };
}

/** The place of an object: `Kind/namespace/name`, or its position where it has no name. */
export function placeOf(
  written: Written,
  kind: string | undefined,
  namespace: string,
  name: string | undefined,
): Place {
  const parts = [kind, namespace === "" ? undefined : namespace, name];
  const path =
    kind === undefined || name === undefined ? written.position : parts.filter((part) => part !== undefined).join("/");
  return {
    document: written.document,
    path,
    ...(written.construct === undefined ? {} : { construct: written.construct }),
  };
}

/** An object whose kind is judged, but whose content cannot be read. It has no name to be allowed by: it must be mended. */
export function malformed(place: Place, ours: boolean, complaints: readonly string[]): UnknownShapeFact {
  return {
    kind: "unknown-shape",
    place,
    ours,
    what: `object ${place.path} that cannot be read`,
    names: [],
    why: complaints.join("; "),
  };
}

/** An object that no rule judges. A team may allow it by its construct path or by `Kind/namespace/name`. */
export function unjudged(place: Place, ours: boolean, what: string, why: string): UnknownShapeFact {
  const names = place.construct === undefined ? [place.path] : [place.construct, place.path];
  return { kind: "unknown-shape", place, ours, what, names, why };
}
