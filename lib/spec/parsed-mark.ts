/** Everything that came out of `parseCluster` of this copy of the library. */
const parsed = new WeakSet<object>();

/** Remembers data whose every check has passed. */
export function markParsed<Data extends object>(data: Data): Data {
  parsed.add(data);
  return data;
}

/** Whether a value came out of `parseCluster`. */
export function isParsed(value: unknown): boolean {
  return typeof value === "object" && value !== null && parsed.has(value);
}
