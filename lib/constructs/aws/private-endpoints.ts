import { VpcEndpoint } from "@cdktf/provider-aws/lib/vpc-endpoint";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { AwsService } from "../../spec/aws-service";
import type { AwsServiceInput } from "../../spec/cloud-profile-spec";
import { gateTerraform } from "../gate/terraform-gate";
import { ClosedSecurityGroup } from "./closed-security-group";
import { endpointPolicy } from "./decisions/endpoint-policy";
import { endpointServiceName, endpointSet, type PrivateClusterEndpoint } from "./decisions/endpoint-set";
import { policyDocument } from "./decisions/policy-document";
import { identityText } from "./identity-text";
import { ThisAccount } from "./this-account";

export interface PrivateEndpointsProps {
  /** What the endpoints are called; usually the cluster's name. Never a token. */
  readonly name: string;
  /** The AWS region: `eu-central-1`. */
  readonly region: string;
  readonly vpcId: string;
  /** The subnets that interface endpoints get an address in. */
  readonly subnetIds: readonly string[];
  /** The route tables that gateway endpoints add their route to. */
  readonly routeTableIds: readonly string[];
  /** The range that may use the interface endpoints: that of the VPC. */
  readonly reachableFrom: string;
  /** The services, in any order; an empty list means none. */
  readonly services: readonly PrivateClusterEndpoint[];
  /**
   * Further services with the reason for each, in any order.
   *
   * @default - none
   */
  readonly awsServices?: readonly AwsServiceInput[] | undefined;
}

/**
 * Ways from a VPC to AWS services that do not leave it. Only principals of the own account get through, and
 * only machines of the VPC reach the addresses, on port 443. Each endpoint carries its reason as the tag
 * `portcullis:why`. For a network that is there already, it stands alone.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/create-interface-endpoint.html
 */
export class PrivateEndpoints extends Construct {
  /** The group in front of all interface endpoints. */
  readonly securityGroup: ClosedSecurityGroup;
  /** The endpoints, by service. */
  readonly byService: Readonly<Partial<Record<PrivateClusterEndpoint | AwsService, VpcEndpoint>>>;

  constructor(scope: Construct, id: string, props: PrivateEndpointsProps) {
    super(scope, id);
    gateTerraform(this);
    const { accountId, partition } = ThisAccount.of(this);
    const region = identityText(props.region);
    const name = terraformText(props.name);
    this.securityGroup = new ClosedSecurityGroup(this, "security-group", {
      vpcId: props.vpcId,
      name: `${props.name}-endpoints`,
      description: `AWS service endpoints of ${props.name}`,
      inbound: [
        { port: 443, protocol: "tcp", cidr: props.reachableFrom, why: "nodes and pods of the VPC reach AWS services" },
      ],
    });

    const byService: Partial<Record<PrivateClusterEndpoint | AwsService, VpcEndpoint>> = {};
    for (const { service, type, why } of endpointSet(props.services, props.awsServices ?? [])) {
      byService[service] = new VpcEndpoint(this, service.replace(".", "-"), {
        vpcId: identityText(props.vpcId),
        serviceName: endpointServiceName(region, service),
        vpcEndpointType: type,
        policy: policyDocument(endpointPolicy(service, { accountId, partition, region })),
        tags: { Name: `${name}-${service}`, "portcullis:why": terraformText(why) },
        ...(type === "Gateway"
          ? { routeTableIds: props.routeTableIds.map(identityText) }
          : {
              privateDnsEnabled: true,
              subnetIds: props.subnetIds.map(identityText),
              securityGroupIds: [this.securityGroup.securityGroupId],
            }),
      });
    }
    this.byService = byService;
  }
}
