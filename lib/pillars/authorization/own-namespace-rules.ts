import type { PolicyRule } from "./policy-rule";
import { readWorkloads } from "./read-workloads";

const READ = ["get", "list", "watch"] as const;

/** What somebody sees of the namespace that he works in: its workloads, what bounds them, and who may talk to them. */
export function ownNamespaceRules(): readonly PolicyRule[] {
  return [
    ...readWorkloads(),
    { apiGroups: [""], resources: ["limitranges", "resourcequotas", "serviceaccounts"], verbs: READ },
    { apiGroups: ["networking.k8s.io"], resources: ["networkpolicies"], verbs: READ },
    // Bound in a namespace, this is that namespace alone. Its labels say why a pod was rejected.
    { apiGroups: [""], resources: ["namespaces"], verbs: ["get"] },
  ];
}
