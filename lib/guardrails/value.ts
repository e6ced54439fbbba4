/**
 * A value read from a written document: either known, or not knowable from the document, with the reason. A rule must
 * look at `known` before it can see a value, so that an unknown is never taken for a pass.
 */
export type Value<T> = Known<T> | Unknown;

/** A value that the document states. */
export interface Known<T> {
  readonly known: true;
  readonly value: T;
}

/** A value that only an apply, a variable file or another document would tell. */
export interface Unknown {
  readonly known: false;
  /** Why it cannot be known, with the expression: `"${var.open}" depends on a variable`. */
  readonly why: string;
}

export function known<T>(value: T): Known<T> {
  return { known: true, value };
}

export function unknown(why: string): Unknown {
  return { known: false, why };
}

/** What follows from a value, if it is known. */
export function whenKnown<A, B>(value: Value<A>, then: (value: A) => Value<B>): Value<B> {
  return value.known ? then(value.value) : value;
}

/** A known absence replaced by what holds then. */
export function orDefault<T>(value: Value<T | undefined>, byDefault: T): Value<T> {
  return whenKnown(value, (found) => known(found ?? byDefault));
}
