/** Writes a document with sorted keys and two spaces, so that the same input gives the same bytes. */
export function stableJson(document: unknown): string {
  return JSON.stringify(sorted(document), null, 2);
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (value === null || typeof value !== "object") return value;
  const plain =
    typeof (value as { toJSON?: unknown }).toJSON === "function" ? JSON.parse(JSON.stringify(value)) : value;
  return Object.fromEntries(
    Object.keys(plain)
      .sort()
      .map((key) => [key, sorted((plain as Record<string, unknown>)[key])]),
  );
}
