import type { z } from "zod";
import type { Path } from "./located-problem";
import { type PlainData, valueAt } from "./plain-data";
import { readBy } from "./read-by";

/** A value and where it stands. */
export interface Located<Value> {
  readonly path: Path;
  readonly value: Value;
}

/** The elements of a list that can be read by themselves. */
export interface Readable<Value> {
  readonly elements: readonly Located<Value>[];
  /** Whether these are all: only then may anything be said about what is not there. */
  readonly complete: boolean;
}

/**
 * Reads the list at a place as far as it can be read, so that what is broken elsewhere does not hide what is wrong
 * here. A list that may be left out is then complete and empty.
 */
export function readEach<Schema extends z.ZodType>(
  data: PlainData,
  path: Path,
  schema: Schema,
  presence: "required" | "optional" = "required",
): Readable<z.output<Schema>> {
  const list = valueAt(data, path);
  if (list === undefined) return { elements: [], complete: presence === "optional" };
  if (!Array.isArray(list)) return { elements: [], complete: false };
  const results = list.map((element, index) => ({ path: [...path, index], result: readBy(schema, element) }));
  return {
    elements: results.flatMap(({ path, result }) => (result.success ? [{ path, value: result.data }] : [])),
    complete: results.every(({ result }) => result.success),
  };
}
