/** Beginnings and shapes of credentials that many systems hand out. */
const SHAPES: readonly RegExp[] = [
  /(?<![A-Za-z0-9])(?:AKIA|ASIA)[A-Z0-9]{16}(?![A-Za-z0-9])/,
  /-{5}BEGIN\s/,
  /(?<![A-Za-z0-9])eyJ[\w-]{10,}\.[\w-]+/,
  /(?<![A-Za-z0-9])(?:gh[opsru]_|github_pat_|glpat-|hvs\.|npm_|sk-|xox[abeprs]-)[\w-]{16,}/,
  /:\/\/[^\s/:@]+:[^\s/@]+@/,
];
const WORDS = ["apikey", "credential", "passphrase", "passwd", "password", "privatekey", "secret", "token"];

/** Whether a value is a credential by its shape, or stands under a name that promises one. */
export function isCredential(name: string, value: string): boolean {
  if (SHAPES.some((shape) => shape.test(value))) return true;
  const words = name
    .toLowerCase()
    .replace(/(?<=api|private)[-_](?=key)/g, "")
    .split(/[^a-z]+/);
  return value !== "" && words.some((word) => WORDS.includes(word.replace(/s$/, "")) || WORDS.includes(word));
}
