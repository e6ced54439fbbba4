import type { Finding } from "../guardrails/finding";
import { formatFinding } from "../guardrails/refusal";
import { describeReachability, type ReachabilityOptions, reachabilityDifferences } from "./expect-reachable-only-from";
import { demandRule, expectRefused } from "./expect-refused";
import type { StackLike } from "./rendered";
import { judgementFrom, type Subject } from "./subject";

/** What a matcher of jest returns. */
export interface MatcherResult {
  readonly pass: boolean;
  readonly message: () => string;
}

/** Matchers for `expect.extend`, for jest and whatever takes its matchers. `portcullis/testing/jest` installs them. */
export const portcullisMatchers = {
  /** No rule finds anything. A function is called, and is accepted when it is not refused. */
  toBeAccepted(received: Subject): MatcherResult {
    const findings = judgementFrom(received)?.findings ?? [];
    const pass = findings.length === 0;
    return {
      pass,
      message: () =>
        pass
          ? "expected some rule to refuse; none did"
          : `expected every rule to pass; findings: ${findings.length}\n\n${listed(findings)}`,
    };
  },

  /** The rule is among the findings; with a path, at a place that contains it. */
  toBeRefusedBy(received: Subject, ruleId: string, path = ""): MatcherResult {
    demandRule(ruleId);
    let found: readonly Finding[];
    try {
      found = expectRefused(received, ruleId, path);
    } catch (error) {
      return { pass: false, message: () => (error instanceof Error ? error.message : String(error)) };
    }
    return { pass: true, message: () => `expected [${ruleId}] not to refuse; it did\n\n${listed(found)}` };
  },

  /** Exactly these addresses reach the cluster in the stack. */
  toBeReachableOnlyFrom(
    received: StackLike,
    ranges: readonly string[],
    options: ReachabilityOptions = {},
  ): MatcherResult {
    const differences = reachabilityDifferences(received, ranges, options);
    const pass = differences.length === 0;
    return {
      pass,
      message: () =>
        pass
          ? `expected others to reach the cluster than ${ranges.join(", ") || "nobody"}; they do not`
          : describeReachability(ranges, options, differences),
    };
  },
} as const;

function listed(findings: readonly Finding[]): string {
  return findings.map(formatFinding).join("\n\n");
}
