import type { AdmissionExceptionInput, PlatformNamespaceInput } from "../../../spec/admission-spec";
import { IMAGES_BY_DIGEST } from "../images-by-digest";
import { BREAK_GLASS_MAKES_NOTHING } from "./break-glass-makes-nothing";
import type { AdmissionPolicy } from "./admission-policy";
import type { Platform } from "./exceptions";
import { CERTIFICATES_APPROVED_ON_MACHINES } from "./certificates-approved-on-machines";
import { DEFAULT_DENY_PRESENT, DEFAULT_LIMITS_PRESENT, QUOTA_PRESENT } from "./guards-present";
import { GUARDS_STAY } from "./guards-stay";
import { INTERNAL_SERVICES } from "./internal-services";
import { listedRegistries } from "./listed-registries";
import { NO_ENTERING_PODS } from "./no-entering-pods";
import { LOG_FORWARDER_ALONE } from "./log-forwarder-alone";
import { noMasterBindings } from "./no-master-bindings";
import { noPowerfulRoles } from "./no-powerful-roles";
import { noStrayNamespaces } from "./no-stray-namespaces";
import { NO_TOKEN_SECRETS } from "./no-token-secrets";
import { NO_WORK_IN_DEFAULT } from "./no-work-in-default";
import { OWN_SERVICE_ACCOUNT } from "./own-service-account";
import { peopleHaveAttributes, type PeopleHaveAttributesProps } from "./people-have-attributes";
import { READ_ONLY_ROOT } from "./read-only-root";
import { REQUESTS_AND_LIMITS } from "./requests-and-limits";
import { SHORT_LIVED_CLIENT_CERTIFICATES } from "./short-lived-client-certificates";
import { TENANT_NAMESPACES_STAY_RESTRICTED } from "./tenant-namespaces-stay-restricted";
import { webhooksInside } from "./webhooks-inside";

/** What the policies of a cluster depend on. */
export interface AdmissionPoliciesInput {
  readonly platform: Platform;
  /** The registries that tenants run images from; undefined for any. */
  readonly registries?: readonly string[] | undefined;
  readonly exceptions: readonly AdmissionExceptionInput[];
  /** Namespaces that are no tenant's. */
  readonly platformNamespaces?: readonly PlatformNamespaceInput[];
  /** Whether pods forward records, whose namespace only they may use. */
  readonly logForwarder?: boolean;
  /** Whether somebody may break glass. */
  readonly breakGlass?: boolean | undefined;
  /** Whether the control-plane machines decide on requests for certificates. */
  readonly certificateApproval?: boolean | undefined;
  /** The rules on attributes of people; undefined for none. */
  readonly attributes?: PeopleHaveAttributesProps | undefined;
}

/** Every policy of a cluster, in the order in which they are applied and documented. */
export function admissionPolicies({
  platform,
  registries,
  exceptions,
  platformNamespaces = [],
  logForwarder = false,
  breakGlass = false,
  certificateApproval = false,
  attributes,
}: AdmissionPoliciesInput): readonly AdmissionPolicy[] {
  return [
    IMAGES_BY_DIGEST,
    ...(registries === undefined ? [] : [listedRegistries(registries)]),
    READ_ONLY_ROOT,
    REQUESTS_AND_LIMITS,
    OWN_SERVICE_ACCOUNT,
    NO_ENTERING_PODS,
    INTERNAL_SERVICES,
    QUOTA_PRESENT,
    DEFAULT_LIMITS_PRESENT,
    DEFAULT_DENY_PRESENT,
    GUARDS_STAY,
    TENANT_NAMESPACES_STAY_RESTRICTED,
    noStrayNamespaces({ platform, platformNamespaces }),
    NO_WORK_IN_DEFAULT,
    noMasterBindings({ platform, exceptions }),
    noPowerfulRoles({ platform, exceptions }),
    webhooksInside({ platform, exceptions }),
    SHORT_LIVED_CLIENT_CERTIFICATES,
    ...(certificateApproval ? [CERTIFICATES_APPROVED_ON_MACHINES] : []),
    NO_TOKEN_SECRETS,
    ...(logForwarder ? [LOG_FORWARDER_ALONE] : []),
    ...(breakGlass ? [BREAK_GLASS_MAKES_NOTHING] : []),
    ...(attributes === undefined ? [] : [peopleHaveAttributes(attributes)]),
  ];
}
