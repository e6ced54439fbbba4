import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { imagesByDigestBinding, imagesByDigestPolicy } from "../../pillars/admission/images-by-digest";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/**
 * Pods in tenants' namespaces run images by digest alone: a validating admission policy with its binding. Once a cluster.
 * It judges the namespaces that carry the label `portcullis.dev/tenant`, as those of `TenantNamespace` do.
 */
export class ImagesByDigest extends Construct {
  readonly policy: ApiObject;
  readonly binding: ApiObject;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    gateManifests(this);
    this.policy = writeManifest(this, imagesByDigestPolicy());
    this.binding = writeManifest(this, imagesByDigestBinding());
  }
}
