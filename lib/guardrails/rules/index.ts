import type { AnyRule } from "../rule";
import { ADMISSION_POLICY_ENFORCED } from "./admission-policy-enforced";
import { ANONYMOUS_ONLY_FOR_HEALTH } from "./anonymous-only-for-health";
import { API_SERVER_FLAGS } from "./api-server-flags";
import { AUDIT_RECORDS_WHAT_MATTERS } from "./audit-records-what-matters";
import { AUTHENTICATED_WITH_MFA } from "./authenticated-with-mfa";
import { CLOSED_INBOUND } from "./closed-inbound";
import { CLUSTER_INTERNAL_SERVICES } from "./cluster-internal-services";
import { CONTROL_PLANE_LOGS } from "./control-plane-logs";
import { CONTROLLER_MANAGER_AND_SCHEDULER_FLAGS } from "./controller-manager-and-scheduler-flags";
import { DELETION_PROTECTED } from "./deletion-protected";
import { ENCRYPTED_AT_REST } from "./encrypted-at-rest";
import { ETCD_FLAGS } from "./etcd-flags";
import { EXPLICIT_ACCESS_ONLY } from "./explicit-access-only";
import { HARDENED_NAMESPACE } from "./hardened-namespace";
import { IDENTITY_PROVIDER_MFA } from "./identity-provider-mfa";
import { ISOLATED_NETWORK } from "./isolated-network";
import { KEYS_KEPT } from "./keys-kept";
import { KNOWN_SHAPES } from "./known-shapes";
import { KUBELET_HARDENED } from "./kubelet-hardened";
import { NO_MASTER_BINDINGS } from "./no-master-bindings";
import { NO_STANDING_ADMIN } from "./no-standing-admin";
import { NO_WILDCARD_ROLES } from "./no-wildcard-roles";
import { OWN_ACCOUNT_ALONE } from "./own-account-alone";
import { POD_SECURITY_BY_DEFAULT } from "./pod-security-by-default";
import { PODS_OFF_THE_HOST } from "./pods-off-the-host";
import { PRIVATE_ENDPOINT } from "./private-endpoint";
import { REASONS_FOR_SOURCES } from "./reasons-for-sources";
import { SECRETS_ENCRYPTED_WITH_OWN_KEY } from "./secrets-encrypted-with-own-key";

/** Every rule, in the order in which reports list them. */
export const RULES: readonly AnyRule[] = [
  KNOWN_SHAPES,
  CLOSED_INBOUND,
  REASONS_FOR_SOURCES,
  ISOLATED_NETWORK,
  PRIVATE_ENDPOINT,
  EXPLICIT_ACCESS_ONLY,
  NO_STANDING_ADMIN,
  IDENTITY_PROVIDER_MFA,
  CONTROL_PLANE_LOGS,
  SECRETS_ENCRYPTED_WITH_OWN_KEY,
  OWN_ACCOUNT_ALONE,
  KEYS_KEPT,
  DELETION_PROTECTED,
  CLUSTER_INTERNAL_SERVICES,
  PODS_OFF_THE_HOST,
  AUTHENTICATED_WITH_MFA,
  ANONYMOUS_ONLY_FOR_HEALTH,
  NO_MASTER_BINDINGS,
  NO_WILDCARD_ROLES,
  API_SERVER_FLAGS,
  CONTROLLER_MANAGER_AND_SCHEDULER_FLAGS,
  ETCD_FLAGS,
  KUBELET_HARDENED,
  AUDIT_RECORDS_WHAT_MATTERS,
  ENCRYPTED_AT_REST,
  POD_SECURITY_BY_DEFAULT,
  HARDENED_NAMESPACE,
  ADMISSION_POLICY_ENFORCED,
];
