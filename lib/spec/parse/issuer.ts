import { ALLOWED } from "../problems/allowed";
import type { Problem } from "../problems/problem";
import { didYouMean, malformed, wrongLength } from "../problems/text";
import { judgeSigns } from "./visible-text";

const LONGEST = 512;
const LABEL = "[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?";
const HOST = new RegExp(`^${LABEL}(?:\\.${LABEL})*$`);
const PATH = /^(?:\/(?:[A-Za-z0-9._~:@-]|%[0-9A-F]{2})*)*$/;

/**
 * An issuer that is compared with the `iss` of tokens letter by letter, so it has one spelling only.
 *
 * @see https://openid.net/specs/openid-connect-discovery-1_0.html#ProviderConfig
 */
export function judgeIssuer(value: string): Problem | undefined {
  if (value.length === 0 || value.length > LONGEST) return wrongLength(value, ALLOWED.issuer, LONGEST);
  const signs = judgeSigns(value, ALLOWED.issuer);
  if (signs !== undefined) return signs;
  const url = URL.canParse(value) ? new URL(value) : undefined;
  if (url === undefined || url.host === "") return malformed(value, ALLOWED.issuer);
  if (url.protocol !== "https:") {
    return malformed(value, ALLOWED.issuer, "use https: without it anybody on the way can hand out keys");
  }
  if (url.username !== "" || url.password !== "") {
    return malformed(
      "(a URL with credentials)",
      ALLOWED.issuer,
      "remove the credentials, and change them: they were written down",
    );
  }
  if (/[?#]/.test(value)) return malformed(value, ALLOWED.issuer, "remove the query or fragment");
  const normal = url.pathname === "/" && !value.endsWith("/") ? url.origin : url.href;
  if (normal !== value) return didYouMean(value, ALLOWED.issuer, normal);
  return HOST.test(url.hostname) && PATH.test(url.pathname) ? undefined : malformed(value, ALLOWED.issuer);
}
