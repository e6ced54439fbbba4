import { admissionPluginFlags } from "../../../pillars/admission/admission-plugins";
import { auditDiskBudget } from "../../../pillars/audit/audit-disk-budget";
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
import { loopbackComponents, loopbackKubeProxy } from "../../../pillars/network/loopback-components";
import type { ComponentFlag } from "../../../plan/component-flag";
import type { EdgeClusterSpec } from "../../../spec/cluster-spec";

/**
 * Every flag of the programs inside k3s. What k3s sets by itself stands here again, so that it stands in what is judged.
 * There is no etcd: one machine keeps its store in a file.
 */
export function edgeComponentFlags(spec: EdgeClusterSpec): readonly ComponentFlag[] {
  return [
    ...admissionPluginFlags(spec.admission),
    ...abacPolicyFlags(spec.abac),
    ...apiServerAuthorization(spec.abac),
    ...auditLogFile(spec, auditDiskBudget(spec.profile)),
    ...auditPolicyFlags(),
    ...authenticatingProxyFlags(spec, "k3s"),
    ...auditWebhookFlags(spec.logs),
    ...bootstrapTokensOff(),
    ...clientCertificateLifetime(),
    ...controlPlaneTls(spec.profile.minimumTlsVersion).filter(({ component }) => component !== "etcd"),
    ...loopbackComponents(),
    ...loopbackKubeProxy(),
    ...profilingOff(),
    ...serviceAccountTokens(spec),
    ...structuredAuthenticationFlags(),
  ];
}
