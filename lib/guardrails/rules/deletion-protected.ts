import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { failOn, failOrUnknown } from "../verdict";

const protection = (value: unknown) => closedStack({ "aws_eks_cluster.main": { deletion_protection: value } });

/** An EKS cluster cannot be deleted by one command. */
export const DELETION_PROTECTED: Rule<"eks-cluster"> = {
  id: "deletion-protected",
  title: "A cluster can be deleted only after its protection was taken away by a change of its own.",
  why: "One mistaken plan, or one stolen pipeline, must not be able to take a cluster and everything in it away at once.",
  fix: "Set `deletion_protection` to true; to remove the cluster for good, first apply a change that sets it to false.",
  controls: ["NIST-800-53 CP-9", "NIST-800-53 CM-5"],
  judges: "eks-cluster",
  reach: "ours",
  judge({ deletionProtection }) {
    const at = "deletion_protection";
    if (!deletionProtection.known) {
      return failOrUnknown(
        [],
        [{ at, got: deletionProtection.why, message: "nobody can see whether the cluster is protected from deletion" }],
      );
    }
    return failOn(
      deletionProtection.value ? [] : [{ at, got: "false", message: "the cluster can be deleted by one command" }],
    );
  },
  fixtures: () => ({
    pass: [
      { name: "the protection is on", documents: [closedStack()] },
      {
        name: "the protection is on by a local value",
        documents: [
          closedStack({ "aws_eks_cluster.main": { deletion_protection: "${local.on}" } }, { locals: { on: true } }),
        ],
      },
    ],
    fail: [
      { name: "the protection is off", documents: [protection(false)] },
      { name: "nothing is said, which means off", documents: [protection(null)] },
      { name: "a number instead of true", documents: [protection(1)] },
    ],
  }),
};
