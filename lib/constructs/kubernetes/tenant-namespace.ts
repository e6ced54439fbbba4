import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { tenantLimits } from "../../pillars/admission/tenant-limits";
import { tenantNamespace } from "../../pillars/admission/tenant-namespace";
import { tenantQuota } from "../../pillars/admission/tenant-quota";
import { tenantDefaultAccount } from "../../pillars/authorization/tenant-default-account";
import { tenantDefaultDeny } from "../../pillars/network/tenant-default-deny";
import { tenantDns } from "../../pillars/network/tenant-dns";
import { defineTenant, type LoneTenantInput } from "../../spec/define-tenant";
import type { KubernetesVersion } from "../../spec/kubernetes-version";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** What a tenant's namespace is made of. */
export interface TenantNamespaceProps {
  readonly tenant: LoneTenantInput;
  /** The version of the cluster, to which the Pod Security Standard is pinned. */
  readonly kubernetesVersion: KubernetesVersion;
}

/**
 * A team's namespace: Pod Security level `restricted`, quota, default limits, a default account without a token, and network
 * policies that deny everything but DNS. Stands alone in any chart.
 *
 * The handles take cdk8s' own `addJsonPatch`; what results is judged as all else.
 */
export class TenantNamespace extends Construct {
  readonly namespace: ApiObject;
  readonly defaultAccount: ApiObject;
  readonly quota: ApiObject;
  readonly limits: ApiObject;
  readonly defaultDeny: ApiObject;
  readonly allowDns: ApiObject;

  constructor(scope: Construct, id: string, props: TenantNamespaceProps) {
    super(scope, id);
    gateManifests(this);
    const { tenant, kubernetesVersion } = defineTenant(props);
    // The order in which kubectl applies them: the namespace before what stands in it.
    this.namespace = writeManifest(this, tenantNamespace(tenant, kubernetesVersion));
    this.defaultDeny = writeManifest(this, tenantDefaultDeny(tenant));
    this.allowDns = writeManifest(this, tenantDns(tenant));
    this.quota = writeManifest(this, tenantQuota(tenant));
    this.limits = writeManifest(this, tenantLimits(tenant));
    this.defaultAccount = writeManifest(this, tenantDefaultAccount(tenant));
  }
}
