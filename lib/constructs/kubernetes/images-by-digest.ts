import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { IMAGES_BY_DIGEST } from "../../pillars/admission/images-by-digest";
import type { WarnOnlyInput } from "../../spec/admission-spec";
import { gateManifests } from "../gate/manifest-gate";
import { type BoundPolicy, writePolicy } from "./bound-policy";

/** What may be said of the policy. */
export interface ImagesByDigestProps {
  /**
   * The time in which it only warns, as in `admission.warnOnly` of a description; entries for other policies say nothing here.
   *
   * @default - none: it refuses
   */
  readonly warnOnly?: readonly WarnOnlyInput[] | undefined;
}

/**
 * Pods in tenants' namespaces run images by digest alone: a validating admission policy with its binding. Once a cluster.
 * It judges the namespaces that carry the label `portcullis.dev/tenant`, as those of `TenantNamespace` do.
 */
export class ImagesByDigest extends Construct implements BoundPolicy {
  readonly policy: ApiObject;
  readonly binding: ApiObject;
  readonly warning: ApiObject | undefined;

  constructor(scope: Construct, id: string, { warnOnly }: ImagesByDigestProps = {}) {
    super(scope, id);
    gateManifests(this);
    const { policy, binding, warning } = writePolicy(this, IMAGES_BY_DIGEST, warnOnly);
    this.policy = policy;
    this.binding = binding;
    this.warning = warning;
  }
}
