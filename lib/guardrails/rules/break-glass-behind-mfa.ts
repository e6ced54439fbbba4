import { comparesOne } from "../criteria/policy-condition";
import type { RoleTrust } from "../facts/role-trust";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const LONGEST_SECONDS = 3600;
const FRESH_SECONDS = 3600;
const PRESENT = "aws:MultiFactorAuthPresent";
const AGE = "aws:MultiFactorAuthAge";
/** One user by name, in the account that its reference or number gives. */
const ONE_USER =
  /^AWS (?:arn:(?:«partition»|aws[a-z-]*):iam::(?:«account»|\d{12}):user\/[A-Za-z0-9+=,.@_/-]+|«aws_iam_user\.[\w-]+»)$/;

type Written = Readonly<Record<string, unknown>>;
const ASKED = { Bool: { [PRESENT]: "true" } };
const FRESH = { NumericLessThan: { [AGE]: "900" } };
const NAMED = { StringEquals: { "sts:RoleSessionName": "$${aws:username}" } };

/** Roles of AWS that lead into the group for emergencies. */
export const BREAK_GLASS_BEHIND_MFA: Rule<"break-glass-role"> = {
  id: "break-glass-behind-mfa",
  title:
    "An IAM role for emergencies is taken on by named users with a fresh second factor, for at most an hour, under their own name.",
  why: "A stolen access key alone would break the glass. BoolIfExists also holds where nobody was asked for a second factor, as with every access key.",
  fix: `Use BreakGlassRole: Bool on ${PRESENT}, NumericLessThan on ${AGE}, StringEquals of sts:RoleSessionName with the user's name, and max_session_duration 3600.`,
  controls: ["CIS-AWS-3.0 1.10", "NIST-800-53r5 IA-2(1)", "NIST-800-53r5 AC-2(2)"],
  judges: "break-glass-role",
  reach: "exposure",
  promise: 4,
  judge({ trusts, longestSession }) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    if (!longestSession.known)
      undecided.push({
        at: "max_session_duration",
        got: longestSession.why,
        message: "nobody can see how long a session lives",
      });
    else if (longestSession.value > LONGEST_SECONDS) {
      const message = `a session lives for more than ${LONGEST_SECONDS} seconds`;
      certain.push({ at: "max_session_duration", got: String(longestSession.value), message });
    }
    if (!trusts.known)
      undecided.push({
        at: "assume_role_policy",
        got: trusts.why,
        message: "nobody can see whether a second factor is asked for",
      });
    else certain.push(...trusts.value.flatMap(faultsOf));
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "two users with a second factor of a quarter of an hour", documents: [roleOf()] },
      { name: "the hour that AWS takes by itself", documents: [roleOf({}, { max_session_duration: undefined })] },
    ],
    fail: [
      { name: "no condition", documents: [roleOf({ Condition: undefined })] },
      {
        name: "a second factor where one is mentioned",
        documents: [condition({ BoolIfExists: { [PRESENT]: "true" }, ...FRESH, ...NAMED })],
      },
      { name: "no second factor", documents: [condition({ Bool: { [PRESENT]: "false" }, ...FRESH, ...NAMED })] },
      {
        name: "a second factor or none",
        documents: [condition({ Bool: { [PRESENT]: ["true", "false"] }, ...FRESH, ...NAMED })],
      },
      { name: "a second factor of any age", documents: [condition({ ...ASKED, ...NAMED })] },
      {
        name: "a second factor of this morning",
        documents: [condition({ ...ASKED, NumericLessThan: { [AGE]: "36000" }, ...NAMED })],
      },
      {
        name: "an age that is compared where there is one",
        documents: [condition({ ...ASKED, NumericLessThanIfExists: { [AGE]: "900" }, ...NAMED })],
      },
      { name: "a session under any name", documents: [condition({ ...ASKED, ...FRESH })] },
      {
        name: "everybody of the account",
        documents: [roleOf({ Principal: { AWS: "arn:aws:iam::123456789012:root" } })],
      },
      { name: "everybody", documents: [roleOf({ Principal: "*" })] },
      {
        name: "another role, whose session carries no second factor",
        documents: [roleOf({ Principal: { AWS: "arn:aws:iam::123456789012:role/dev" } })],
      },
      { name: "tokens of an identity provider", documents: [roleOf({ Action: "sts:AssumeRoleWithWebIdentity" })] },
      { name: "half a day", documents: [roleOf({}, { max_session_duration: 43_200 })] },
      { name: "a length that a variable gives", documents: [roleOf({}, { max_session_duration: "${var.length}" })] },
      {
        name: "a trust that is written elsewhere",
        documents: [roleOf({}, { assume_role_policy: "${data.aws_iam_policy_document.trust.json}" })],
      },
      {
        name: "a role that is elsewhere",
        documents: [closedStack({ "aws_eks_access_entry.glass": entry("arn:aws:iam::123456789012:role/glass") })],
      },
    ],
  }),
};

function faultsOf({ principals, actions, conditions }: RoleTrust, index: number): readonly Fault[] {
  const faults: Fault[] = [];
  const at = `assume_role_policy.Statement[${index}]`;
  const fault = (got: string, message: string) => faults.push({ at, got, message });
  const holds = (operators: readonly string[], key: string, good: (value: string) => boolean) =>
    conditions.some((one) => comparesOne(one, operators, key, good));
  const written =
    conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(" or ")}`).join(", ") ||
    "no condition";
  if (!holds(["Bool"], PRESENT, (value) => value === "true"))
    fault(written, "it does not ask for a second factor in every case");
  const fresh = (value: string) => /^\d{1,5}$/.test(value) && Number(value) <= FRESH_SECONDS;
  if (!holds(["NumericLessThan", "NumericLessThanEquals"], AGE, fresh))
    fault(written, `the second factor may be older than ${FRESH_SECONDS} seconds`);
  if (!holds(["StringEquals"], "sts:RoleSessionName", (value) => value === "${aws:username}"))
    fault(written, "the cluster's records do not show who it was: the session may bear any name");
  for (const principal of principals.filter((one) => !ONE_USER.test(one)))
    fault(principal, "it is no user by name: only users carry a second factor that a trust policy can see");
  if (principals.length === 0) fault("nobody", "it names no user");
  for (const action of actions.filter((one) => one !== "sts:AssumeRole"))
    fault(action, "a user takes the role on by sts:AssumeRole");
  return faults;
}

function entry(principal_arn: string): Written {
  return { cluster_name: "prod", principal_arn, kubernetes_groups: ["portcullis:break-glass"] };
}

function condition(Condition: Written) {
  return roleOf({ Condition });
}

function roleOf(statement: Written = {}, role: Written = {}) {
  const trust = {
    Effect: "Allow",
    Principal: { AWS: ["arn:aws:iam::123456789012:user/alice", "arn:aws:iam::123456789012:user/bob"] },
    Action: "sts:AssumeRole",
    Condition: { ...ASKED, ...FRESH, ...NAMED },
    ...statement,
  };
  return closedStack({
    "aws_iam_role.glass": {
      name: "glass",
      max_session_duration: 3600,
      assume_role_policy: JSON.stringify({ Version: "2012-10-17", Statement: [trust] }),
      ...role,
    },
    "aws_eks_access_entry.glass": entry("${aws_iam_role.glass.arn}"),
  });
}
