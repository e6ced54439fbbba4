import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const LONGEST_WAIT_DAYS = 30;
const key = (changes: Readonly<Record<string, unknown>>) => closedStack({ "aws_kms_key.secrets": changes });

/** A key of ours works, changes its material, and is not gone by one mistake. */
export const KEYS_KEPT: Rule<"encryption-key"> = {
  id: "keys-kept",
  title: "Keys that encrypt secrets and logs are enabled, change every year and can be saved for 30 days after a deletion.",
  why: "Whoever deletes the key destroys what it encrypts, and a key that never changes makes all of it readable when it leaks once.",
  fix: "Leave `is_enabled` out, set `enable_key_rotation` to true and `deletion_window_in_days` to 30.",
  controls: ["CIS-AWS-3.0 3.6", "NIST-800-53 SC-12"],
  judges: "encryption-key",
  reach: "ours",
  judge({ enabled, rotates, deletionWindowDays }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const doubt = (at: string, got: string) => undecided.push({ at, got, message: "nobody can see how the key is kept" });
    if (!enabled.known) doubt("is_enabled", enabled.why);
    else if (!enabled.value) certain.push({ at: "is_enabled", got: "false", message: "the key is disabled, and with it the cluster" });
    if (!rotates.known) doubt("enable_key_rotation", rotates.why);
    else if (!rotates.value) {
      certain.push({ at: "enable_key_rotation", got: "false", message: "the material of the key never changes" });
    }
    if (!deletionWindowDays.known) doubt("deletion_window_in_days", deletionWindowDays.why);
    else if (deletionWindowDays.value < LONGEST_WAIT_DAYS) {
      const got = `${deletionWindowDays.value} days`;
      certain.push({ at: "deletion_window_in_days", got, message: "too little time to notice that the key is being deleted" });
    }
    return failOrUnknown(certain, undecided);
  },
  fixtures: {
    pass: [
      { name: "a key that changes every year", documents: [closedStack()] },
      { name: "all of it is written", documents: [key({ is_enabled: true, deletion_window_in_days: "30" })] },
    ],
    fail: [
      { name: "the key is disabled", documents: [key({ is_enabled: false })] },
      { name: "the key never changes", documents: [key({ enable_key_rotation: "false" })] },
      { name: "nothing is said, which means that it never changes", documents: [key({ enable_key_rotation: null })] },
      { name: "a week until it is gone", documents: [key({ deletion_window_in_days: 7 })] },
      { name: "a variable says how long", documents: [key({ deletion_window_in_days: "${var.days}" })] },
    ],
  },
};
