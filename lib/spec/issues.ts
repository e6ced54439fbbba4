/**
 * The catalogue of everything that can be wrong with a description. Codes are public API and are never renamed. The
 * prose of every issue is made in `problems/` and nowhere else, so that all wording can be reviewed at a sitting.
 */
export type IssueCode =
  | "unknown-key"
  | "missing"
  | "wrong-type"
  | "not-allowed"
  | "malformed"
  | "out-of-bounds"
  | "duplicate"
  | "token"
  | "open-range"
  | "overlapping"
  | "unresolved-name"
  | "one-way-in"
  | "unproven-mfa"
  | "not-on-this-profile"
  | "looser";

/** One thing that is wrong with a description. */
export interface Issue {
  readonly code: IssueCode;
  /** Where, dotted: `apiServer.reachableFrom[0].cidr`. The empty string is the whole description. */
  readonly path: string;
  /** What was found, as one would write it. */
  readonly got: string;
  /** What is allowed there. */
  readonly expected: string;
  /** What to change. */
  readonly fix: string;
}

/** The text of an issue, four parts in fixed order. */
export function formatIssue(issue: Issue): string {
  return [
    `${issue.path === "" ? "(the description)" : issue.path}  [${issue.code}]`,
    `  got       ${issue.got}`,
    `  allowed   ${issue.expected}`,
    `  fix       ${issue.fix}`,
  ].join("\n");
}

/** Made when the first issues are sorted: it takes longer to make than all the sorting. */
let byReading: Intl.Collator | undefined;

/**
 * Issues by path, numbers in paths by value, then by code; no two issues ever tie, so that the same mistakes give the
 * same text whatever found them first.
 */
export function sortIssues(issues: readonly Issue[]): readonly Issue[] {
  const plain = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);
  byReading ??= new Intl.Collator("en", { numeric: true });
  const { compare } = byReading;
  return [...issues].sort(
    (a, b) =>
      compare(a.path, b.path) ||
      plain(a.path, b.path) ||
      plain(a.code, b.code) ||
      plain(a.got, b.got) ||
      plain(a.expected, b.expected) ||
      plain(a.fix, b.fix),
  );
}
