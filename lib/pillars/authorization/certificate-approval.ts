import type { Manifest } from "../../plan/manifest";
import { CERTIFICATE_APPROVER, CERTIFICATE_ASKER } from "../../spec/derived";
import type { CertificateAskers } from "../../spec/certificate-askers";

const RBAC = "rbac.authorization.k8s.io";
const CERTIFICATES = "certificates.k8s.io";

/**
 * What the machines may do that decide on requests for certificates: on those of people and on those for what kubelets serve with, and on no
 * other signer's.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#authorization
 */
export function certificateApproverRole(): Manifest {
  return role("approver-role", CERTIFICATE_APPROVER, [
    { apiGroups: [""], resources: ["nodes"], verbs: ["list"] },
    { apiGroups: [CERTIFICATES], resources: ["certificatesigningrequests"], verbs: ["list"] },
    { apiGroups: [CERTIFICATES], resources: ["certificatesigningrequests/approval"], verbs: ["update"] },
    {
      apiGroups: [CERTIFICATES],
      resources: ["signers"],
      resourceNames: ["kubernetes.io/kube-apiserver-client", "kubernetes.io/kubelet-serving"],
      verbs: ["approve"],
    },
  ]);
}

export function certificateApproverBinding(): Manifest {
  return binding("approver-binding", CERTIFICATE_APPROVER, [{ kind: "Group", name: CERTIFICATE_APPROVER }]);
}

/** Asking, and reading what came of it. What is asked for, and by whom, the machines judge. */
export function certificateAskerRole(): Manifest {
  return role("asker-role", CERTIFICATE_ASKER, [
    { apiGroups: [CERTIFICATES], resources: ["certificatesigningrequests"], verbs: ["create", "get"] },
  ]);
}

export function certificateAskerBinding(askers: readonly CertificateAskers[]): Manifest {
  const names = (of: (one: CertificateAskers) => readonly string[]) => [...new Set(askers.flatMap(of))].sort();
  return binding("asker-binding", CERTIFICATE_ASKER, [
    ...names(({ groups }) => groups).map((name) => ({ kind: "Group", name })),
    ...names(({ users }) => users).map((name) => ({ kind: "User", name })),
  ]);
}

function role(id: string, name: string, rules: readonly object[]): Manifest {
  return {
    id,
    pillar: "authorization",
    fields: ["access"],
    object: { apiVersion: `${RBAC}/v1`, kind: "ClusterRole", metadata: { name }, rules },
  };
}

function binding(
  id: string,
  name: string,
  subjects: readonly { readonly kind: string; readonly name: string }[],
): Manifest {
  return {
    id,
    pillar: "authorization",
    fields: ["access"],
    object: {
      apiVersion: `${RBAC}/v1`,
      kind: "ClusterRoleBinding",
      metadata: { name },
      roleRef: { apiGroup: RBAC, kind: "ClusterRole", name },
      subjects: subjects.map((subject) => ({ apiGroup: RBAC, ...subject })),
    },
  };
}
