import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const access = (value: unknown) => closedStack({ "aws_eks_cluster.main": { access_config: value } });

/** Whoever gets into an EKS cluster by IAM is written down as an access entry. */
export const EXPLICIT_ACCESS_ONLY: Rule<"eks-cluster"> = {
  id: "explicit-access-only",
  title:
    "IAM principals get in by access entries alone, and whoever made the cluster is not its administrator for ever.",
  why: "Rights in a ConfigMap, and those of the creator, show in no plan and no review, and outlive the person who had a reason for them.",
  fix: 'Write `access_config` with authentication_mode "API" and bootstrap_cluster_creator_admin_permissions false.',
  controls: ["CIS-EKS-1.8 4.1.7", "NIST-800-53 AC-2", "NIST-800-53 AC-6"],
  judges: "eks-cluster",
  reach: "ours",
  promise: 4,
  judge({ authenticationMode: mode, creatorIsAdmin: creator }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const modeAt = "access_config.authentication_mode";
    const creatorAt = "access_config.bootstrap_cluster_creator_admin_permissions";
    if (!mode.known)
      undecided.push({ at: modeAt, got: mode.why, message: "nobody can see by which ways principals get in" });
    else if (mode.value !== "API")
      certain.push({ at: modeAt, got: mode.value, message: "the aws-auth ConfigMap may let principals in" });
    if (!creator.known)
      undecided.push({
        at: creatorAt,
        got: creator.why,
        message: "nobody can see whether the creator is an administrator",
      });
    else if (creator.value)
      certain.push({ at: creatorAt, got: "true", message: "whoever makes the cluster stays its administrator" });
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "mode API without creator", documents: [closedStack()] },
      {
        name: "the block is written as a list",
        documents: [access([{ authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: "false" }])],
      },
    ],
    fail: [
      { name: "nothing is said, which means the ConfigMap and the creator", documents: [access(null)] },
      {
        name: "both ways are open",
        documents: [
          access({ authentication_mode: "API_AND_CONFIG_MAP", bootstrap_cluster_creator_admin_permissions: false }),
        ],
      },
      {
        name: "the creator is an administrator",
        documents: [access({ authentication_mode: "API", bootstrap_cluster_creator_admin_permissions: true })],
      },
      {
        name: "a condition decides",
        documents: [
          access({
            authentication_mode: "API",
            bootstrap_cluster_creator_admin_permissions: "${var.x ? true : false}",
          }),
        ],
      },
    ],
  }),
};
