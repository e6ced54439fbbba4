/**
 * The seconds since 1970 of a moment in UTC, written `2026-12-01T18:00:00Z`; undefined for every other text, for a day that does not
 * exist, and outside of this century. There are ten digits.
 *
 * @see https://www.rfc-editor.org/rfc/rfc3339#section-5.6
 */
export function secondsOf(instant: string): number | undefined {
  if (!/^20\d\d-\d\d-\d\dT\d\d:\d\d:\d\dZ$/.test(instant)) return undefined;
  const time = Date.parse(instant);
  if (Number.isNaN(time) || `${new Date(time).toISOString().slice(0, 19)}Z` !== instant) return undefined;
  const seconds = time / 1000;
  return String(seconds).length === 10 ? seconds : undefined;
}
