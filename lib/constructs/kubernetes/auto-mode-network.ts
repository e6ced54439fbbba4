import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { autoModeNetworkPolicies } from "../../pillars/network/auto-mode-network-policies";
import { tenantDnsAddress } from "../../pillars/network/tenant-dns-address";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Whose pods ask which address for names. */
export interface AutoModeNetworkProps {
  /** The tenants' namespaces, in any order. */
  readonly tenants: readonly string[];
  /** Where Amazon EKS answers for names: the tenth address of the cluster's Services, IPv4. */
  readonly dnsAddress: string;
}

/** What network policies need in EKS Auto Mode: to be turned on, and DNS by its address. */
export class AutoModeNetwork extends Construct {
  readonly enforcement: ApiObject;
  /** The exceptions for DNS, by tenant. */
  readonly allowDns: ReadonlyMap<string, ApiObject>;

  constructor(scope: Construct, id: string, props: AutoModeNetworkProps) {
    super(scope, id);
    gateManifests(this);
    this.enforcement = writeManifest(this, autoModeNetworkPolicies());
    this.allowDns = new Map(
      [...new Set(props.tenants)].sort().map((name) => {
        const { id: manifestId, ...manifest } = tenantDnsAddress({ name }, props.dnsAddress);
        return [name, writeManifest(this, { ...manifest, id: `${manifestId}-${name}` })];
      }),
    );
  }
}
