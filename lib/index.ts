/** Descriptions of clusters: what one writes, how it is checked, what comes of it. Loads no framework. */
export type {
  AccessInput,
  CertificateGroupInput,
  CertificateUserInput,
  IamRoleInput,
  OidcGroupInput,
  OidcUserInput,
  OwnPersonaReference,
  Persona,
  ProxyGroupInput,
  ServiceAccountInput,
  SubjectInput,
} from "./spec/access-spec";
export type { AbacGrantInput } from "./spec/abac-spec";
export type {
  AdmissionExceptionInput,
  AdmissionInput,
  EventRateLimitInput,
  ImageRulesInput,
} from "./spec/admission-spec";
export type { AttributeRuleInput } from "./spec/attribute-rule-spec";
export type { BreakGlassInput, BreakGlassSpec } from "./spec/break-glass-spec";
export type { ApiServerInput } from "./spec/api-server-spec";
export type {
  AuthenticatingProxyMethodInput,
  AuthenticationInput,
  AuthenticationMethodInput,
  AuthenticationMethodName,
  AwsIamMethodInput,
  ClientCertificateMethodInput,
  MfaProofInput,
  OidcMethodInput,
  ServiceAccountTokensMethodInput,
} from "./spec/authentication-spec";
export type { AwsService } from "./spec/aws-service";
export type { AutoModeInput, AutoModeNodePool } from "./spec/auto-mode-spec";
export type { LogArchiveInput } from "./spec/log-archive-spec";
export type {
  AddOnVersionsInput,
  AwsServiceInput,
  CloudEgressInput,
  CloudNetworkInput,
  CloudProfileInput,
  DestinationInput,
} from "./spec/cloud-profile-spec";
export type { PodGrantInput, PodIdentityInput } from "./spec/pod-identity-spec";
export type { NodeGroupInput, NodeOs } from "./spec/node-group-spec";
export type { OwnPersonaInput, OwnPersonaRuleInput } from "./spec/own-persona-spec";
export type {
  AccessSpec,
  AuthenticationMethodSpec,
  CloudClusterInput,
  CloudClusterSpec,
  ClusterInput,
  ClusterSpec,
  DataCenterClusterInput,
  DataCenterClusterSpec,
  DataCenterProfileSpec,
  EdgeClusterInput,
  EdgeClusterSpec,
  EdgeProfileSpec,
  OidcMethodSpec,
} from "./spec/cluster-spec";
export type {
  ControlPlaneNodeInput,
  DataCenterProfileInput,
  PodNetwork,
  TlsVersion,
  VirtualAddressInput,
  WorkerNodeInput,
} from "./spec/data-center-profile-spec";
export type { DeliveryInput, GitCommitInput, OciArtifactInput, TenantDeliveryInput } from "./spec/delivery-spec";
export type { EdgeNodeInput, EdgeProfileInput } from "./spec/edge-profile-spec";
export type { AuditInput, AuditRecordInput, AuditWebhookInput } from "./spec/audit-spec";
export { defineCluster } from "./spec/define-cluster";
export {
  acr,
  amr,
  authenticatingProxy,
  awsIam,
  clientCertificates,
  entra,
  keycloak,
  oidc,
  okta,
  serviceAccountTokens,
} from "./spec/factories/authentication";
export { cloudWatch, loki, otlp, s3, splunk } from "./spec/factories/logs";
export { cloud, dataCenter, edge } from "./spec/factories/profiles";
export {
  certificateGroup,
  certificateUser,
  iamRole,
  oidcGroup,
  oidcUser,
  proxyGroup,
  serviceAccount,
} from "./spec/factories/subjects";
export { defineFleet, type ParsedFleet, parseFleet } from "./spec/fleet";
export { InvalidCluster } from "./spec/invalid-cluster";
export { InvalidInput } from "./spec/invalid-input";
export { formatIssue, type Issue, type IssueCode } from "./spec/issues";
export type { KubernetesVersion } from "./spec/kubernetes-version";
export type { DirectoryInput, LoginProxyMachineInput } from "./spec/login-proxy-spec";
export type { LogsInput, LogsSpec } from "./spec/logs-spec";
export { type ForwardingSize, sizeForwarding } from "./spec/forwarding-size";
export type { ForwardingLoadInput } from "./spec/forwarding-load-spec";
export type {
  CloudWatchTargetInput,
  ForwarderPodsInput,
  LogTargetInput,
  LogTargetSpec,
  LokiTargetInput,
  OtlpTargetInput,
  S3TargetInput,
  SplunkTargetInput,
} from "./spec/log-target-spec";
export { type ParsedCluster, parseCluster } from "./spec/parse-cluster";
export type { PatchInput, PatchOperationInput, PatchTargetInput } from "./spec/patch-spec";
export type { SourceInput } from "./spec/source-spec";
export type { TagInput } from "./spec/tag-spec";
export type {
  ContainerLimitsInput,
  LogSinkInput,
  TenantAttributeInput,
  TenantInput,
  TenantQuotaInput,
  TenantStorageInput,
} from "./spec/tenant-spec";

/** Programs: a refusal ends in words and exit code 2. */
export { EXIT_REFUSED, runProgram } from "./cli/run-program";
/** The gate: what was judged, and what a team allows by name. */
export { allowShape } from "./constructs/gate/allow-shape";
export { GateBypass } from "./constructs/gate/bypass";
export { judgementOf } from "./constructs/gate/judgement-of";
export { usePack } from "./constructs/gate/use-pack";
export { waive } from "./constructs/gate/waive";
export { formatSummary } from "./evidence/summary";
export type { Allowance } from "./guardrails/allowance";
export type { Fact, FactKind, FactOf } from "./guardrails/facts/fact";
export type { Finding } from "./guardrails/finding";
export { type Judgement, mergeJudgements, type Opening, type RuleTally, type Warning } from "./guardrails/judgement";
export type { Pack } from "./guardrails/pack";
export { formatFinding, Refusal } from "./guardrails/refusal";
export type { AnyRule, Rule, RuleFixture, RuleFixtures } from "./guardrails/rule";
export type { Value } from "./guardrails/value";
export type { Fault, Verdict } from "./guardrails/verdict";
export type { WaivedFinding, Waiver } from "./guardrails/waiver";
