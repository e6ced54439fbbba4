/**
 * The day that it is in UTC, `2026-11-23`: the one look at a clock that the gate takes, and only where there are waivers. Every
 * report prints it.
 */
export function systemDay(): string {
  return new Date().toISOString().slice(0, 10);
}
