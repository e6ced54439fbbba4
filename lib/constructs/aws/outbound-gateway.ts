import { InternetGateway } from "@cdktf/provider-aws/lib/internet-gateway";
import { NatGateway } from "@cdktf/provider-aws/lib/nat-gateway";
import { Route } from "@cdktf/provider-aws/lib/route";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { addressPart } from "./decisions/address-part";
import { identityText } from "./identity-text";

export interface OutboundGatewayProps {
  /** What the gateways are called; usually the cluster's name. */
  readonly name: string;
  /** The id of a VPC in the same stack. */
  readonly vpcId: string;
  /** The route tables that get the way out, by a name of your own that becomes part of the route's address. */
  readonly routeTableIds: Readonly<Record<string, string>>;
  /** Why something must leave the VPC; the tag `portcullis:why` of the gateway. */
  readonly why: string;
}

/**
 * A way out of a VPC that nobody comes in by: a regional NAT gateway, which stands in no subnet. No subnet therefore needs
 * a route to the internet gateway, and without one nothing in the VPC can be reached from outside: no machine with a
 * public address, and no load balancer that a Service in the cluster asks for.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/nat-gateways-regional.html
 */
export class OutboundGateway extends Construct {
  readonly internetGateway: InternetGateway;
  readonly natGateway: NatGateway;
  /** The routes out, by the names of their tables. */
  readonly routes: Readonly<Record<string, Route>>;

  constructor(scope: Construct, id: string, props: OutboundGatewayProps) {
    super(scope, id);
    gateTerraform(this);
    const vpcId = identityText(props.vpcId);
    const name = identityText(props.name);
    this.internetGateway = new InternetGateway(this, "internet-gateway", { vpcId, tags: { Name: name } });
    this.natGateway = new NatGateway(this, "Resource", {
      vpcId,
      availabilityMode: "regional",
      connectivityType: "public",
      tags: { Name: name, "portcullis:why": terraformText(props.why) },
      dependsOn: [this.internetGateway],
    });
    this.routes = Object.fromEntries(
      Object.entries(props.routeTableIds)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([table, routeTableId]) => [
          table,
          new Route(this, `route-${addressPart(table)}`, {
            routeTableId: identityText(routeTableId),
            destinationCidrBlock: "0.0.0.0/0",
            natGatewayId: this.natGateway.id,
          }),
        ]),
    );
  }
}
