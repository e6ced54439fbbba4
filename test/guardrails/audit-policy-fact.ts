import type { AuditPolicyFact } from "../../lib/guardrails/facts/audit-policy";
import { Fields } from "../../lib/guardrails/readers/fields";
import { readAuditPolicy } from "../../lib/guardrails/readers/machine/read-audit-policy";

/** An audit policy as the guard-rails read it; what they do not understand ends it. */
export function policyFact(content: unknown): AuditPolicyFact {
  const complaints: string[] = [];
  const fact = readAuditPolicy(Fields.of(content, "", complaints), {
    place: { document: "audit.yaml", path: "" },
    ours: true,
  } as Parameters<typeof readAuditPolicy>[1]);
  if (complaints.length > 0) throw new Error(complaints.join("; "));
  return fact;
}
