import type { Problem } from "../problems/problem";
import { didYouMean, malformed, wrongLength } from "../problems/text";
import { judgeSigns } from "./visible-text";

const LONGEST = 512;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const PATH = /^(?:\/[A-Za-z0-9._-]+)*\/?$/;

/**
 * An https URL to which records are sent: one spelling, no credentials, a host and perhaps a port.
 *
 * @param path whether a path may follow
 */
export function judgeHttpsTarget(value: string, expected: string, path: boolean): Problem | undefined {
  if (value.length === 0 || value.length > LONGEST) return wrongLength(value, expected, LONGEST);
  const signs = judgeSigns(value, expected);
  if (signs !== undefined) return signs;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.host === "") return malformed(value, expected);
  if (url.protocol !== "https:")
    return malformed(value, expected, "use https: without it anybody on the way reads and writes the records");
  if (url.username !== "" || url.password !== "") {
    return malformed(
      "(a URL with credentials)",
      expected,
      "remove the credentials, and change them: they were written down",
    );
  }
  if (/[?#]/.test(value)) return malformed(value, expected, "remove the query or fragment");
  if (!path && url.pathname !== "/") return malformed(value, expected, "leave out what follows the host and port");
  const normal = url.pathname === "/" ? url.origin : url.href;
  if (normal !== value) return didYouMean(value, expected, normal);
  return HOST.test(url.hostname) && PATH.test(url.pathname) ? undefined : malformed(value, expected);
}
