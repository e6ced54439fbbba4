import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { forbiddenText, malformed, outOfBounds } from "../problems/text";
import { judgeSigns } from "./visible-text";

/** Why something is weakened, in words that reports and annotations repeat. */
export function judgeReason(why: string): Problem | undefined {
  if (why.length < 10 || why.length > 200)
    return outOfBounds(why, ALLOWED.exceptionWhy, "say in 10 to 200 characters who needs it and for what");
  const signs = judgeSigns(why, ALLOWED.exceptionWhy);
  if (signs !== undefined) return signs;
  if (why.trim() !== why) return forbiddenText(why, ALLOWED.exceptionWhy, "space at its end or beginning");
  const foreign = /[^A-Za-z0-9 ._\-:/()#,@+=&]/u.exec(why)?.[0];
  return foreign === undefined ? undefined : malformed(why, ALLOWED.exceptionWhy, `write it without ${foreign}`);
}
