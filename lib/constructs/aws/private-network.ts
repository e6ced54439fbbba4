import { DefaultSecurityGroup } from "@cdktf/provider-aws/lib/default-security-group";
import { RouteTable } from "@cdktf/provider-aws/lib/route-table";
import { RouteTableAssociation } from "@cdktf/provider-aws/lib/route-table-association";
import { Subnet } from "@cdktf/provider-aws/lib/subnet";
import { Vpc } from "@cdktf/provider-aws/lib/vpc";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { AwsServiceInput } from "../../spec/cloud-profile-spec";
import type { CloudEgressSpec } from "../../spec/cluster-spec";
import { DEFAULTS } from "../../spec/defaults";
import { gateTerraform } from "../gate/terraform-gate";
import type { ClusterNetwork } from "./cluster-network";
import { PRIVATE_CLUSTER_ENDPOINTS, type PrivateClusterEndpoint } from "./decisions/endpoint-set";
import { subnetCut } from "./decisions/subnet-cut";
import { FlowLogs } from "./flow-logs";
import { InspectedEgress } from "./inspected-egress";
import { OutboundGateway } from "./outbound-gateway";
import { PrivateEndpoints } from "./private-endpoints";

export interface PrivateNetworkProps {
  /** What the network is called; usually the cluster's name. Never a token. */
  readonly name: string;
  /** The AWS region: `eu-central-1`. */
  readonly region: string;
  /** The VPC's range: canonical, IPv4, /16 to /19. It is cut into eight equal subnets, one per zone letter. */
  readonly cidr: string;
  /** Two to eight zones of the region, by name: `eu-central-1a`. The order does not matter. */
  readonly zones: readonly string[];
  /**
   * The AWS services that are reached without leaving the network.
   *
   * @default - all of PRIVATE_CLUSTER_ENDPOINTS, what a private EKS cluster cannot do without
   */
  readonly endpoints?: readonly PrivateClusterEndpoint[] | undefined;
  /**
   * Further AWS services that something in the network calls, each with its reason.
   *
   * @default - none
   */
  readonly awsServices?: readonly AwsServiceInput[] | undefined;
  /**
   * What leaves the network for the internet.
   *
   * @default - nothing
   */
  readonly egress?: CloudEgressSpec | undefined;
  /**
   * Whether EKS Auto Mode finds the subnets for load balancers inside the VPC, by the tag that it looks for.
   *
   * @default false
   */
  readonly internalLoadBalancers?: boolean | undefined;
  /**
   * For how many days flow logs are kept at least: 1 to 3653.
   *
   * @default 400
   */
  readonly flowLogRetentionDays?: number | undefined;
}

/**
 * A VPC that nothing leads into, and out of only where `egress` says so and why: no public subnet, no public address. Its
 * subnets reach the AWS services that a private EKS cluster needs through endpoints of its own, and nothing else.
 *
 * One route table serves all subnets: it holds the VPC's own range, and the way to S3 that the gateway endpoint adds.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 * @see https://docs.aws.amazon.com/eks/latest/userguide/network-reqs.html
 */
export class PrivateNetwork extends Construct implements ClusterNetwork {
  readonly vpcId: string;
  /** The subnets' ids, as references, in the order of their zones. */
  readonly privateSubnetIds: readonly string[];

  readonly vpc: Vpc;
  /** The subnets, by zone. */
  readonly subnets: Readonly<Record<string, Subnet>>;
  readonly routeTable: RouteTable;
  /** The way out, where there is one. */
  readonly outboundGateway: OutboundGateway | undefined;
  /** The way out to named destinations, where that is the way. */
  readonly inspectedEgress: InspectedEgress | undefined;
  /** The VPC's default security group, emptied: who forgets to name a group gets one that lets nothing through. */
  readonly defaultSecurityGroup: DefaultSecurityGroup;
  readonly endpoints: PrivateEndpoints;
  /** Who spoke with whom. */
  readonly flowLogs: FlowLogs;

  constructor(scope: Construct, id: string, props: PrivateNetworkProps) {
    super(scope, id);
    gateTerraform(this);
    const cut = subnetCut(props.cidr, props.region, props.zones);
    const name = terraformText(props.name);

    this.vpc = new Vpc(this, "vpc", {
      cidrBlock: props.cidr,
      enableDnsSupport: true,
      enableDnsHostnames: true,
      tags: { Name: name },
    });
    this.vpcId = this.vpc.id;
    this.defaultSecurityGroup = new DefaultSecurityGroup(this, "default-security-group", {
      vpcId: this.vpcId,
      ingress: [],
      egress: [],
      tags: { Name: `${name}-default-closed` },
    });
    // Without inline routes: a team that connects its VPN adds an aws_route of its own, which the gate wants named.
    this.routeTable = new RouteTable(this, "routes", {
      vpcId: this.vpcId,
      tags: { Name: `${name}-private` },
    });

    this.outboundGateway =
      props.egress?.mode === "nat"
        ? new OutboundGateway(this, "egress", {
            name: props.name,
            vpcId: this.vpcId,
            routeTableIds: { private: this.routeTable.id },
            why: props.egress.why,
          })
        : undefined;

    const flowLogRetentionDays = props.flowLogRetentionDays ?? DEFAULTS[1].retentionDays;
    this.inspectedEgress =
      props.egress?.mode === "firewall"
        ? new InspectedEgress(this, "inspected-egress", {
            name: props.name,
            region: props.region,
            vpcId: this.vpcId,
            cidr: props.cidr,
            zones: props.zones,
            destinations: props.egress.destinations,
            retentionDays: flowLogRetentionDays,
          })
        : undefined;

    const subnets: Record<string, Subnet> = {};
    for (const { zone, cidr } of cut) {
      const subnet = new Subnet(this, `subnet-${zone}`, {
        vpcId: this.vpcId,
        availabilityZone: zone,
        cidrBlock: cidr,
        mapPublicIpOnLaunch: false,
        tags: {
          Name: `${name}-private-${zone}`,
          ...(props.internalLoadBalancers && { "kubernetes.io/role/internal-elb": "1" }),
        },
      });
      new RouteTableAssociation(this, `routes-${zone}`, {
        subnetId: subnet.id,
        routeTableId: (this.inspectedEgress?.routeTables[zone] ?? this.routeTable).id,
      });
      subnets[zone] = subnet;
    }
    this.subnets = subnets;
    this.privateSubnetIds = Object.values(subnets).map((subnet) => subnet.id);

    this.flowLogs = new FlowLogs(this, "flow-logs", {
      name: props.name,
      region: props.region,
      vpcId: this.vpcId,
      retentionDays: flowLogRetentionDays,
    });
    this.endpoints = new PrivateEndpoints(this, "endpoints", {
      name: props.name,
      region: props.region,
      vpcId: this.vpcId,
      subnetIds: this.privateSubnetIds,
      routeTableIds: [
        this.routeTable.id,
        ...Object.values(this.inspectedEgress?.routeTables ?? {}).map((table) => table.id),
      ],
      reachableFrom: props.cidr,
      awsServices: props.awsServices,
      services: props.endpoints ?? PRIVATE_CLUSTER_ENDPOINTS.map(({ service }) => service),
    });
  }
}
