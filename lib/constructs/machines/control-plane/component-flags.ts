import { admissionPluginFlags } from "../../../pillars/admission/admission-plugins";
import { auditLogFile } from "../../../pillars/audit/audit-log-file";
import { auditPolicyFlags } from "../../../pillars/audit/audit-policy";
import { authenticatingProxyFlags } from "../../../pillars/authentication/authenticating-proxy";
import { auditWebhookFlags } from "../../../pillars/audit/audit-webhook";
import { bootstrapTokensOff } from "../../../pillars/authentication/bootstrap-tokens-off";
import { clientCertificateLifetime } from "../../../pillars/authentication/client-certificate-lifetime";
import { serviceAccountTokens } from "../../../pillars/authentication/service-account-tokens";
import { structuredAuthenticationFlags } from "../../../pillars/authentication/structured-authentication";
import { abacPolicyFlags } from "../../../pillars/authorization/abac-policy-file";
import { apiServerAuthorization } from "../../../pillars/authorization/api-server-authorization";
import { profilingOff } from "../../../pillars/authorization/profiling-off";
import { controlPlaneTls } from "../../../pillars/encryption/control-plane-tls";
import { etcdClientCertificates } from "../../../pillars/encryption/etcd-client-certificates";
import { secretsAtRestFlags } from "../../../pillars/encryption/secrets-at-rest";
import { kubeletsVerified } from "../../../pillars/encryption/kubelets-verified";
import { loopbackComponents } from "../../../pillars/network/loopback-components";
import type { ComponentFlag } from "../../../plan/component-flag";
import type { DataCenterClusterSpec } from "../../../spec/cluster-spec";

/** Every flag of the control plane. */
export function componentFlags(spec: DataCenterClusterSpec): readonly ComponentFlag[] {
  return [
    ...admissionPluginFlags(spec.admission),
    ...abacPolicyFlags(spec.abac),
    ...apiServerAuthorization(spec.abac),
    ...auditLogFile(spec),
    ...auditPolicyFlags(),
    ...authenticatingProxyFlags(spec, "kubeadm"),
    ...auditWebhookFlags(spec.logs),
    ...bootstrapTokensOff(),
    ...clientCertificateLifetime(),
    ...controlPlaneTls(spec.profile.minimumTlsVersion),
    ...etcdClientCertificates(),
    ...kubeletsVerified(),
    ...loopbackComponents(),
    ...profilingOff(),
    ...secretsAtRestFlags(),
    ...serviceAccountTokens(spec),
    ...structuredAuthenticationFlags(),
  ];
}
