import { describeValue } from "../describe-value";
import type { Problem } from "./problem";

export function actionOfThePlatform(action: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(action),
    expected: "actions on what the workload itself works with",
    fix: "leave it to the platform: it hands out rights, leads into machines, or changes network, access or records",
  };
}

export function identitiesWithoutAgent(got: unknown): Problem {
  return {
    code: "not-allowed",
    got: describeValue(got),
    expected: "nothing where there are no nodes: the agent that hands out the credentials comes with them",
    fix: "declare profile.nodes or profile.autoMode, or remove podIdentities",
  };
}

export function grantsTooLong(length: number, most: number): Problem {
  return {
    code: "out-of-bounds",
    got: `grants of ${length} characters`,
    expected: `at most ${most}: AWS bounds the policy of a role`,
    fix: "join grants of the same actions, or give parts of the workload accounts of their own",
  };
}

export function resourceElsewhere(arn: string, region: string, partition: string): Problem {
  return {
    code: "not-allowed",
    got: describeValue(arn),
    expected: `a resource of the partition of ${region}: arn:${partition}:...`,
    fix: "name a resource of that partition: roles of one have no rights in another",
  };
}
