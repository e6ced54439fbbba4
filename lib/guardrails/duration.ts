const UNITS: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1 };

/** Reads a duration as Go writes it in hours, minutes and seconds (`720h0m0s`, `5m`), in seconds; undefined for any other text. */
export function seconds(text: string): number | undefined {
  if (text === "0") return 0;
  if (!/^(\d{1,9}h)?(\d{1,9}m)?(\d{1,9}s)?$/.test(text) || text === "") return undefined;
  return [...text.matchAll(/(\d+)([hms])/g)].reduce(
    (sum, [, amount, unit]) => sum + Number(amount) * (UNITS[unit ?? ""] ?? 0),
    0,
  );
}
