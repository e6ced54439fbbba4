import { spawnSync } from "node:child_process";
import { possibleLevels } from "../../lib/guardrails/criteria/audit-levels";
import { type AuditedRequest, effectiveRecord } from "../../lib/guardrails/criteria/effective-audit-record";
import { auditPolicy } from "../../lib/pillars/audit/audit-policy";
import { policyFact } from "../guardrails/audit-policy-fact";
import { AUDIT_POLICIES, AUDIT_REQUESTS } from "../guardrails/random-audit";
import { fc } from "../property";
import { programPath, testUnless } from "./programs";

// The API server's own code says how policies record requests, and so do the guard-rails.
const program = programPath("audit-levels");
const missing = program === undefined ? "audit-levels is not on the PATH" : undefined;

interface Answer {
  readonly invalid?: string;
  readonly records: readonly { readonly level: string; readonly omitStages: readonly string[] }[];
}

const EACH = 8;
const seed = 20_260_101;

function ask(questions: readonly { readonly policy: unknown; readonly requests: readonly AuditedRequest[] }[]) {
  const input = questions.map(({ policy, requests }) => ({
    policy,
    requests: requests.map((request) => {
      if ("path" in request) return request;
      const [resource, subResource = ""] = request.resource.split("/");
      return { ...request, resource, subResource };
    }),
  }));
  const { status, stdout, stderr } = spawnSync(program ?? "", [], {
    encoding: "utf8",
    input: JSON.stringify(input),
    maxBuffer: 1 << 28,
    timeout: 60_000,
  });
  if (status !== 0) throw new Error(`audit-levels ended with ${status}: ${stderr}`);
  return JSON.parse(stdout) as readonly Answer[];
}

describe("the effective level of a request", () => {
  testUnless(missing, "is what the API server's own code says, by random policies and random requests", () => {
    const policies = fc.sample(AUDIT_POLICIES, { seed, numRuns: 3000 });
    const requests = fc.sample(AUDIT_REQUESTS, { seed: seed + 1, numRuns: policies.length * EACH });
    const questions = policies.map((policy, index) => ({
      policy,
      requests: requests.slice(index * EACH, (index + 1) * EACH),
    }));
    const answers = ask(questions);
    const refused = answers.filter(({ invalid }) => invalid !== undefined);
    expect(refused.map(({ invalid }) => invalid)).toEqual([]);
    const compared = questions.flatMap(({ policy, requests: asked }, index) =>
      asked.map((request, at) => {
        const { level, omitStages } = effectiveRecord(policyFact(policy), request);
        return { policy, request, ours: { level, omitStages }, theirs: answers[index]?.records[at] };
      }),
    );
    const apart = compared.filter(
      ({ ours, theirs }) =>
        theirs?.level !== ours.level || [...theirs.omitStages].sort().join() !== ours.omitStages.join(),
    );
    expect(apart.slice(0, 3)).toEqual([]);
    expect(compared.length).toBeGreaterThan(20_000);
    // So that agreement is no agreement on silence.
    for (const level of ["None", "Metadata", "Request", "RequestResponse"])
      expect(compared.filter(({ theirs }) => theirs?.level === level).length).toBeGreaterThan(1000);
  });

  testUnless(missing, "is among the levels that the rules take for possible, whoever asks", () => {
    const policies = fc.sample(AUDIT_POLICIES, { seed: seed + 2, numRuns: 1000 });
    const requests = fc.sample(AUDIT_REQUESTS, { seed: seed + 3, numRuns: policies.length * EACH });
    const answers = ask(
      policies.map((policy, index) => ({ policy, requests: requests.slice(index * EACH, (index + 1) * EACH) })),
    );
    const overlooked = requests.filter((request, at) => {
      const index = Math.floor(at / EACH);
      const action =
        "path" in request
          ? request
          : { ...request, namespaced: request.namespace !== "" || request.resource === "namespaces" };
      const possible = possibleLevels(policyFact(policies[index]).rules, action).map(({ level }) => level as string);
      return !possible.includes(answers[index]?.records[at % EACH]?.level ?? "");
    });
    expect(overlooked).toEqual([]);
  });

  testUnless(missing, "of the written policy is read by that code without a complaint", () => {
    const [answer] = ask([{ policy: auditPolicy().content, requests: [] }]);
    expect(answer).toEqual({ records: [] });
  });

  testUnless(missing, "is not asked of a policy that is none", () => {
    const [answer] = ask([
      { policy: { apiVersion: "audit.k8s.io/v1", kind: "Policy", rules: [{ level: "All" }] }, requests: [] },
    ]);
    expect(answer?.invalid).toContain("All");
  });
});
