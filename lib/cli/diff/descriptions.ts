import { isDeepStrictEqual } from "node:util";
import { OVERRIDABLE } from "../../fleet-file/overridable";
import { describeValue } from "../../spec/describe-value";
import type { PlainData } from "../../spec/parse/plain-data";

/** A field of the description that differs. */
export interface FieldChange {
  readonly field: string;
  /** The value, or of a list the elements that the other side has not. */
  readonly old: string;
  readonly next: string;
  /** Whether the new value is tighter or looser, where that is known. */
  readonly posture: "tighter" | "looser" | "unknown";
}

/** Compares two checked descriptions, every default filled in. */
export function compareDescriptions(old: unknown, next: unknown): readonly FieldChange[] {
  return compare(plain(old), plain(next), "");
}

function compare(old: PlainData, next: PlainData, field: string): readonly FieldChange[] {
  if (isDeepStrictEqual(old, next)) return [];
  const order = OVERRIDABLE.get(field);
  if (order === undefined && isRecord(old) && isRecord(next)) {
    return [...new Set([...Object.keys(old), ...Object.keys(next)])].flatMap((key) =>
      compare(old[key], next[key], field === "" ? key : `${field}.${key}`),
    );
  }
  const isTighter = order?.holds(old, next) === true;
  const isLooser = order?.holds(next, old) === true;
  const posture = isTighter === isLooser ? "unknown" : isTighter ? "tighter" : "looser";
  // Of two lists, what only one of them holds.
  const only = (list: PlainData, other: PlainData) =>
    Array.isArray(list) && Array.isArray(other)
      ? list.filter((one) => !other.some((same) => isDeepStrictEqual(one, same)))
      : list;
  return [{ field, old: describe(only(old, next)), next: describe(only(next, old)), posture }];
}

/** In full where that is short: a length alone would not say what came. */
function describe(value: PlainData): string {
  if (value === undefined || (Array.isArray(value) && value.length === 0)) return "nothing";
  const text = JSON.stringify(value);
  return text.length <= 200 ? text : describeValue(value);
}

function plain(value: unknown): PlainData {
  return value === undefined ? undefined : (JSON.parse(JSON.stringify(value)) as PlainData);
}

function isRecord(value: PlainData): value is { readonly [key: string]: PlainData } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
