import { randomBytes } from "node:crypto";

/** Where secrets are written by people and programs, with or without a thought. */
export const PLACES = [
  "a Secret",
  "a Secret's text",
  "a ConfigMap",
  "a variable of a pod",
  "a variable of a template",
  "a variable of a debug container",
  "an annotation of a pod",
  "an annotation of a Secret",
  "an annotation of what kubectl applied",
  "a token that was reviewed",
  "a bearer token",
  "a header",
  "a Secret that is malformed",
  "a ConfigMap that is malformed",
  "an answer",
] as const;

export type Place = (typeof PLACES)[number];

/** A value for each place, made for one run of the corpus, that stands nowhere else. */
export type Planted = Readonly<Record<Place, string>>;

export function plant(): Planted {
  return Object.fromEntries(PLACES.map((place) => [place, `planted${randomBytes(12).toString("hex")}`])) as Planted;
}

/** The places whose values a text holds, as they are or in base64, wherever that begins. */
export function found(planted: Planted, text: string): readonly Place[] {
  return PLACES.filter((place) => spellings(planted[place]).some((spelling) => text.includes(spelling)));
}

/**
 * A value as it is, and as base64 has it behind any number of other bytes: three spellings, of which the first and the last
 * characters depend on what stands beside and are left out.
 */
function spellings(value: string): readonly string[] {
  const shifted = [0, 1, 2].map((before) => {
    const text = Buffer.from("x".repeat(before) + value)
      .toString("base64")
      .replace(/=+$/, "");
    return text.slice(before === 0 ? 0 : before + 1, -2);
  });
  return [value, Buffer.from(value).toString("hex"), ...shifted];
}
