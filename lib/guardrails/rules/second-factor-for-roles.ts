import type { PolicyStatementFact } from "../facts/resource-policy";
import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOn, failOrUnknown } from "../verdict";

const PRESENT = "aws:multifactorauthpresent";
const AGE = "aws:multifactorauthage";

/** Roles that lead people of IAM into a cluster, and every role that means to ask for a second factor. */
export const SECOND_FACTOR_FOR_ROLES: Rule<"person-role-trust"> = {
  id: "second-factor-for-roles",
  title: "Who takes on a role that leads into a cluster has proven a second factor, and its absence counts as no.",
  why: "`BoolIfExists` also holds where the request says nothing of a second factor, which is what every long-term access key does.",
  fix: 'Write `"Bool": {"aws:MultiFactorAuthPresent": "true"}` as the condition of each statement that lets principals of IAM in.',
  controls: ["CIS-AWS-3.0 1.10", "NIST-800-53 IA-2", "PCI-DSS-4.0.1 8.4.2"],
  judges: "person-role-trust",
  reach: "exposure",
  promise: 3,
  judge({ statements, entersCluster }) {
    if (!statements.known) {
      return failOrUnknown(
        [],
        [{ at: "", got: statements.why, message: "nobody can see whether a second factor is asked for" }],
      );
    }
    const deniedWithout = statements.value.some(deniesWithout);
    return failOn(
      statements.value.flatMap((statement, index): readonly Fault[] => {
        const at = `Statement[${index}]`;
        const conditions = statement.conditions.filter(({ key }) => isSecondFactor(key));
        if (!statement.allows) {
          return conditions.length === 0 || deniesWithout(statement) || asksEverywhere(statements.value)
            ? []
            : [
                {
                  at,
                  got: written(conditions),
                  message: "a request that says nothing of a second factor is not denied",
                },
              ];
        }
        if (!letsPeopleIn(statement) || deniedWithout || conditions.some(proves)) return [];
        if (conditions.length === 0 && !entersCluster) return [];
        return [
          {
            at,
            got: conditions.length === 0 ? "no condition" : written(conditions),
            message:
              conditions.length === 0
                ? "the role leads into the cluster without a second factor"
                : "the condition also holds without a second factor",
          },
        ];
      }),
    );
  },
  fixtures: () => ({
    pass: [
      {
        name: "a second factor that must be there",
        documents: trusting({ Bool: { "aws:MultiFactorAuthPresent": "true" } }),
      },
      {
        name: "one that is not older than an hour",
        documents: trusting({ NumericLessThan: { "aws:MultiFactorAuthAge": "3600" } }),
      },
      {
        name: "everything denied without one",
        documents: trusting(undefined, { BoolIfExists: { "aws:MultiFactorAuthPresent": "false" } }),
      },
    ],
    fail: [
      {
        name: "one only if the request speaks of it",
        documents: trusting({ BoolIfExists: { "aws:MultiFactorAuthPresent": "true" } }),
      },
      {
        name: "the same in other letters",
        documents: trusting({ boolifexists: { "AWS:multifactorauthpresent": true } }),
      },
      { name: "its absence", documents: trusting({ Bool: { "aws:MultiFactorAuthPresent": "false" } }) },
      { name: "either answer", documents: trusting({ Bool: { "aws:MultiFactorAuthPresent": ["true", "false"] } }) },
      {
        name: "an age only if there is one",
        documents: trusting({ NumericLessThanIfExists: { "aws:MultiFactorAuthAge": "3600" } }),
      },
      {
        name: "denied only where the request says no",
        documents: trusting(undefined, { Bool: { "aws:MultiFactorAuthPresent": "false" } }),
      },
      { name: "a role that an access entry lets in, without one", documents: trusting(undefined, undefined, true) },
    ],
  }),
};

function isSecondFactor(key: string): boolean {
  return [PRESENT, AGE].includes(key.toLowerCase());
}

/** A condition that holds only where a second factor was proven. */
function proves({ operator, key, values }: PolicyStatementFact["conditions"][number]): boolean {
  const [kind, name] = [operator.toLowerCase(), key.toLowerCase()];
  if (name === PRESENT)
    return kind === "bool" && values.length > 0 && values.every((value) => value.toLowerCase() === "true");
  return kind === "numericlessthan" || kind === "numericlessthanequals";
}

/** Whether all is denied to whoever has no second factor, or does not speak of it, and on no other condition. */
function deniesWithout({ allows, conditions, actions, principals }: PolicyStatementFact): boolean {
  const [only] = conditions;
  if (allows || conditions.length !== 1 || only === undefined) return false;
  return (
    only.operator.toLowerCase() === "boolifexists" &&
    only.key.toLowerCase() === PRESENT &&
    only.values.length === 1 &&
    only.values[0]?.toLowerCase() === "false" &&
    principals.some(({ name }) => name === "*") &&
    actions.some((action) => ["*", "sts:*", "sts:assumerole"].includes(action.toLowerCase()))
  );
}

function letsPeopleIn({ principals }: PolicyStatementFact): boolean {
  return principals.some(({ kind }) => kind === "AWS" || kind === "everybody else");
}

function asksEverywhere(statements: readonly PolicyStatementFact[]): boolean {
  return statements.filter((one) => one.allows && letsPeopleIn(one)).every(({ conditions }) => conditions.some(proves));
}

function written(conditions: PolicyStatementFact["conditions"]): string {
  return conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(", ")}`).join("; ");
}

function trusting(Condition?: unknown, denied?: unknown, entry = false) {
  const AWS = "arn:aws:iam::123456789012:root";
  const allow = {
    Effect: "Allow",
    Principal: { AWS },
    Action: "sts:AssumeRole",
    ...(Condition === undefined ? {} : { Condition }),
  };
  const deny = { Effect: "Deny", Principal: "*", Action: "sts:AssumeRole", Condition: denied };
  return [
    closedStack({
      "aws_iam_role.recovery": {
        name: "recovery-of-prod",
        assume_role_policy: JSON.stringify({
          Version: "2012-10-17",
          Statement: denied === undefined ? [allow] : [allow, deny],
        }),
      },
      ...(entry ? { "aws_eks_access_entry.recovery": { principal_arn: "${aws_iam_role.recovery.arn}" } } : {}),
    }),
  ];
}
