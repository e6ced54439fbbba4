import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { tenantPodIdentity } from "../../pillars/network/tenant-pod-identity";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Whose pods ask for credentials of AWS. */
export interface TenantPodIdentityProps {
  /** The tenant's namespace. */
  readonly tenant: string;
}

/** The exception from a tenant's default deny by which its pods reach the agent of EKS Pod Identity on their own node. */
export class TenantPodIdentity extends Construct {
  readonly policy: ApiObject;

  constructor(scope: Construct, id: string, { tenant }: TenantPodIdentityProps) {
    super(scope, id);
    gateManifests(this);
    this.policy = writeManifest(this, tenantPodIdentity({ name: tenant }));
  }
}
