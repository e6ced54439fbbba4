import { SecurityGroup } from "@cdktf/provider-aws/lib/security-group";
import { VpcSecurityGroupIngressRule } from "@cdktf/provider-aws/lib/vpc-security-group-ingress-rule";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import { gateTerraform } from "../gate/terraform-gate";
import { cidrAddressPart } from "./decisions/address-part";
import { cidrBlock } from "./decisions/cidr-block";
import { ruleDescription } from "./decisions/rule-description";
import { identityText } from "./identity-text";
import { InvalidInput } from "../../spec/invalid-input";

/** One range that may reach one port. */
export interface InboundSourceProps {
  /** The port, 1 to 65535. */
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  /** One canonical CIDR block, IPv4 or IPv6; never a token, for what is open must be readable in the program. */
  readonly cidr: string;
  /** Why it is let in; becomes the rule's description. */
  readonly why: string;
}

export interface ClosedSecurityGroupProps {
  /** The VPC's id, literal or token. */
  readonly vpcId: string;
  /** The group's name; must not begin with `sg-`. A change replaces the group. */
  readonly name: string;
  /** What stands behind the group. A change replaces the group. */
  readonly description: string;
  /** Who gets in. The order does not matter; an empty list means nobody. */
  readonly inbound: readonly InboundSourceProps[];
}

/**
 * A security group that lets in what it names, each source as a rule of its own with its reason, and lets nothing out.
 *
 * The group has no inline rules, in or out: with them Terraform would fight with the separate rules. A group made
 * this way has no outbound rule at all, because the provider takes away the one to everywhere that EC2 gives to every
 * new group (`resourceSecurityGroupCreate` revokes `0.0.0.0/0` and `::/0`). Answers to permitted requests still go
 * out: security groups keep state. An outbound rule that somebody adds by hand is not noticed by a plan.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/userguide/security-group-rules.html
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs/resources/vpc_security_group_ingress_rule
 */
export class ClosedSecurityGroup extends Construct {
  readonly securityGroup: SecurityGroup;
  /** The rules, by construct id. */
  readonly rules: Readonly<Record<string, VpcSecurityGroupIngressRule>>;
  /** The group's id, as a reference. */
  readonly securityGroupId: string;

  constructor(scope: Construct, id: string, props: ClosedSecurityGroupProps) {
    super(scope, id);
    gateTerraform(this);
    this.securityGroup = new SecurityGroup(this, "Resource", {
      name: identityText(props.name),
      description: terraformText(ruleDescription(props.description)),
      vpcId: identityText(props.vpcId),
      tags: { Name: identityText(props.name) },
    });
    this.securityGroupId = this.securityGroup.id;

    const rules: Record<string, VpcSecurityGroupIngressRule> = {};
    for (const [ruleId, source] of byId(props.inbound)) {
      const { family, canonical } = cidrBlock(source.cidr);
      rules[ruleId] = new VpcSecurityGroupIngressRule(this, ruleId, {
        securityGroupId: this.securityGroupId,
        description: terraformText(ruleDescription(source.why)),
        ipProtocol: source.protocol,
        fromPort: source.port,
        toPort: source.port,
        ...(family === "ipv4" ? { cidrIpv4: canonical } : { cidrIpv6: canonical }),
      });
    }
    this.rules = rules;
  }
}

/** The sources by the id of their rule, in the order of the ids: nothing depends on the order of the list. */
function byId(inbound: readonly InboundSourceProps[]): readonly (readonly [string, InboundSourceProps])[] {
  const sources = new Map<string, InboundSourceProps>();
  for (const source of inbound) {
    const { port, protocol, cidr } = source;
    if (!Number.isInteger(port) || port < 1 || port > 65535)
      throw new InvalidInput(`${port} is not a port: write 1 to 65535`);
    const id = `${protocol}-${port}-${cidrAddressPart(cidr)}`;
    if (sources.has(id))
      throw new InvalidInput(`${protocol} ${port} from ${cidr} is let in twice: keep the one with the better reason`);
    sources.set(id, source);
  }
  return [...sources].sort(([a], [b]) => (a < b ? -1 : 1));
}
