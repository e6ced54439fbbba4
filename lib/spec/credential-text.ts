/** How credentials of well-known kinds begin. */
const CREDENTIAL = [
  /\b(?:AKIA|ASIA)[0-9A-Z]{16}\b/,
  /-----BEGIN /,
  /\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]/,
  /\b(?:gh[pousr]_|github_pat_|glpat-|npm_|xox[abeprs]-|hvs\.|sk-)[A-Za-z0-9_-]{16,}/,
  /\/\/[^/\s:@]+:[^/\s@]+@/,
];
const NAME_OF_ONE =
  /(?:^|[^a-z])(?:api-?_?key|credential|passphrase|passwd|password|private-?_?key|secret|token)s?(?:$|[^a-z])/i;

/** Whether a text looks like a credential, or stands under a name that says so. Nobody can tell for every text. */
export function looksLikeCredential(name: string, text: string): boolean {
  return (NAME_OF_ONE.test(name) && text !== "") || CREDENTIAL.some((pattern) => pattern.test(text));
}
