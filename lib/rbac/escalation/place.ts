/** Said where two bounds hold in no namespace together. */
export const NOWHERE = Symbol("nowhere");

/** The one namespace in which two bounds both hold, undefined for everywhere; `nowhere` where there is none. */
export function both(a: string | undefined, b: string | undefined): string | undefined | typeof NOWHERE {
  if (a === undefined || a === b) return b;
  return b === undefined ? a : NOWHERE;
}
