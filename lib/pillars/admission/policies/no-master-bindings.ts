import type { AdmissionPolicy } from "./admission-policy";
import { celTexts } from "./cel-text";
import {
  type ClusterGuardProps,
  exceptedByName,
  exceptionReasons,
  exceptThePlatform,
  PLATFORM_PASSES,
  type Platform,
} from "./exceptions";

const EVERYBODY = [
  "system:anonymous",
  "system:authenticated",
  "system:masters",
  "system:serviceaccounts",
  "system:unauthenticated",
];
const KINDS = ["ClusterRoleBinding", "RoleBinding"] as const;

/** The two bindings that `kubeadm upgrade` writes again under the administrator's own name, to the letter. */
const OF_KUBEADM = [
  "(object.metadata.name == 'kubeadm:cluster-admins' && object.roleRef.name == 'cluster-admin' && object.subjects.all(s, s.kind == 'Group' && s.name == 'kubeadm:cluster-admins'))",
  "(has(request.namespace) && request.namespace == 'kube-public' && object.metadata.name == 'kubeadm:bootstrap-signer-clusterinfo' && object.roleRef.kind == 'Role' && object.roleRef.name == 'kubeadm:bootstrap-signer-clusterinfo' && object.subjects.all(s, s.kind == 'User' && s.name == 'system:anonymous'))",
].join(" || ");

/**
 * No new binding of cluster-admin, and none of anything to everybody. RBAC lets whoever is administrator make another one for
 * good; this does not, whoever asks, unless the description says so.
 */
export function noMasterBindings({ platform, exceptions }: ClusterGuardProps): AdmissionPolicy {
  return {
    name: "no-master-bindings",
    refuses: "new bindings of `cluster-admin`, and of anything to anonymous, to all users or to all service accounts",
    why: "a permanent binding to a master key is one stolen token away from the whole cluster",
    where: "cluster",
    letsPass: `${PLATFORM_PASSES}; the two bindings that kubeadm writes again at an upgrade, to the letter; what \`admission.exceptions\` names`,
    fields: ["admission.exceptions"],
    ...exceptionReasons(KINDS, exceptions),
    resourceRules: [
      {
        apiGroups: ["rbac.authorization.k8s.io"],
        apiVersions: ["v1"],
        operations: ["CREATE", "UPDATE"],
        resources: ["clusterrolebindings", "rolebindings"],
        scope: "*",
      },
    ],
    matchConditions: [
      {
        // A binding cannot change its role.
        name: "subjects-change",
        expression:
          "request.operation != 'UPDATE' || (has(object.subjects) && (!has(oldObject.subjects) || object.subjects != oldObject.subjects))",
      },
      ...exceptThePlatform(platform),
    ],
    variables: [...exceptedByName(KINDS, exceptions), { name: "ofThePlatform", expression: ofThePlatform(platform) }],
    validations: [
      {
        expression: "variables.excepted || variables.ofThePlatform || object.roleRef.name != 'cluster-admin'",
        message:
          "nobody is bound to cluster-admin for good. Bind a role that names what is needed, or name this binding in admission.exceptions with the reason.",
        reason: "Forbidden",
      },
      {
        expression: `variables.excepted || variables.ofThePlatform || !has(object.subjects) || object.subjects.all(s, !(s.name in ${celTexts(EVERYBODY)}))`,
        message:
          "nothing is bound to everybody or to the group of masters. Name a group of people or one service account in subjects.",
        reason: "Forbidden",
      },
    ],
  };
}

function ofThePlatform(platform: Platform): string {
  switch (platform) {
    case "kubeadm":
      return `has(object.subjects) && (${OF_KUBEADM})`;
    case "eks":
    case "k3s":
      return "false";
  }
}
