import { Construct } from "constructs";
import { PodIdentity, type PrivateEksCluster } from "../../constructs/aws";
import { gateTerraform } from "../../constructs/gate/terraform-gate";
import type { CloudClusterSpec } from "../../spec/cluster-spec";
import { podIdentities } from "./decisions/pod-identities";

export interface TenantPodIdentitiesProps {
  readonly spec: CloudClusterSpec;
  readonly cluster: PrivateEksCluster;
}

/** What the workloads of tenants may do in AWS, each by a role of its service account's own. */
export class TenantPodIdentities extends Construct {
  /** By namespace and account: `payments/reports`. */
  readonly byAccount: Readonly<Record<string, PodIdentity>>;

  constructor(scope: Construct, id: string, { spec, cluster }: TenantPodIdentitiesProps) {
    super(scope, id);
    gateTerraform(this);
    const { region } = spec.profile;
    const namespaces = new Map<string, Construct>();
    this.byAccount = Object.fromEntries(
      podIdentities(spec.name, spec.profile.podIdentities).map(({ why: _, ...identity }) => {
        const { namespace, serviceAccount } = identity;
        // One scope for each namespace: joined by a hyphen, two accounts could have one address.
        const within = namespaces.get(namespace) ?? new Construct(this, namespace);
        namespaces.set(namespace, within);
        return [
          `${namespace}/${serviceAccount}`,
          new PodIdentity(within, serviceAccount, {
            ...identity,
            clusterName: spec.name,
            cluster: cluster.clusterName,
            region,
          }),
        ];
      }),
    );
  }
}
