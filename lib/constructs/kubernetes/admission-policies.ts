import { Construct } from "constructs";
import { admissionPolicies } from "../../pillars/admission/policies";
import type { Platform } from "../../pillars/admission/policies/exceptions";
import type { PeopleHaveAttributesProps } from "../../pillars/admission/policies/people-have-attributes";
import type { AdmissionExceptionInput, PlatformNamespaceInput, WarnOnlyInput } from "../../spec/admission-spec";
import { gateManifests } from "../gate/manifest-gate";
import { IMAGES_BY_DIGEST } from "../../pillars/admission/images-by-digest";
import { type BoundPolicy, writePolicy } from "./bound-policy";

/** What the policies depend on. */
export interface AdmissionPoliciesProps {
  /** Who runs the control plane: `eks`, `k3s` or `kubeadm`. It writes objects of its own, which must pass. */
  readonly platform: Platform;
  /**
   * The registries that tenants run images from, as in `admission.images` of a description.
   *
   * @default - any registry
   */
  readonly registries?: readonly string[] | undefined;
  /**
   * What passes by name, as in `admission.exceptions` of a description.
   *
   * @default - no exception
   */
  readonly exceptions?: readonly AdmissionExceptionInput[] | undefined;
  /**
   * Namespaces that are no tenant's, as in `admission.platformNamespaces` of a description; `portcullis-logs` among them where
   * `LogForwarder` stands beside.
   *
   * @default - none beside `kube-system`
   */
  readonly platformNamespaces?: readonly PlatformNamespaceInput[] | undefined;
  /**
   * Whether somebody may break glass, as by `breakGlass` of a description.
   *
   * @default - nobody
   */
  readonly breakGlass?: boolean | undefined;
  /**
   * Whether the control-plane machines decide on requests for certificates, as those of the data-center profile do, and nobody else may.
   *
   * @default - whoever holds the right decides
   */
  readonly certificateApproval?: boolean | undefined;
  /**
   * What is asked of people who write, as by `attributeRules` of a description, with the groups of certificates that recover.
   *
   * @default - nothing
   */
  readonly attributes?: PeopleHaveAttributesProps | undefined;
  /**
   * Policies that only warn for a while, as in `admission.warnOnly` of a description.
   *
   * @default - none: every policy refuses
   */
  readonly warnOnly?: readonly WarnOnlyInput[] | undefined;
}

/**
 * What Pod Security leaves open: validating admission policies with their bindings, all but that of `ImagesByDigest`. Once a
 * cluster. Those for tenants look at namespaces that carry the label `portcullis.dev/tenant`, as those of
 * `TenantNamespace` do, and expect the quota, limits and default deny that it brings.
 */
export class AdmissionPolicies extends Construct {
  /** By name, in the order in which they are applied. */
  readonly policies: ReadonlyMap<string, BoundPolicy>;

  constructor(scope: Construct, id: string, props: AdmissionPoliciesProps) {
    super(scope, id);
    gateManifests(this);
    const {
      platform,
      registries,
      exceptions = [],
      platformNamespaces = [],
      breakGlass,
      certificateApproval,
      attributes,
      warnOnly,
    } = props;
    const written = admissionPolicies({
      platform,
      registries,
      exceptions,
      platformNamespaces,
      breakGlass,
      certificateApproval,
      attributes,
    }).filter((one) => one !== IMAGES_BY_DIGEST);
    this.policies = new Map(
      written.map((one) => [one.name, writePolicy(new Construct(this, one.name), one, warnOnly)]),
    );
  }
}
