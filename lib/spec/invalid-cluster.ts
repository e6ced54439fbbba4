import { formatIssue, type Issue, sortIssues } from "./issues";

/** Thrown for a description that cannot be used. The message holds every issue; there is no stack trace to scroll past. */
export class InvalidCluster extends Error {
  override readonly name = "InvalidCluster";
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], what = "this description of a cluster") {
    const sorted = Object.freeze(sortIssues(issues));
    const count = sorted.length === 1 ? "1 issue" : `${sorted.length} issues`;
    super([`${what} cannot be used: ${count}`, ...sorted.map(formatIssue)].join("\n\n"));
    this.stack = this.message;
    // Not enumerable: Node prints the enumerable properties of an uncaught error, and the message says it all.
    Object.defineProperty(this, "issues", { value: sorted, enumerable: false });
    Object.defineProperty(this, "name", { value: "InvalidCluster", enumerable: false });
  }
}
