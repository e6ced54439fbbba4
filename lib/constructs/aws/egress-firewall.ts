import { CloudwatchLogGroup } from "@cdktf/provider-aws/lib/cloudwatch-log-group";
import { NetworkfirewallFirewall } from "@cdktf/provider-aws/lib/networkfirewall-firewall";
import { NetworkfirewallFirewallPolicy } from "@cdktf/provider-aws/lib/networkfirewall-firewall-policy";
import { NetworkfirewallLoggingConfiguration } from "@cdktf/provider-aws/lib/networkfirewall-logging-configuration";
import { NetworkfirewallRuleGroup } from "@cdktf/provider-aws/lib/networkfirewall-rule-group";
import { Construct } from "constructs";
import { terraformText } from "../../formats/terraform-text";
import type { DestinationSpec } from "../../spec/cluster-spec";
import { InvalidInput } from "../../spec/invalid-input";
import { gateTerraform } from "../gate/terraform-gate";
import { cidrBlock } from "./decisions/cidr-block";
import { logRetention } from "./decisions/log-retention";
import { EncryptionKey } from "./encryption-key";
import { identityText } from "./identity-text";

export interface EgressFirewallProps {
  /** What firewall, groups and log group are called after; usually the cluster's name. Never a token. */
  readonly name: string;
  readonly region: string;
  readonly vpcId: string;
  /** The VPC's range, which may speak. */
  readonly cidr: string;
  /** The firewall's own subnets, by zone: nothing else stands in them. */
  readonly subnetIds: Readonly<Record<string, string>>;
  /** The names that may be reached, in any order; at least one. */
  readonly destinations: readonly DestinationSpec[];
  /** For how many days alerts are kept at least: 1 to 3653. */
  readonly retentionDays: number;
}

/** Rules that a group of names has room for; it can never be changed. */
const CAPACITY = 500;

const PROTOCOLS = {
  https: { port: 443, targetType: "TLS_SNI" },
  http: { port: 80, targetType: "HTTP_HOST" },
} as const;

/**
 * A firewall that lets out what goes to named hosts, and nothing else. What is not TCP to the ports of the named hosts is dropped
 * before it is looked at; of the rest, what does not ask for one of the names is dropped and goes on record.
 *
 * The name is what the client says (SNI, or the HTTP header), and the firewall opens no TLS: who controls both ends can lie. Names are
 * asked for past the firewall, at the VPC's resolver.
 *
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/stateful-rule-groups-domain-names.html
 * @see https://docs.aws.amazon.com/network-firewall/latest/developerguide/suricata-rule-evaluation-order.html
 */
export class EgressFirewall extends Construct {
  readonly key: EncryptionKey;
  readonly logGroup: CloudwatchLogGroup;
  readonly portsGroup: NetworkfirewallRuleGroup;
  /** The groups of names, by protocol. */
  readonly nameGroups: Readonly<Partial<Record<"https" | "http", NetworkfirewallRuleGroup>>>;
  readonly policy: NetworkfirewallFirewallPolicy;
  readonly firewall: NetworkfirewallFirewall;
  readonly logging: NetworkfirewallLoggingConfiguration;

  constructor(scope: Construct, id: string, props: EgressFirewallProps) {
    super(scope, id);
    gateTerraform(this);
    const name = identityText(props.name);
    const cidr = cidrBlock(props.cidr).canonical;
    const used = (["https", "http"] as const).filter((protocol) =>
      props.destinations.some((destination) => destination.protocol === protocol),
    );
    if (used.length === 0)
      throw new InvalidInput("a firewall without a destination lets nothing out: name one, or have no way out");

    const groupName = `/aws/vendedlogs/portcullis/${props.name}/egress`;
    this.key = new EncryptionKey(this, "key", {
      alias: `${props.name}/egress`,
      description: `Egress alerts of ${props.name}`,
      logGroup: { name: groupName, region: props.region },
    });
    this.logGroup = new CloudwatchLogGroup(this, "group", {
      name: identityText(groupName),
      retentionInDays: logRetention(props.retentionDays),
      kmsKeyId: this.key.keyArn,
      deletionProtectionEnabled: true,
      skipDestroy: true,
    });
    this.portsGroup = new NetworkfirewallRuleGroup(this, "ports", {
      name: `${name}-ports`,
      type: "STATELESS",
      capacity: 100,
      ruleGroup: {
        rulesSource: {
          statelessRulesAndCustomActions: {
            statelessRule: used.flatMap((protocol, index) => {
              const { port } = PROTOCOLS[protocol];
              const ports = [{ fromPort: port, toPort: port }];
              const inside = [{ addressDefinition: cidr }];
              const anywhere = [{ addressDefinition: "0.0.0.0/0" }];
              const forward = (priority: number, match: object) => ({
                priority,
                ruleDefinition: { actions: ["aws:forward_to_sfe"], matchAttributes: { protocols: [6], ...match } },
              });
              return [
                forward(index * 2 + 1, { source: inside, destination: anywhere, destinationPort: ports }),
                forward(index * 2 + 2, { source: anywhere, destination: inside, sourcePort: ports }),
              ];
            }),
          },
        },
      },
    });
    this.nameGroups = Object.fromEntries(
      used.map((protocol) => [
        protocol,
        new NetworkfirewallRuleGroup(this, `names-${protocol}`, {
          name: `${name}-names-${protocol}`,
          type: "STATEFUL",
          capacity: CAPACITY,
          ruleGroup: {
            statefulRuleOptions: { ruleOrder: "STRICT_ORDER" },
            rulesSource: {
              rulesSourceList: {
                generatedRulesType: "ALLOWLIST",
                targetTypes: [PROTOCOLS[protocol].targetType],
                targets: props.destinations
                  .filter((destination) => destination.protocol === protocol)
                  .map(({ host }) => terraformText(host))
                  .sort(),
              },
            },
          },
          tags: Object.fromEntries(
            [...props.destinations]
              .sort((a, b) => (a.host < b.host ? -1 : 1))
              .filter((destination) => destination.protocol === protocol)
              .slice(0, 40)
              .map(({ host, why }) => [`portcullis:why:${host}`.slice(0, 128), terraformText(why)]),
          ),
        }),
      ]),
    );
    this.policy = new NetworkfirewallFirewallPolicy(this, "policy", {
      name: `${name}-egress`,
      firewallPolicy: {
        statelessDefaultActions: ["aws:drop"],
        statelessFragmentDefaultActions: ["aws:drop"],
        statelessRuleGroupReference: [{ priority: 1, resourceArn: this.portsGroup.arn }],
        statefulEngineOptions: { ruleOrder: "STRICT_ORDER", streamExceptionPolicy: "DROP" },
        statefulDefaultActions: ["aws:drop_established", "aws:alert_established"],
        statefulRuleGroupReference: used.map((protocol, index) => ({
          priority: index + 1,
          resourceArn: this.nameGroups[protocol]?.arn ?? "",
        })),
      },
    });
    this.firewall = new NetworkfirewallFirewall(this, "Resource", {
      name: `${name}-egress`,
      vpcId: identityText(props.vpcId),
      firewallPolicyArn: this.policy.arn,
      deleteProtection: true,
      firewallPolicyChangeProtection: true,
      subnetMapping: Object.entries(props.subnetIds)
        .sort(([a], [b]) => (a < b ? -1 : 1))
        .map(([, subnetId]) => ({ subnetId: identityText(subnetId) })),
      tags: { Name: name, "portcullis:why": "only named destinations are reached" },
    });
    this.logging = new NetworkfirewallLoggingConfiguration(this, "logging", {
      firewallArn: this.firewall.arn,
      loggingConfiguration: {
        logDestinationConfig: [
          {
            logType: "ALERT",
            logDestinationType: "CloudWatchLogs",
            logDestination: { logGroup: this.logGroup.name },
          },
        ],
      },
    });
  }

  /** The id of the firewall's endpoint in a zone, as an expression: AWS says it once the firewall stands. */
  endpointId(zone: string): string {
    const states = `${this.firewall.fqn}.firewall_status[0].sync_states`;
    return `\${one([for state in ${states} : state.attachment[0].endpoint_id if state.availability_zone == "${terraformText(zone)}"])}`;
  }
}
