import { secondsOf } from "../../spec/instant";
import type { WarningWindowFact } from "../facts/admission-policy";

/** Policies that never only warn: they hold what breaks glass to its hour, or stand in the place of Pod Security. */
const NEVER_WARN = ["break-glass-makes-nothing", "log-forwarder-alone"];
const LONGEST_WARNING = 92 * 86_400;

/** What is wrong with the time in which a policy only warns, each a sentence without its full stop. */
export function complaintsOfWindow(policy: string, { from, until, reason }: WarningWindowFact): readonly string[] {
  const [begins, ends] = [secondsOf(from), secondsOf(until)];
  const lasts = begins === undefined || ends === undefined ? Number.NaN : ends - begins;
  return [
    ...(NEVER_WARN.includes(policy) ? ["this policy never only warns"] : []),
    ...(lasts > 0 && lasts <= LONGEST_WARNING
      ? []
      : ["it does not warn for 92 days at most, from one moment to another"]),
    ...(reason === undefined ? ["no annotation says why it only warns in this time"] : []),
  ];
}
