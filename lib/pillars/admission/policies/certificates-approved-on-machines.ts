import { CERTIFICATE_APPROVER } from "../../../spec/derived";
import type { AdmissionPolicy } from "./admission-policy";

/**
 * Nobody but the control-plane machines decides on requests for certificates of people and of kubelets' servers, for nobody else reads what
 * stands in them: a certificate with `O=oidc:sre` is in that group. Whoever holds every right is refused as well.
 *
 * @see https://kubernetes.io/docs/reference/access-authn-authz/certificate-signing-requests/#kubernetes-signers
 */
export const CERTIFICATES_APPROVED_ON_MACHINES: AdmissionPolicy = {
  name: "certificates-approved-on-machines",
  refuses:
    "decisions on requests to the signers `kubernetes.io/kube-apiserver-client` and `kubernetes.io/kubelet-serving`, by whomever",
  why: "who approves without reading the request gives its maker any user and any group of any method",
  where: "cluster",
  letsPass: "what decides on the control-plane machines: the group `portcullis:certificate-approver`",
  fields: [],
  resourceRules: [
    {
      apiGroups: ["certificates.k8s.io"],
      apiVersions: ["v1"],
      operations: ["UPDATE"],
      resources: ["certificatesigningrequests/approval"],
      scope: "Cluster",
    },
  ],
  validations: [
    {
      expression: `!(oldObject.spec.signerName in ['kubernetes.io/kube-apiserver-client', 'kubernetes.io/kubelet-serving']) || (has(request.userInfo.groups) && '${CERTIFICATE_APPROVER}' in request.userInfo.groups)`,
      message:
        "requests for these certificates are read and decided on by the control-plane machines alone. Wait for them, and read the reason of a denial on the request.",
      reason: "Forbidden",
    },
  ],
};
