import { formatIssue, type Issue } from "../spec/issues";

/** One thing that is wrong with a fleet file, and where it stands. */
export interface LocatedIssue extends Issue {
  /** The file as it was named. */
  readonly file: string;
  /** From 1. */
  readonly line: number;
  /** From 1, in UTF-16 units as editors count. */
  readonly column: number;
}

/** The text of an issue; its first line begins as compilers write theirs, so that editors and terminals lead there. */
export function formatLocatedIssue(issue: LocatedIssue): string {
  return `${issue.file}:${issue.line}:${issue.column}: ${formatIssue(issue)}`;
}

/** In the order in which one reads the files; no two ever tie. */
export function sortLocatedIssues(issues: readonly LocatedIssue[], files: readonly string[]): readonly LocatedIssue[] {
  const text = (issue: LocatedIssue) => JSON.stringify([issue.path, issue.code, issue.got, issue.expected, issue.fix]);
  return [...issues].sort(
    (a, b) =>
      files.indexOf(a.file) - files.indexOf(b.file) ||
      a.line - b.line ||
      a.column - b.column ||
      (text(a) < text(b) ? -1 : 1),
  );
}
