import { InvalidInput } from "./invalid-input";
import { formatIssue, type Issue, sortIssues } from "./issues";

/** Thrown for a description that cannot be used. The message holds every issue; there is no stack trace to scroll past. */
export class InvalidCluster extends InvalidInput {
  declare readonly issues: readonly Issue[];

  constructor(issues: readonly Issue[], what = "this description of a cluster") {
    const sorted = Object.freeze(sortIssues(issues));
    const count = sorted.length === 1 ? "1 issue" : `${sorted.length} issues`;
    super([`${what} cannot be used: ${count}`, ...sorted.map(formatIssue)].join("\n\n"));
    Object.defineProperty(this, "issues", { value: sorted, enumerable: false });
  }
}
