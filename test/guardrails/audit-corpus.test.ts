import { LEVELS } from "../../lib/guardrails/criteria/audit-levels";
import { SENSITIVE_ACTIONS } from "../../lib/guardrails/criteria/sensitive-actions";
import { AUDIT_RECORDS_WHAT_MATTERS } from "../../lib/guardrails/rules/audit-records-what-matters";
import { auditPolicy } from "../../lib/pillars/audit/audit-policy";
import { CORPUS } from "../range/audit/corpus";
import { expectedRecord } from "../range/audit/expected-record";
import type { SensitiveRequest } from "../range/audit/sensitive-request";
import { policyFact } from "./audit-policy-fact";

// What `npm run prove` tries on a running API server, and what the rule asks of a policy, are one list.
const written = auditPolicy().content as unknown as { readonly rules: readonly object[] };
const SCENE = { run: "r1" };
const each = CORPUS.map((request) => [request.name, request] as const);

function sensitive({ target }: SensitiveRequest) {
  return SENSITIVE_ACTIONS.filter(({ action }) =>
    "path" in target
      ? "path" in action && action.path === target.path && action.verb === target.verb
      : "resource" in action &&
        action.group === target.group &&
        action.resource === target.resource &&
        action.verb === target.verb,
  );
}

/** A rule that records nothing of exactly this, for everybody or for one, everywhere or here. */
function leftOut({ target, namespace, object }: SensitiveRequest): readonly object[] {
  const { verb } = target;
  if ("path" in target)
    return [{}, { users: ["oidc:trudy"] }].map((who) => ({
      level: "None",
      ...who,
      verbs: [verb],
      nonResourceURLs: [target.path],
    }));
  const resources = { group: target.group, resources: [target.resource] };
  const named =
    object === undefined ? [] : [{ resources: [{ ...resources, resourceNames: [object(SCENE as never)] }] }];
  return [
    {},
    { users: ["oidc:mallory"] },
    { userGroups: ["system:authenticated"] },
    { userGroups: ["system:nodes"] },
    ...(namespace === undefined ? [] : [{ namespaces: [namespace] }]),
    ...named,
    { resources: [{ group: target.group, resources: ["*"] }] },
  ]
    .filter((each) => !(target.resource === "leases" && "userGroups" in each && each.userGroups[0] === "system:nodes"))
    .map((narrower) => ({ level: "None", verbs: [verb], resources: [resources], ...narrower }));
}

test("at least forty actions are tried on a running server, each under a name of its own", () => {
  expect(CORPUS.length).toBeGreaterThanOrEqual(40);
  expect(new Set(CORPUS.map(({ name }) => name)).size).toBe(CORPUS.length);
});

test.each(each)("the written policy records it at the level that the running server is asked for: %s", (_, request) => {
  expect(expectedRecord(policyFact(written), request, SCENE).level).toBe(request.level);
});

test.each(each)("the rule asks for it, and for no other level: %s", (_, request) => {
  const [action, ...others] = sensitive(request);
  expect(others).toEqual([]);
  const rank = (level: (typeof LEVELS)[number]) => LEVELS.indexOf(level);
  expect(rank(request.level)).toBeGreaterThanOrEqual(rank(action?.least ?? "None"));
  expect(rank(request.level)).toBeLessThanOrEqual(rank(action?.most ?? "None"));
});

test.each(each)("refuses a policy that leaves it out, however narrowly: %s", (_, request) => {
  if (sensitive(request)[0]?.least === "None") return;
  const passed = leftOut(request).filter((rule) => {
    const policy = policyFact({ ...written, rules: [rule, ...written.rules] });
    return AUDIT_RECORDS_WHAT_MATTERS.judge(policy).verdict !== "fail";
  });
  expect(passed).toEqual([]);
});
