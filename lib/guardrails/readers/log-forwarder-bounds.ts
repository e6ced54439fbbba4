import { seconds } from "../duration";
import type { Fields } from "./fields";

/** Whether trying again never ends. Nothing, and no time at all, means for ever; left out it means some minutes. */
export function isZero(retry: Fields): boolean {
  const value = retry.get("max_elapsed_time");
  return value === 0 || value === "0" || value === "0s";
}

/** Complains of a number outside of its bounds. */
export function within(fields: Fields, name: string, least: number, most: number): void {
  const value = fields.integer(name);
  if (value !== undefined && (value < least || value > most))
    fields.complain(name, `is ${value}, not from ${least} to ${most}`);
}

/** Whether a text is a time that is neither nothing nor longer than this. */
export function atMost(text: string, most: number): boolean {
  const found = seconds(text) ?? 0;
  return found > 0 && found <= most;
}

/** Complains of a time that is nothing, or too long. */
export function interval(fields: Fields, name: string, most: number): void {
  const value = fields.text(name);
  if (value !== undefined && !atMost(value, most))
    fields.complain(name, `is "${value}", not a time of at most ${most} s`);
}
