import type { WrittenDocument } from "../../lib/guardrails/document";

/** One value of a written document, weakened. */
export interface Mutant {
  /** The document: `payments-prod (terraform)`. */
  readonly document: string;
  /** Where the value stands, nested texts opened to the end; list elements by their name or path where they have one. */
  readonly path: string;
  /** What was done to it: `flip`, `delete`, `= "*"`. */
  readonly operator: string;
  /** The document with this one value weakened. */
  readonly make: () => WrittenDocument;
}

/** A change somewhere inside a value: the place, what was done, and the whole value with it. */
export interface Change {
  readonly path: string;
  readonly operator: string;
  readonly make: () => unknown;
}

/** A change carried one level out. */
export function inside(
  changes: Iterable<Change>,
  segment: string,
  wrap: (value: unknown) => unknown,
): readonly Change[] {
  return [...changes].map(({ path, operator, make }) => ({
    path: segment + path,
    operator,
    make: () => wrap(make()),
  }));
}

/** A change of the value itself. */
export function here(operator: string, value: unknown): Change {
  return { path: "", operator, make: () => value };
}
