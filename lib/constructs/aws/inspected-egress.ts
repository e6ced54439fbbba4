import { Route } from "@cdktf/provider-aws/lib/route";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { DestinationSpec } from "../../spec/cluster-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { firewallSubnets } from "./decisions/firewall-subnets";
import { subnetCut } from "./decisions/subnet-cut";
import { EgressFirewall } from "./egress-firewall";
import { identityText } from "./identity-text";
import { OutboundGateway } from "./outbound-gateway";

export interface InspectedEgressProps {
  /** What everything is called after; usually the cluster's name. Never a token. */
  readonly name: string;
  readonly region: string;
  /** The id of a VPC in the same stack. */
  readonly vpcId: string;
  /** The VPC's range, cut as {@link PrivateNetwork} cuts it; the eighth part holds the firewall's subnets. */
  readonly cidr: string;
  readonly zones: readonly string[];
  /** The names that may be reached. */
  readonly destinations: readonly DestinationSpec[];
  /** For how many days alerts are kept at least: 1 to 3653. */
  readonly retentionDays: number;
}

/**
 * A way out of a VPC through a firewall for named destinations: from the private subnets of each zone to the firewall's endpoint
 * there, from the firewall to a regional NAT gateway, and back the same way, so that the firewall sees both directions.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/arch-igw-ngw.html
 */
export class InspectedEgress extends Construct {
  readonly firewall: EgressFirewall;
  readonly gateway: OutboundGateway;
  /** The route tables of the private subnets, by zone. */
  readonly routeTables: Readonly<Record<string, RouteTable>>;

  constructor(scope: Construct, id: string, props: InspectedEgressProps) {
    super(scope, id);
    gateTerraform(this);
    const name = terraformText(props.name);
    const vpcId = identityText(props.vpcId);
    const firewallTable = new RouteTable(this, "firewall-routes", { vpcId, tags: { Name: `${name}-firewall` } });
    const subnets: Record<string, Subnet> = {};
    for (const { zone, cidr } of firewallSubnets(props.cidr, props.region, props.zones)) {
      const subnet = new Subnet(this, `firewall-subnet-${zone}`, {
        vpcId,
        availabilityZone: zone,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false,
        tags: { Name: `${name}-firewall-${zone}` },
      });
      new RouteTableAssociation(this, `firewall-routes-${zone}`, {
        subnetId: subnet.id,
        routeTableId: firewallTable.id,
      });
      subnets[zone] = subnet;
    }
    this.firewall = new EgressFirewall(this, "firewall", {
      name: props.name,
      region: props.region,
      vpcId: props.vpcId,
      cidr: props.cidr,
      subnetIds: Object.fromEntries(Object.entries(subnets).map(([zone, subnet]) => [zone, subnet.id])),
      destinations: props.destinations,
      retentionDays: props.retentionDays,
    });
    this.gateway = new OutboundGateway(this, "gateway", {
      name: props.name,
      vpcId: props.vpcId,
      routeTableIds: { firewall: firewallTable.id },
      why: "named destinations behind the firewall",
    });
    this.routeTables = Object.fromEntries(
      subnetCut(props.cidr, props.region, props.zones).map(({ zone, cidr }) => {
        const table = new RouteTable(this, `routes-${zone}`, { vpcId, tags: { Name: `${name}-private-${zone}` } });
        const vpcEndpointId = this.firewall.endpointId(zone);
        new Route(this, `out-${zone}`, { routeTableId: table.id, destinationCidrBlock: "0.0.0.0/0", vpcEndpointId });
        new Route(this, `back-${zone}`, {
          routeTableId: this.gateway.natGateway.routeTableId,
          destinationCidrBlock: cidr,
          vpcEndpointId,
        });
        return [zone, table];
      }),
    );
  }
}
