import type { ApiObject } from "cdk8s";
import type { Construct } from "constructs";
import {
  type AdmissionPolicy,
  bindingManifest,
  policyManifest,
  warningManifest,
} from "../../pillars/admission/policies/admission-policy";
import type { WarnOnlyInput } from "../../spec/admission-spec";
import { writeManifest } from "./write-manifest";

/** A policy with what puts it into force. */
export interface BoundPolicy {
  readonly policy: ApiObject;
  readonly binding: ApiObject;
  /** What warns while the policy does not refuse; undefined where it always does. */
  readonly warning: ApiObject | undefined;
}

/** Writes a policy of ours into a place of its own. */
export function writePolicy(
  place: Construct,
  policy: AdmissionPolicy,
  warnOnly: readonly WarnOnlyInput[] = [],
): BoundPolicy {
  const window = warnOnly.find((one) => one.policy === policy.name);
  return {
    policy: writeManifest(place, policyManifest(policy, window)),
    binding: writeManifest(place, bindingManifest(policy, window)),
    warning: window && writeManifest(place, warningManifest(policy, window)),
  };
}
