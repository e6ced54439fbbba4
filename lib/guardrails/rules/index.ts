import type { AnyRule } from "../rule";
import { ABAC_NARROW } from "./abac-narrow";
import { ACCESS_ENDS_ON_TIME } from "./access-ends-on-time";
import { ADMISSION_POLICY_AS_REVIEWED } from "./admission-policy-as-reviewed";
import { ADMISSION_POLICIES_TOGETHER } from "./admission-policies-together";
import { ADMISSION_POLICY_ENFORCED } from "./admission-policy-enforced";
import { ANONYMOUS_ONLY_FOR_HEALTH } from "./anonymous-only-for-health";
import { API_SERVER_FLAGS } from "./api-server-flags";
import { AUDIT_BACKEND_VERIFIED } from "./audit-backend-verified";
import { API_SERVER_NOT_PUBLISHED } from "./api-server-not-published";
import { MODULES_OPEN_NOTHING } from "./modules-open-nothing";
import { NOTHING_BEHIND_THE_CONFIGURATION } from "./nothing-behind-the-configuration";
import { SECOND_FACTOR_FOR_ROLES } from "./second-factor-for-roles";
import { ATTRIBUTES_COME_FROM_CLAIMS } from "./attributes-come-from-claims";
import { AUDIT_BODIES_OF_CHANGES } from "./audit-bodies-of-changes";
import { AUDIT_RECORDS_WHAT_MATTERS } from "./audit-records-what-matters";
import { AUTHENTICATED_WITH_MFA } from "./authenticated-with-mfa";
import { BREAK_GLASS_BEHIND_MFA } from "./break-glass-behind-mfa";
import { BREAK_GLASS_BY_ONE_BINDING } from "./break-glass-by-one-binding";
import { BREAK_GLASS_FOR_AN_HOUR } from "./break-glass-for-an-hour";
import { BREAK_GLASS_MAKES_NOTHING } from "./break-glass-makes-nothing";
import { CERTIFICATE_APPROVER_ALONE } from "./certificate-approver-alone";
import { CERTIFICATE_REQUESTS_READ } from "./certificate-requests-read";
import { CERTIFICATES_RENEWED } from "./certificates-renewed";
import { KUBELET_CLIENT_ALONE } from "./kubelet-client-alone";
import { KUBELET_CLIENT_NARROW } from "./kubelet-client-narrow";
import { CLOSED_FORWARDING } from "./closed-forwarding";
import { CLOSED_INBOUND } from "./closed-inbound";
import { CLUSTER_PORTS_STAY_INSIDE } from "./cluster-ports-stay-inside";
import { CLUSTER_INTERNAL_SERVICES } from "./cluster-internal-services";
import { CONTAINER_RUNTIME_HARDENED } from "./container-runtime-hardened";
import { CONTROL_PLANE_LOGS } from "./control-plane-logs";
import { CONTROLLER_MANAGER_AND_SCHEDULER_FLAGS } from "./controller-manager-and-scheduler-flags";
import { DELIVERED_TO_KNOWN_MACHINES } from "./delivered-to-known-machines";
import { DEFAULT_GROUP_CLOSED } from "./default-group-closed";
import { DELIVERIES_ARE_PINNED } from "./deliveries-are-pinned";
import { DELIVERIES_ARE_SIGNED } from "./deliveries-are-signed";
import { DELIVERIES_STAY_INSIDE } from "./deliveries-stay-inside";
import { DELETION_PROTECTED } from "./deletion-protected";
import { ENDED_ACCESS_TAKEN_AWAY } from "./ended-access-taken-away";
import { ENCRYPTED_AT_REST } from "./encrypted-at-rest";
import { ETCD_FLAGS } from "./etcd-flags";
import { EXCEPTIONS_ARE_EXACT } from "./exceptions-are-exact";
import { EXPLICIT_ACCESS_ONLY } from "./explicit-access-only";
import { FLOW_LOGS } from "./flow-logs";
import { FIREWALL_BEFORE_KUBELET } from "./firewall-before-kubelet";
import { FIRST_START_LEAVES_NOTHING_OPEN } from "./first-start-leaves-nothing-open";
import { HARDENED_NAMESPACE } from "./hardened-namespace";
import { IDENTITY_PROVIDERS_APART } from "./identity-providers-apart";
import { IDENTITY_PROVIDER_MFA } from "./identity-provider-mfa";
import { IMAGES_FROM_MIRRORS_ONLY } from "./images-from-mirrors-only";
import { ISOLATED_NETWORK } from "./isolated-network";
import { K3S_CLOSED_NETWORK } from "./k3s-closed-network";
import { K3S_CREDENTIALS_STAY_ON_THE_MACHINE } from "./k3s-credentials-stay-on-the-machine";
import { K3S_NOTHING_UNINVITED } from "./k3s-nothing-uninvited";
import { K3S_STORE_ENCRYPTED } from "./k3s-store-encrypted";
import { JOINS_WITHOUT_SECRETS } from "./joins-without-secrets";
import { KEPT_FOR_GOOD } from "./kept-for-good";
import { KNOWN_SHAPES } from "./known-shapes";
import { KUBELET_HARDENED } from "./kubelet-hardened";
import { LOG_AGENT_CONFINED } from "./log-agent-confined";
import { NETWORK_POLICY_ENFORCED } from "./network-policy-enforced";
import { NODE_KUBELET_HARDENED } from "./node-kubelet-hardened";
import { NODES_HARDENED } from "./nodes-hardened";
import { NO_MASTER_BINDINGS } from "./no-master-bindings";
import { NO_MASTER_KEY_ON_DISK } from "./no-master-key-on-disk";
import { NO_STANDING_ADMIN } from "./no-standing-admin";
import { NO_WILDCARD_ROLES } from "./no-wildcard-roles";
import { OWN_ACCOUNT_ALONE } from "./own-account-alone";
import { POD_IDENTITY_NARROW } from "./pod-identity-narrow";
import { POD_SECURITY_BY_DEFAULT } from "./pod-security-by-default";
import { PERSONAS_BY_METHOD } from "./personas-by-method";
import { PODS_OFF_THE_HOST } from "./pods-off-the-host";
import { POLICIES_NAME_THEIR_PURPOSE } from "./policies-name-their-purpose";
import { PRIVATE_ENDPOINT } from "./private-endpoint";
import { RECORDS_FORWARDED_ENCRYPTED } from "./records-forwarded-encrypted";
import { TENANT_LOGS_APART } from "./tenant-logs-apart";
import { RECORDS_FORWARDED_WITHOUT_LOSS } from "./records-forwarded-without-loss";
import { RECORDS_LEAVE_THE_MACHINE } from "./records-leave-the-machine";
import { REASONS_FOR_SOURCES } from "./reasons-for-sources";
import { REQUEST_HEADERS_COMPLETE } from "./request-headers-complete";
import { SECRETS_ENCRYPTED_WITH_OWN_KEY } from "./secrets-encrypted-with-own-key";
import { SERVICE_ROLE_TRUST } from "./service-role-trust";
import { VIRTUAL_ADDRESS_BETWEEN_MACHINES } from "./virtual-address-between-machines";
import { AUTO_MODE_INSIDE } from "./auto-mode-inside";
import { EGRESS_TO_NAMED_HOSTS } from "./egress-to-named-hosts";
import { LOG_ARCHIVE_LOCKED } from "./log-archive-locked";
import { LOGIN_PROXY_DROPS_IDENTITIES } from "./login-proxy-drops-identities";
import { LOG_SUBSCRIPTION_WHOLE } from "./log-subscription-whole";
import { SUBJECTS_HAVE_PREFIX } from "./subjects-have-prefix";
import { TAGS_HOLD_NO_SECRETS } from "./tags-hold-no-secrets";
import { SINGLE_PORTS } from "./single-ports";

/** Every rule, in the order in which reports list them. */
export const RULES: readonly AnyRule[] = [
  KNOWN_SHAPES,
  CLOSED_INBOUND,
  CLOSED_FORWARDING,
  FIREWALL_BEFORE_KUBELET,
  FIRST_START_LEAVES_NOTHING_OPEN,
  REASONS_FOR_SOURCES,
  SINGLE_PORTS,
  DEFAULT_GROUP_CLOSED,
  ISOLATED_NETWORK,
  PRIVATE_ENDPOINT,
  EXPLICIT_ACCESS_ONLY,
  NO_STANDING_ADMIN,
  IDENTITY_PROVIDER_MFA,
  IDENTITY_PROVIDERS_APART,
  CONTROL_PLANE_LOGS,
  SECRETS_ENCRYPTED_WITH_OWN_KEY,
  OWN_ACCOUNT_ALONE,
  DELETION_PROTECTED,
  FLOW_LOGS,
  AUTO_MODE_INSIDE,
  EGRESS_TO_NAMED_HOSTS,
  LOG_ARCHIVE_LOCKED,
  LOG_SUBSCRIPTION_WHOLE,
  LOGIN_PROXY_DROPS_IDENTITIES,
  NODES_HARDENED,
  NODE_KUBELET_HARDENED,
  NETWORK_POLICY_ENFORCED,
  SERVICE_ROLE_TRUST,
  POD_IDENTITY_NARROW,
  KEPT_FOR_GOOD,
  TAGS_HOLD_NO_SECRETS,
  POLICIES_NAME_THEIR_PURPOSE,
  CLUSTER_INTERNAL_SERVICES,
  PODS_OFF_THE_HOST,
  AUTHENTICATED_WITH_MFA,
  ANONYMOUS_ONLY_FOR_HEALTH,
  NO_MASTER_BINDINGS,
  SUBJECTS_HAVE_PREFIX,
  PERSONAS_BY_METHOD,
  NO_MASTER_KEY_ON_DISK,
  NO_WILDCARD_ROLES,
  API_SERVER_FLAGS,
  REQUEST_HEADERS_COMPLETE,
  CONTROLLER_MANAGER_AND_SCHEDULER_FLAGS,
  ETCD_FLAGS,
  KUBELET_HARDENED,
  K3S_CREDENTIALS_STAY_ON_THE_MACHINE,
  K3S_STORE_ENCRYPTED,
  K3S_CLOSED_NETWORK,
  K3S_NOTHING_UNINVITED,
  IMAGES_FROM_MIRRORS_ONLY,
  AUDIT_RECORDS_WHAT_MATTERS,
  AUDIT_BODIES_OF_CHANGES,
  AUDIT_BACKEND_VERIFIED,
  RECORDS_LEAVE_THE_MACHINE,
  LOG_AGENT_CONFINED,
  RECORDS_FORWARDED_ENCRYPTED,
  RECORDS_FORWARDED_WITHOUT_LOSS,
  TENANT_LOGS_APART,
  ENCRYPTED_AT_REST,
  POD_SECURITY_BY_DEFAULT,
  HARDENED_NAMESPACE,
  ADMISSION_POLICY_ENFORCED,
  ADMISSION_POLICIES_TOGETHER,
  ADMISSION_POLICY_AS_REVIEWED,
  CLUSTER_PORTS_STAY_INSIDE,
  VIRTUAL_ADDRESS_BETWEEN_MACHINES,
  JOINS_WITHOUT_SECRETS,
  CONTAINER_RUNTIME_HARDENED,
  CERTIFICATES_RENEWED,
  CERTIFICATE_REQUESTS_READ,
  CERTIFICATE_APPROVER_ALONE,
  KUBELET_CLIENT_NARROW,
  KUBELET_CLIENT_ALONE,
  DELIVERED_TO_KNOWN_MACHINES,
  API_SERVER_NOT_PUBLISHED,
  MODULES_OPEN_NOTHING,
  NOTHING_BEHIND_THE_CONFIGURATION,
  SECOND_FACTOR_FOR_ROLES,
  DELIVERIES_ARE_PINNED,
  DELIVERIES_ARE_SIGNED,
  DELIVERIES_STAY_INSIDE,
  EXCEPTIONS_ARE_EXACT,
  BREAK_GLASS_FOR_AN_HOUR,
  BREAK_GLASS_BEHIND_MFA,
  BREAK_GLASS_BY_ONE_BINDING,
  BREAK_GLASS_MAKES_NOTHING,
  ATTRIBUTES_COME_FROM_CLAIMS,
  ABAC_NARROW,
  ACCESS_ENDS_ON_TIME,
  ENDED_ACCESS_TAKEN_AWAY,
];
