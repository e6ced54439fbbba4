/** A life that a token may have at most, in seconds: nobody can revoke one. */
export const LONGEST_TOKEN_SECONDS = 3600;

/**
 * The values of `amr` of which each by itself says that there were several factors, or that a key was used which nobody types:
 * then a stolen password is not enough. Codes (`otp`, `sms`, `tel`), biometrics and `user` can also be all that there was.
 *
 * @see https://www.rfc-editor.org/rfc/rfc8176#section-2
 */
const SECOND_FACTORS = ["fido", "hwk", "mfa", "pop", "sc", "swk"];

/** What `acr` says of the weakest login there is, of one factor, and of none. */
const NO_ASSURANCE = new Set(["", "0", "pwd", "pin", "kba", "rba", "password", "none", "null"]);

/** Whether a value of `acr` can say that there was a second factor. What it means beyond that, the provider alone knows. */
export function assuresSecondFactor(acr: string): boolean {
  return !NO_ASSURANCE.has(acr.trim().toLowerCase());
}

/**
 * A list that holds one of some texts. That the claim is a list must be asked first: of an object, both ways of looking search the keys.
 */
const LIST =
  /^type\(dyn\(claims\.\?(amr|acrs)\.orValue\(\[\]\)\)\) == list && dyn\(claims\.\?\1\.orValue\(\[\]\)\)\.exists\((\w+), \2 in (\[.*\])\)$/;
const ACR_IN = /^claims\.\?acr\.orValue\(""\) in (\[.*\])$/;
const ACR_CLAIM = /^claim acr = (.*)$/;
const LIFE = /^has\(claims\.exp\) && has\(claims\.iat\) && claims\.exp - claims\.iat <= (\d{1,6})$/;

const LOGIN =
  /^has\(claims\.auth_time\) && claims\.auth_time <= claims\.iat && claims\.iat - claims\.auth_time <= (\d{1,6})$/;

/** The longest ago that a login may be which a rule calls recent, in seconds. */
const LONGEST_LOGIN_SECONDS = 24 * 3600;

/** An authentication context of Microsoft Entra ID. What its policy asks for, the provider alone knows. */
const CONTEXT = /^c[1-9][0-9]?$/;

/**
 * Whether a claim rule accepts only tokens whose `amr`, `acr` or `acrs` says that there was a second factor. An expression proves it only in a
 * form that is known as a whole: one more `||` could make it true for everybody.
 */
export function provesSecondFactor(rule: string): boolean {
  const [, claim, , texts] = LIST.exec(rule) ?? [];
  if (claim !== undefined) {
    const values = parseList(texts) ?? [];
    return values.length > 0 && values.every(claim === "amr" ? isSecondFactor : isContext);
  }
  const acr = acrValues(rule) ?? [];
  return acr.length > 0 && acr.every((value) => typeof value === "string" && assuresSecondFactor(value));
}

/** Whether a claim rule accepts only tokens that live no longer than they may. */
export function boundsLife(rule: string): boolean {
  const seconds = LIFE.exec(rule)?.[1];
  return seconds !== undefined && Number(seconds) <= LONGEST_TOKEN_SECONDS;
}

/** Whether a claim rule that speaks of the time of the login bounds it; one that does not speak of it need not. */
export function boundsLoginIfAny(rule: string): boolean {
  if (!rule.includes("auth_time")) return true;
  const seconds = LOGIN.exec(rule)?.[1];
  return seconds !== undefined && Number(seconds) <= LONGEST_LOGIN_SECONDS;
}

const isSecondFactor = (value: unknown) => SECOND_FACTORS.some((factor) => factor === value);
const isContext = (value: unknown) => typeof value === "string" && CONTEXT.test(value);

function acrValues(rule: string): readonly unknown[] | undefined {
  const claim = ACR_CLAIM.exec(rule)?.[1];
  return claim === undefined ? parseList(ACR_IN.exec(rule)?.[1]) : [claim];
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
