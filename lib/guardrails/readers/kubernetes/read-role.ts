import type { PolicyRuleFact, RoleFact } from "../../facts/role";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { Fields } from "../fields";
import { malformed, type ReadObject } from "./kubernetes-object";
import { roleKey } from "./read-role-binding";

const AGGREGATE_TO = "rbac.authorization.k8s.io/aggregate-to-";

/** Reads a Role or ClusterRole; `held` are the keys of the roles that `heldInside` found. */
export function readRole(
  object: ReadObject,
  held: ReadonlySet<string> = new Set(),
): readonly (RoleFact | UnknownShapeFact)[] {
  const complaints: string[] = [];
  const fields = Fields.of(object.content, "", complaints).only(
    "apiVersion",
    "kind",
    "metadata",
    "rules",
    "aggregationRule",
  );
  const role: RoleFact = {
    kind: "role",
    place: object.place,
    ours: object.ours,
    roleKind: object.kind === "Role" ? "Role" : "ClusterRole",
    name: object.name,
    heldInside: object.kind === "Role" && held.has(roleKey("Role", object.namespace, object.name)),
    aggregates: fields.has("aggregationRule"),
    aggregatedInto: Object.keys(object.labels)
      .filter((label) => label.startsWith(AGGREGATE_TO))
      .map((label) => label.slice(AGGREGATE_TO.length)),
    rules: fields.list("rules").map(readPolicyRule),
  };
  return complaints.length === 0 ? [role] : [role, malformed(object.place, object.ours, complaints)];
}

function readPolicyRule(rule: Fields): PolicyRuleFact {
  rule.only("apiGroups", "resources", "resourceNames", "nonResourceURLs", "verbs");
  return {
    apiGroups: rule.texts("apiGroups"),
    resources: rule.texts("resources"),
    resourceNames: rule.texts("resourceNames"),
    nonResourceUrls: rule.texts("nonResourceURLs"),
    verbs: rule.texts("verbs"),
  };
}
