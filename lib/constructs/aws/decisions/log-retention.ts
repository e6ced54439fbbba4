import { InvalidInput } from "../../../spec/invalid-input";

/**
 * The retention times of CloudWatch Logs, in days.
 *
 * @see https://docs.aws.amazon.com/AmazonCloudWatchLogs/latest/APIReference/API_PutRetentionPolicy.html
 */
const OFFERED = [
  1, 3, 5, 7, 14, 30, 60, 90, 120, 150, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653,
] as const;

/**
 * The shortest retention that CloudWatch Logs offers and that is not shorter than what is asked for.
 *
 * @param days whole days, 1 to 3653; there is no way to ask for ever
 */
export function logRetention(days: number): number {
  const offered = Number.isInteger(days) && days >= 1 ? OFFERED.find((value) => value >= days) : undefined;
  if (offered === undefined) throw new InvalidInput(`records are kept for 1 to 3653 whole days, not for ${days}`);
  return offered;
}
