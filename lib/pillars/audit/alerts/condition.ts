/** What an alert looks for in one audit event. Fields are paths of the event: `user.username`. */
export type Condition =
  | { readonly kind: "is"; readonly field: string; readonly value: string }
  | { readonly kind: "begins"; readonly field: string; readonly value: string }
  | { readonly kind: "absent"; readonly field: string }
  /** One of the first three values of a list of texts. */
  | { readonly kind: "among"; readonly field: string; readonly value: string }
  | { readonly kind: "all"; readonly of: readonly Condition[] }
  | { readonly kind: "any"; readonly of: readonly Condition[] };

export const is = (field: string, value: string): Condition => ({ kind: "is", field, value });
export const begins = (field: string, value: string): Condition => ({ kind: "begins", field, value });
export const absent = (field: string): Condition => ({ kind: "absent", field });
export const among = (field: string, value: string): Condition => ({ kind: "among", field, value });
export const all = (...of: readonly Condition[]): Condition => ({ kind: "all", of });
export const any = (...of: readonly Condition[]): Condition => ({ kind: "any", of });

/** One of several values. */
export const isOneOf = (field: string, ...values: readonly string[]): Condition =>
  any(...values.map((value) => is(field, value)));
