import type { PolicyStatementFact, ResourcePolicyFact } from "../facts/resource-policy";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown, type Verdict } from "../verdict";
import { ownAccountAloneFixtures } from "./own-account-alone.fixtures";

/** Keys, roles and endpoints of ours serve the own account, and services of AWS for one purpose. */
export const OWN_ACCOUNT_ALONE: Rule<"resource-policy"> = {
  id: "own-account-alone",
  title:
    "Policies of keys, roles and endpoints let in the own account and services of AWS for one purpose, and nobody else.",
  why: "Whoever may use the key reads all secrets, and whoever may take on the role acts as the cluster, from any account in the world.",
  fix: "Write principals as `arn:<partition>:iam::<account>:...` with the references of the constructs; give services and `*` a condition on your own account or resource.",
  controls: ["NIST-800-53 AC-3", "NIST-800-53 AC-6", "NIST-800-53 SC-12"],
  judges: "resource-policy",
  reach: "ours",
  judge: judgePolicy,
  fixtures: ownAccountAloneFixtures,
};

type Answer = { readonly sure: boolean; readonly message: string } | undefined;

function judgePolicy({ guards, statements }: ResourcePolicyFact): Verdict {
  const at = guards === "role" || guards === "role of a cluster" ? "assume_role_policy" : "policy";
  if (!statements.known) {
    return failOrUnknown([], [{ at, got: statements.why, message: `nobody can see who may use the ${guards}` }]);
  }
  if (statements.value === undefined) {
    if (guards === "encryption key") return failOrUnknown([], []);
    return failOrUnknown([{ at, got: "nothing", message: `everybody may use the ${guards}` }], []);
  }
  const certain: Fault[] = [];
  const undecided: Fault[] = [];
  for (const statement of statements.value.filter(({ allows }) => allows)) {
    for (const principal of statement.principals) {
      const answer = judgePrincipal(principal, statement, guards);
      if (answer === undefined) continue;
      const fault = { at, got: `${principal.kind} ${principal.name}`, message: answer.message };
      (answer.sure ? certain : undecided).push(fault);
    }
  }
  return failOrUnknown(certain, undecided);
}

function judgePrincipal(
  { kind, name }: PolicyStatementFact["principals"][number],
  statement: PolicyStatementFact,
  guards: ResourcePolicyFact["guards"],
): Answer {
  switch (kind) {
    case "everybody else":
      return { sure: true, message: `it names who may not use the ${guards}; everybody else may` };
    case "Service":
      return judgeService(name, statement, guards);
    case "Federated":
      return guards === "role" && statement.conditions.length > 0
        ? undefined
        : { sure: true, message: `identities from elsewhere may use the ${guards}` };
    case "AWS": {
      if (guards === "role of a cluster")
        return { sure: true, message: "only EKS and EC2 work under the role of a cluster" };
      const own = ownership(statement);
      if (own === "own" || OWN_ACCOUNT.test(name)) return undefined;
      if (guards === "network endpoint" && name === "*" && isForOnePurpose(statement)) return undefined;
      if (name !== "*" || own === "of some account") {
        return { sure: false, message: `nobody can see whether that is your own account, which may use the ${guards}` };
      }
      return { sure: true, message: `everybody in the world may use the ${guards}` };
    }
  }
}

/** What works under the roles of a cluster and its machines. */
const SERVICES_OF_CLUSTERS = /^(?:eks|ec2|eks-fargate-pods|pods\.eks)\./;
const SERVICE = /^[a-z0-9.«»-]+\.(?:amazonaws\.com(?:\.cn)?|«suffix»)$/;

function judgeService(name: string, { conditions }: PolicyStatementFact, guards: ResourcePolicyFact["guards"]): Answer {
  if (!SERVICE.test(name)) return { sure: true, message: `that is no service of AWS, and it may use the ${guards}` };
  if (guards === "role of a cluster") {
    return SERVICES_OF_CLUSTERS.test(name)
      ? undefined
      : { sure: true, message: "only EKS and EC2 work under the role of a cluster" };
  }
  if (guards === "role" || conditions.length > 0) return undefined;
  return {
    sure: true,
    message: `the service may use the ${guards} for any account, because no condition says for whom`,
  };
}

/** The account that the provider works in, as a whole or one of its identities; or a role of the same document. */
const OWN_ACCOUNT =
  /^(?:«account»|arn:(?:«partition»|aws[a-z-]*):(?:iam|sts)::«account»:[^*]+|«aws_iam_(?:role|user)\.[\w-]+»)$/;

const OF_AN_ACCOUNT = new Set(["aws:principalaccount", "aws:sourceaccount", "kms:calleraccount"]);

/** Whose principals the conditions leave. All conditions must hold, so one on the account is enough. */
function ownership({ conditions }: PolicyStatementFact): "own" | "of some account" | "of anybody" {
  const isOwnIdentity = conditions.some(
    ({ operator, key, values }) =>
      (operator === "ArnEquals" || operator === "StringEquals") &&
      key.toLowerCase() === "aws:principalarn" &&
      values.length > 0 &&
      values.every((value) => OWN_ACCOUNT.test(value)),
  );
  if (isOwnIdentity) return "own";
  const accounts = conditions.filter(
    ({ operator, key }) => operator === "StringEquals" && OF_AN_ACCOUNT.has(key.toLowerCase()),
  );
  if (accounts.some(({ values }) => values.length > 0 && values.every((value) => value === "«account»"))) return "own";
  return accounts.length > 0 ? "of some account" : "of anybody";
}

/** Signed links and tokens have no account; what they may do must be one thing with named resources. */
function isForOnePurpose({ actions, resources }: PolicyStatementFact): boolean {
  const isNarrow = (texts: readonly string[], open: RegExp) =>
    texts.length > 0 && !texts.some((text) => open.test(text));
  return isNarrow(actions, /[*?]/) && isNarrow(resources, /^\*|:::\*|::\*/);
}
