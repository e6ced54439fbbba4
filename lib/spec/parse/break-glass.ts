import { DEFAULTS } from "../defaults";
import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { malformed, outOfBounds, wrongLength } from "../problems/text";
import { list, number, section, text } from "./field";

/** With what stands around it in a certificate, the 64 characters that X.509 allows. */
const LONGEST_NAME = 30;

function judgePerson(value: string): Problem | undefined {
  if (value.length === 0 || value.length > LONGEST_NAME) return wrongLength(value, ALLOWED.person, LONGEST_NAME);
  return /^[A-Za-z0-9][A-Za-z0-9._@-]*$/.test(value) ? undefined : malformed(value, ALLOWED.person);
}

const people = list(ALLOWED.people, text(ALLOWED.person, judgePerson), (names) =>
  names.length === 0
    ? outOfBounds(names, ALLOWED.people, "name who may be let in, or leave breakGlass out")
    : undefined,
);

const longestMinutes = number(ALLOWED.breakGlassMinutes, (minutes) =>
  Number.isInteger(minutes) && minutes >= 10 && minutes <= 60
    ? undefined
    : outOfBounds(minutes, ALLOWED.breakGlassMinutes),
);

export const breakGlassSchema = section({
  people,
  longestMinutes: longestMinutes.default(DEFAULTS[1].longestMinutes),
});
