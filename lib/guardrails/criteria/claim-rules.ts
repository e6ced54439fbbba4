/** A life that a token may have at most, in seconds: nobody can revoke one. */
export const LONGEST_TOKEN_SECONDS = 3600;

/** What says that there was one factor only, or nothing at all. */
const NO_SECOND_FACTOR = ["", "pwd", "pin", "kba", "rba"];

const AMR_EXISTS = /^dyn\(claims\.\?amr\.orValue\(\[\]\)\)\.exists\((\w+), \1 in (\[.*\])\)$/;
const AMR_CONTAINS = /^("[^"\\]*") in claims\.\?amr\.orValue\(\[\]\)$/;
const ACR_IN = /^claims\.\?acr\.orValue\(""\) in (\[.*\])$/;
const ACR_CLAIM = /^claim acr = (.*)$/;
const LIFE = /^has\(claims\.exp\) && has\(claims\.iat\) && claims\.exp - claims\.iat <= (\d{1,6})$/;

/**
 * Whether a claim rule accepts only tokens whose `amr` or `acr` says that there was a second factor. An expression proves it only in a
 * form that is known as a whole: one more `||` could make it true for everybody.
 */
export function provesSecondFactor(rule: string): boolean {
  const values = acceptedValues(rule);
  return (
    values !== undefined &&
    values.length > 0 &&
    values.every((value) => typeof value === "string" && !NO_SECOND_FACTOR.includes(value))
  );
}

/** Whether a claim rule accepts only tokens that live no longer than they may. */
export function boundsLife(rule: string): boolean {
  const seconds = LIFE.exec(rule)?.[1];
  return seconds !== undefined && Number(seconds) <= LONGEST_TOKEN_SECONDS;
}

function acceptedValues(rule: string): readonly unknown[] | undefined {
  const claim = ACR_CLAIM.exec(rule)?.[1];
  if (claim !== undefined) return [claim];
  const contained = AMR_CONTAINS.exec(rule)?.[1];
  return parseList(contained === undefined ? (AMR_EXISTS.exec(rule)?.[2] ?? ACR_IN.exec(rule)?.[1]) : `[${contained}]`);
}

/** CEL lists of plain strings are JSON. */
function parseList(text: string | undefined): readonly unknown[] | undefined {
  try {
    const parsed: unknown = JSON.parse(text ?? "null");
    return Array.isArray(parsed) ? parsed : undefined;
  } catch {
    return undefined;
  }
}
