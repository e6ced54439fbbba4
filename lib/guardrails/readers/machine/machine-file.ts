import type { UnknownShapeFact } from "../../facts/unknown-shape";
import type { Place } from "../../place";

/** A file that will lie on a machine. */
export interface MachineFile {
  /** Absolute path on the machine; empty for a text that has none. */
  readonly path: string;
  readonly content: string;
  readonly place: Place;
  readonly ours: boolean;
}

/** Something on a machine that no reader understands. A team may allow it by its place. */
export function notUnderstood(file: Pick<MachineFile, "place" | "ours">, what: string, why: string): UnknownShapeFact {
  return { kind: "unknown-shape", place: file.place, ours: file.ours, what, names: [file.place.path], why };
}
