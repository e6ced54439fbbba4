import { z } from "zod";
import { looksLikeCredential } from "../credential-text";
import type { LocatedProblem } from "../parse/located-problem";
import { type PlainData, valueAt } from "../parse/plain-data";
import { readEach } from "../parse/readable";
import { credentialInTag } from "../problems/tags";
import { findRepeats } from "./repeats";

const TAGS = ["profile", "tags"];
const KEYED = z.object({ key: z.string() });
const TAG = z.object({ key: z.string(), value: z.string() });

/** Each key once, in whatever case, for IAM tells no case apart; and nothing under a name that promises a credential. */
export function checkTags(data: PlainData): readonly LocatedProblem[] {
  if (valueAt(data, ["profile", "kind"]) !== "cloud") return [];
  const keys = readEach(data, TAGS, KEYED, "optional").elements;
  return [
    ...findRepeats(
      keys.map(({ path, value }) => ({ path: [...path, "key"], value: value.key.toLowerCase() })),
      "key of a tag",
    ),
    ...readEach(data, TAGS, TAG, "optional")
      // What looks like a credential by itself is complained of where it is read.
      .elements.filter(
        ({ value: { key, value } }) => looksLikeCredential(key, value) && !looksLikeCredential("", value),
      )
      .map(({ path }) => ({ path: [...path, "key"], problem: credentialInTag() })),
  ];
}
