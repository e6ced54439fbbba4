import type { AdmissionPolicy } from "./admission-policy";

/** Thirty days in seconds, as long as the data-center profile's signer allows at most. */
const LONGEST = 2_592_000;
const FOR_PEOPLE = "object.spec.signerName != 'kubernetes.io/kube-apiserver-client'";

/**
 * Requests for client certificates say how long they live. Without a word the signer's own duration holds, a year where
 * nobody changed it, and a certificate cannot be revoked. Kubelets ask another signer and renew by themselves.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/
 */
export const SHORT_LIVED_CLIENT_CERTIFICATES: AdmissionPolicy = {
  name: "short-lived-client-certificates",
  refuses:
    "requests for client certificates that state no life, one above 30 days, or other usages; the signer `legacy-unknown`",
  why: "a certificate cannot be revoked, only outlived",
  where: "cluster",
  letsPass: "kubelets' requests: theirs are another signer's, and renew by themselves",
  fields: [],
  resourceRules: [
    {
      apiGroups: ["certificates.k8s.io"],
      apiVersions: ["v1"],
      operations: ["CREATE"],
      resources: ["certificatesigningrequests"],
      scope: "Cluster",
    },
  ],
  validations: [
    {
      expression: "object.spec.signerName != 'kubernetes.io/legacy-unknown'",
      message:
        "nothing says for what certificates of kubernetes.io/legacy-unknown are good. Name a signer that does in spec.signerName.",
      reason: "Forbidden",
    },
    {
      expression: `${FOR_PEOPLE} || (has(object.spec.expirationSeconds) && object.spec.expirationSeconds <= ${LONGEST})`,
      message: `a client certificate must state its life. Set spec.expirationSeconds to at most ${LONGEST}, better to some hours.`,
      reason: "Forbidden",
    },
    {
      expression: `${FOR_PEOPLE} || (has(object.spec.usages) && object.spec.usages.all(u, u in ['client auth', 'digital signature', 'key encipherment']))`,
      message:
        "a client certificate is good for logging in alone. Leave client auth, digital signature and key encipherment in spec.usages.",
      reason: "Forbidden",
    },
  ],
};
