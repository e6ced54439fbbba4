import type { Manifest } from "../../plan/manifest";
import type { PolicyRule } from "./policy-rule";
import { roleName } from "./role-name";

/** The ClusterRole of a persona. It grants nothing until somebody is bound to it, and collects no other role's rules. */
export function clusterRole(
  persona: string,
  rules: readonly PolicyRule[],
  annotations?: { readonly [name: string]: string },
): Manifest {
  return {
    id: "role",
    pillar: "authorization",
    fields: annotations === undefined ? ["access"] : ["access", "personas"],
    object: {
      apiVersion: "rbac.authorization.k8s.io/v1",
      kind: "ClusterRole",
      metadata: { name: roleName(persona), ...(annotations === undefined ? {} : { annotations }) },
      rules,
    },
  };
}
