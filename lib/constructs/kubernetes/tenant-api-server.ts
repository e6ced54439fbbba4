import type { ApiObject } from "cdk8s";
import { Construct } from "constructs";
import { tenantApiServer } from "../../pillars/network/tenant-api-server";
import { InvalidInput } from "../../spec/invalid-input";
import { gateManifests } from "../gate/manifest-gate";
import { writeManifest } from "./write-manifest";

/** Whose pods reach which API server. */
export interface TenantApiServerProps {
  /** The tenant's namespace. */
  readonly tenant: string;
  /** The addresses of the control-plane machines, IPv4 or IPv6, one at least. */
  readonly addresses: readonly string[];
  /**
   * The port of the API server.
   *
   * @default 6443
   */
  readonly port?: number;
}

/** The exception from a tenant's default deny by which its pods reach the API server, address by address. */
export class TenantApiServer extends Construct {
  readonly policy: ApiObject;

  constructor(scope: Construct, id: string, props: TenantApiServerProps) {
    super(scope, id);
    gateManifests(this);
    // No address would be no peer, and a rule without peers lets everything through.
    if (props.addresses.length === 0) {
      throw new InvalidInput(`TenantApiServer(${props.tenant}): addresses is empty; name every control-plane machine.`);
    }
    this.policy = writeManifest(this, tenantApiServer({ name: props.tenant }, props.addresses, props.port ?? 6443));
  }
}
