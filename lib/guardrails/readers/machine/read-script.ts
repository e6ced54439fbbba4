/** What a recognized script does: it makes a file from a template and a key of its own. */
export interface RecognizedScript {
  readonly makes: { readonly path: string; readonly from: string };
}

const PATH = "(?:/[A-Za-z0-9._-]+)+";

/**
 * The only script that is recognized, line by line: it makes the key for encryption at rest on the machine. A script can do anything,
 * so every line is compared as a whole, and one more line, or one that differs, makes it a script that nobody has judged.
 */
const MAKES_ENCRYPTION_KEY: readonly RegExp[] = [
  /^#!\/bin\/sh$/,
  /^set -eu$/,
  /^umask 077$/,
  new RegExp(`^template=(?<from>${PATH})$`),
  new RegExp(`^target=(?<path>${PATH})$`),
  /^if \[ -s "\$target" \]; then exit 0; fi$/,
  /^key=\$\(head -c 32 \/dev\/urandom \| base64 -w 0\)$/,
  /^if \[ "\$\(printf %s "\$key" \| wc -c\)" -ne 44 \]; then echo "no key could be made" >&2; exit 1; fi$/,
  /^printf 's\|%s\|%s\|\\n' '[A-Z-]+' "\$key" \| sed -f \/dev\/stdin "\$template" > "\$target\.new"$/,
  /^mv "\$target\.new" "\$target"$/,
];

/** Recognizes a script, or undefined. Comments and empty lines do nothing and are passed. */
export function recognizeScript(content: string): RecognizedScript | undefined {
  const [shebang = "", ...body] = content.split("\n");
  const lines = [shebang, ...body.filter((line) => line !== "" && !line.startsWith("#"))];
  if (lines.length !== MAKES_ENCRYPTION_KEY.length) return undefined;
  const matches = MAKES_ENCRYPTION_KEY.map((pattern, index) => pattern.exec(lines[index] ?? ""));
  if (matches.includes(null)) return undefined;
  const groups = Object.assign({}, ...matches.map((match) => match?.groups ?? {})) as {
    readonly path?: string;
    readonly from?: string;
  };
  return groups.path === undefined || groups.from === undefined
    ? undefined
    : { makes: { path: groups.path, from: groups.from } };
}
