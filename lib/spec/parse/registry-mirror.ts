import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { didYouMean, malformed, wrongLength } from "../problems/text";
import { judgeSigns } from "./visible-text";

const LONGEST = 253 + 14;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);

/** A registry by its origin: a path would be taken for another place of the registry's API. */
export function judgeRegistryMirror(value: string): Problem | undefined {
  const expected = ALLOWED.registryMirror;
  if (value.length === 0 || value.length > LONGEST) return wrongLength(value, expected, LONGEST);
  const signs = judgeSigns(value, expected);
  if (signs !== undefined) return signs;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.host === "") return malformed(value, expected);
  if (url.protocol !== "https:") {
    return malformed(value, expected, "use https: without it anybody on the way can hand out images");
  }
  if (url.username !== "" || url.password !== "") {
    return malformed(
      "(a URL with credentials)",
      expected,
      "remove the credentials, and change them: they were written down",
    );
  }
  if (url.search !== "" || url.hash !== "" || url.pathname !== "/" || /[?#]/.test(value)) {
    return malformed(value, expected, "leave out what follows the host and port");
  }
  if (url.origin !== value) return didYouMean(value, expected, url.origin);
  return HOST.test(url.hostname) ? undefined : malformed(value, expected);
}
