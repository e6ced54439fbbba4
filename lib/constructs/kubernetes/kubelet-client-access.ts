import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { kubeletClientBinding } from "../../pillars/authorization/kubelet-client";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/**
 * What the API server of a cluster on one's own machines may do where it asks kubelets: the one binding of its group
 * `portcullis:kubelet-client`, in which the first start makes its certificate. Not for Amazon EKS and k3s, whose API servers bring
 * certificates of their own.
 */
export class KubeletClientAccess extends Construct {
  readonly binding: ApiObject;

  constructor(scope: Construct, id: string) {
    super(scope, id);
    gateManifests(this);
    this.binding = writeManifest(this, kubeletClientBinding());
  }
}
