import type { AuditPolicyFact, AuditRuleFact } from "../../facts/audit-policy";
import type { Fields } from "../fields";
import type { MachineFile } from "./machine-file";

/**
 * Reads an audit policy.
 *
 * @see https://kubernetes.io/docs/reference/config-api/apiserver-audit.v1/
 */
export function readAuditPolicy(document: Fields, file: MachineFile): AuditPolicyFact {
  document.only("apiVersion", "kind", "metadata", "omitStages", "omitManagedFields", "rules");
  return {
    kind: "audit-policy",
    place: file.place,
    ours: file.ours,
    omitStages: document.texts("omitStages"),
    rules: document.list("rules").map(readRule),
  };
}

function readRule(rule: Fields): AuditRuleFact {
  rule.only(
    "level",
    "users",
    "userGroups",
    "verbs",
    "resources",
    "nonResourceURLs",
    "namespaces",
    "omitStages",
    "omitManagedFields",
  );
  const resources = rule.list("resources").map((entry) => {
    entry.only("group", "resources", "resourceNames");
    return {
      group: entry.text("group") ?? "",
      resources: entry.texts("resources"),
      names: entry.texts("resourceNames"),
    };
  });
  const nonResourceUrls = rule.texts("nonResourceURLs");
  if (resources.length > 0 && nonResourceUrls.length > 0)
    rule.complain("resources", "and nonResourceURLs stand in one rule");
  return {
    level: rule.text("level") ?? "",
    users: rule.texts("users"),
    userGroups: rule.texts("userGroups"),
    verbs: rule.texts("verbs"),
    resources,
    nonResourceUrls,
    namespaces: rule.texts("namespaces"),
    omitStages: rule.texts("omitStages"),
  };
}
