import { effectiveRecord } from "../../../lib/guardrails/criteria/effective-audit-record";
import type { AuditPolicyFact } from "../../../lib/guardrails/facts/audit-policy";
import { PEOPLE } from "./people";
import type { Asker, Scene, SensitiveRequest } from "./sensitive-request";

/** The groups of whoever asks; who is not believed to be anybody is in none. */
const GROUPS: Readonly<Record<Asker, readonly string[]>> = {
  intruder: ["oidc:mallory", "system:authenticated"],
  stranger: ["oidc:trudy", "system:authenticated"],
  glass: ["portcullis:break-glass", "system:authenticated"],
  nobody: [],
  forger: [],
};

/** What the guard-rails say that becomes of a request of the corpus. */
export function expectedRecord(policy: AuditPolicyFact, request: SensitiveRequest, scene: Pick<Scene, "run">) {
  const { as = "intruder", target, namespace = "", object } = request;
  const nameless = target.verb === "create" && !("resource" in target && target.resource.includes("/"));
  return effectiveRecord(policy, {
    user: PEOPLE[as] ?? "",
    groups: GROUPS[as],
    ...target,
    namespace,
    name: nameless ? "" : (object?.(scene as Scene) ?? ""),
  });
}
