import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { forbiddenText, malformed, outOfBounds } from "../problems/text";
import { list, section, text } from "./field";
import { judgeSource } from "./range";
import { judgeSigns } from "./visible-text";

/** A reason that can stand in the description of a security group rule. */
export function judgeWhy(why: string): Problem | undefined {
  if (why.length < 3 || why.length > 100)
    return outOfBounds(why, ALLOWED.why, "say in 3 to 100 characters why this range is let in");
  const signs = judgeSigns(why, ALLOWED.why);
  if (signs !== undefined) return signs;
  if (why.trim() !== why) return forbiddenText(why, ALLOWED.why, "space at its end or beginning");
  const foreign = /[^A-Za-z0-9 ._\-:/()#,@[\]+=&;{}!$*]/u.exec(why)?.[0];
  return foreign === undefined ? undefined : malformed(why, ALLOWED.why, `write it without ${foreign}`);
}

export const sourcesSchema = list(
  ALLOWED.sources,
  section({ cidr: text(ALLOWED.cidr, judgeSource), why: text(ALLOWED.why, judgeWhy) }),
);
