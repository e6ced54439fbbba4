import type { KeptResourceFact } from "../facts/kept-resource";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const DELETION_WINDOW_DAYS = 30;

/** What cannot be made again survives a wrong plan. */
export const KEPT_FOR_GOOD: Rule<"kept-resource"> = {
  id: "kept-for-good",
  title: "Keys and control-plane records survive a plan that would destroy them, and keys are rotated.",
  why: "Without its key everything that it encrypted is lost, and without their log group nobody can say what an attacker did before he deleted it.",
  fix: "Set lifecycle.prevent_destroy on keys (or skip_destroy on a log group), enable_key_rotation, and a deletion window of 30 days.",
  controls: ["CIS-AWS-3.0 3.6", "NIST-800-53 SC-12", "NIST-800-53 AU-11"],
  judges: "kept-resource",
  reach: "ours",
  judge(fact) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const expect = <T>(
      value: KeptResourceFact["rotated"] | KeptResourceFact["retentionDays"],
      holds: (value: T) => boolean,
      message: string,
    ) => {
      if (!value.known) undecided.push({ at: "", got: value.why, message: `nobody can see whether ${message}` });
      else if (!holds(value.value as T)) certain.push({ at: "", got: String(value.value), message });
    };
    expect<boolean>(
      fact.outlivesDestroy,
      (kept) => kept,
      `the ${fact.what} is destroyed with whatever plan leaves it out`,
    );
    expect<boolean>(fact.enabled, (enabled) => enabled, "the key is disabled, and with it what it encrypts");
    expect<boolean>(fact.rotated, (rotated) => rotated, "the key is never replaced");
    expect<number | undefined>(
      fact.deletionWindowDays,
      (days) => days === undefined || days === DELETION_WINDOW_DAYS,
      `a deleted key ends sooner than AWS permits, or not at a date that AWS knows (${DELETION_WINDOW_DAYS} days)`,
    );
    // CloudWatch Logs knows no longer life than ten years, but for ever.
    expect<number | undefined>(
      fact.retentionDays,
      (days) => days === undefined || (days >= 90 && days <= 3653),
      "records are not kept for a life that CloudWatch Logs knows",
    );
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [{ name: "keys and records that are kept", documents: [closedStack()] }],
    fail: [
      {
        name: "a key that any plan may destroy",
        documents: [closedStack({ "aws_kms_key.secrets": { lifecycle: null } })],
      },
      { name: "a key that is disabled", documents: [closedStack({ "aws_kms_key.secrets": { is_enabled: false } })] },
      {
        name: "a key about whose rotation nothing is said, which means never",
        documents: [closedStack({ "aws_kms_key.secrets": { enable_key_rotation: null } })],
      },
      {
        name: "a key that is never rotated",
        documents: [closedStack({ "aws_kms_key.secrets": { enable_key_rotation: false } })],
      },
      {
        name: "a key that ends within a week",
        documents: [closedStack({ "aws_kms_key.logs": { deletion_window_in_days: 7 } })],
      },
      {
        name: "records that go with the stack",
        documents: [
          closedStack({
            "aws_cloudwatch_log_group.control_plane": { skip_destroy: false, deletion_protection_enabled: false },
          }),
        ],
      },
      {
        name: "a switch that a variable decides",
        documents: [closedStack({ "aws_kms_key.logs": { enable_key_rotation: "${var.rotate}" } })],
      },
    ],
  }),
};
