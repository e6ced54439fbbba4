import { closedStack, type ResourcesByAddress } from "../fixtures/closed-stack";
import type { RuleFixtures } from "../rule";

type Written = Readonly<Record<string, unknown>>;
const FIREWALL = "aws_networkfirewall_firewall.out";
const endpoint = `\${one([for state in ${FIREWALL}.firewall_status[0].sync_states : state.attachment[0].endpoint_id if state.availability_zone == "eu-central-1a"])}`;

const forward = (more: Written, actions = ["aws:forward_to_sfe"]) => ({
  priority: 1,
  rule_definition: { actions, match_attributes: { protocols: [6], ...more } },
});
const PORT = [{ from_port: 443, to_port: 443 }];
const packets = (...stateless_rule: readonly unknown[]) => ({
  rule_group: { rules_source: { stateless_rules_and_custom_actions: { stateless_rule } } },
});
const names = (list: Written, more: Written = {}) => ({
  rule_group: {
    stateful_rule_options: { rule_order: "STRICT_ORDER" },
    rules_source: {
      rules_source_list: {
        generated_rules_type: "ALLOWLIST",
        target_types: ["TLS_SNI"],
        targets: ["api.example.com"],
        ...list,
      },
    },
    ...more,
  },
});
const POLICY = {
  stateless_default_actions: ["aws:drop"],
  stateless_fragment_default_actions: ["aws:drop"],
  stateless_rule_group_reference: [{ priority: 1, resource_arn: "${aws_networkfirewall_rule_group.ports.arn}" }],
  stateful_engine_options: { rule_order: "STRICT_ORDER" },
  stateful_default_actions: ["aws:drop_established", "aws:alert_established"],
  stateful_rule_group_reference: [{ priority: 1, resource_arn: "${aws_networkfirewall_rule_group.names.arn}" }],
};

const RESOURCES: ResourcesByAddress = {
  "aws_subnet.firewall": { vpc_id: "${aws_vpc.main.id}", cidr_block: "10.20.224.0/28" },
  "aws_networkfirewall_rule_group.ports": packets(forward({ destination_port: PORT }), forward({ source_port: PORT })),
  "aws_networkfirewall_rule_group.names": names({}),
  "aws_networkfirewall_firewall_policy.out": { firewall_policy: POLICY },
  [FIREWALL]: {
    vpc_id: "${aws_vpc.main.id}",
    firewall_policy_arn: "${aws_networkfirewall_firewall_policy.out.arn}",
    delete_protection: true,
    subnet_mapping: [{ subnet_id: "${aws_subnet.firewall.id}" }],
    tags: { "portcullis:why": "named destinations" },
  },
  "aws_cloudwatch_log_group.egress": {
    name: "/aws/vendedlogs/prod/egress",
    retention_in_days: 400,
    kms_key_id: "${aws_kms_key.logs.arn}",
  },
  "aws_networkfirewall_logging_configuration.out": {
    firewall_arn: `\${${FIREWALL}.arn}`,
    logging_configuration: {
      log_destination_config: [
        {
          log_type: "ALERT",
          log_destination_type: "CloudWatchLogs",
          log_destination: { logGroup: "${aws_cloudwatch_log_group.egress.name}" },
        },
      ],
    },
  },
  "aws_internet_gateway.out": { vpc_id: "${aws_vpc.main.id}" },
  "aws_nat_gateway.out": {
    vpc_id: "${aws_vpc.main.id}",
    availability_mode: "regional",
    tags: { "portcullis:why": "named destinations" },
  },
  "aws_route_table.firewall": { vpc_id: "${aws_vpc.main.id}" },
  "aws_route_table.private": { vpc_id: "${aws_vpc.main.id}" },
  "aws_route_table_association.firewall": {
    subnet_id: "${aws_subnet.firewall.id}",
    route_table_id: "${aws_route_table.firewall.id}",
  },
  "aws_route_table_association.a": { subnet_id: "${aws_subnet.a.id}", route_table_id: "${aws_route_table.private.id}" },
  "aws_route.nat": {
    route_table_id: "${aws_route_table.firewall.id}",
    nat_gateway_id: "${aws_nat_gateway.out.id}",
    destination_cidr_block: "0.0.0.0/0",
  },
  "aws_route.out": {
    route_table_id: "${aws_route_table.private.id}",
    vpc_endpoint_id: endpoint,
    destination_cidr_block: "0.0.0.0/0",
  },
};

/** The closed stack with a firewall on the way out. */
export function firewalled(changes: ResourcesByAddress = {}) {
  const changed = Object.keys(changes).map((address) => [address, { ...RESOURCES[address], ...changes[address] }]);
  return closedStack({ ...RESOURCES, ...Object.fromEntries(changed) });
}

const policy = (changes: Written) =>
  firewalled({ "aws_networkfirewall_firewall_policy.out": { firewall_policy: { ...POLICY, ...changes } } });
const ports = (...rules: readonly unknown[]) =>
  firewalled({ "aws_networkfirewall_rule_group.ports": packets(...rules) });
const targets = (...list: readonly string[]) =>
  firewalled({ "aws_networkfirewall_rule_group.names": names({ targets: list }) });
const logging = (destination: Written) =>
  firewalled({
    "aws_networkfirewall_logging_configuration.out": {
      logging_configuration: { log_destination_config: [destination] },
    },
  });

export function egressToNamedHostsFixtures(): RuleFixtures {
  return {
    pass: [{ name: "one name, and the rest is dropped", documents: [firewalled()] }],
    fail: [
      { name: "rules in an order of AWS's own", documents: [policy({ stateful_engine_options: null })] },
      {
        name: "the default order",
        documents: [policy({ stateful_engine_options: { rule_order: "DEFAULT_ACTION_ORDER" } })],
      },
      {
        name: "what no rule names passes, and is only noted",
        documents: [policy({ stateful_default_actions: ["aws:alert_established"] })],
      },
      { name: "nothing is said of the rest", documents: [policy({ stateful_default_actions: null })] },
      {
        name: "what is dropped leaves no trace",
        documents: [policy({ stateful_default_actions: ["aws:drop_established"] })],
      },
      { name: "packets that no rule names pass", documents: [policy({ stateless_default_actions: ["aws:pass"] })] },
      {
        name: "packets that no rule names are handed on, UDP too",
        documents: [policy({ stateless_default_actions: ["aws:forward_to_sfe"] })],
      },
      { name: "packets in pieces pass", documents: [policy({ stateless_fragment_default_actions: ["aws:pass"] })] },
      {
        name: "nothing is said of packets in pieces",
        documents: [policy({ stateless_fragment_default_actions: null })],
      },
      {
        name: "conversations go on unseen",
        documents: [
          policy({ stateful_engine_options: { rule_order: "STRICT_ORDER", stream_exception_policy: "CONTINUE" } }),
        ],
      },
      {
        name: "a list of AWS that nobody sees",
        documents: [
          policy({
            stateful_rule_group_reference: [
              { priority: 1, resource_arn: "arn:aws:network-firewall:eu-central-1:aws-managed:stateful-rulegroup/x" },
            ],
          }),
        ],
      },
      { name: "every port is handed on", documents: [ports(forward({}))] },
      {
        name: "the port of SSH is handed on",
        documents: [ports(forward({ destination_port: [{ from_port: 22, to_port: 22 }] }))],
      },
      {
        name: "a range of ports is handed on",
        documents: [ports(forward({ destination_port: [{ from_port: 80, to_port: 443 }] }))],
      },
      { name: "UDP is handed on", documents: [ports(forward({ destination_port: PORT, protocols: [17] }))] },
      { name: "every protocol is handed on", documents: [ports(forward({ destination_port: PORT, protocols: [] }))] },
      { name: "packets pass unseen", documents: [ports(forward({ destination_port: PORT }, ["aws:pass"]))] },
      { name: "a name with everything below it", documents: [targets(".example.com")] },
      { name: "every name", documents: [targets("api.example.com", "*")] },
      { name: "a whole country", documents: [targets("com")] },
      { name: "names that a variable holds", documents: [targets("${var.host}")] },
      {
        name: "names that are refused, and all others pass",
        documents: [
          firewalled({ "aws_networkfirewall_rule_group.names": names({ generated_rules_type: "DENYLIST" }) }),
        ],
      },
      {
        name: "names in no order",
        documents: [firewalled({ "aws_networkfirewall_rule_group.names": names({}, { stateful_rule_options: null }) })],
      },
      {
        name: "rules of one's own",
        documents: [
          firewalled({
            "aws_networkfirewall_rule_group.names": {
              rule_group: { rules_source: { rules_string: "pass ip any any -> any any (sid:1;)" } },
            },
          }),
        ],
      },
      {
        name: "another policy",
        documents: [
          firewalled({
            [FIREWALL]: {
              firewall_policy_arn: "arn:aws:network-firewall:eu-central-1:123456789012:firewall-policy/open",
            },
          }),
        ],
      },
      {
        name: "a firewall that one plan takes away",
        documents: [firewalled({ [FIREWALL]: { delete_protection: null } })],
      },
      {
        name: "no record of what was dropped",
        documents: [firewalled({ "aws_networkfirewall_logging_configuration.out": { firewall_arn: "arn:aws:x" } })],
      },
      {
        name: "records of conversations, not of what was dropped",
        documents: [
          logging({
            log_type: "FLOW",
            log_destination_type: "CloudWatchLogs",
            log_destination: { logGroup: "/aws/vendedlogs/prod/egress" },
          }),
        ],
      },
      {
        name: "records in a log group that nobody sees",
        documents: [
          logging({
            log_type: "ALERT",
            log_destination_type: "CloudWatchLogs",
            log_destination: { logGroup: "elsewhere" },
          }),
        ],
      },
      {
        name: "records for a month",
        documents: [firewalled({ "aws_cloudwatch_log_group.egress": { retention_in_days: 30 } })],
      },
      {
        name: "records without a key",
        documents: [firewalled({ "aws_cloudwatch_log_group.egress": { kms_key_id: null } })],
      },
      {
        name: "a subnet of nodes leads past it",
        documents: [
          firewalled({ "aws_route_table_association.a": { route_table_id: "${aws_route_table.firewall.id}" } }),
        ],
      },
      {
        name: "a route of nodes leads past it",
        documents: [
          firewalled({ "aws_route.out": { vpc_endpoint_id: null, nat_gateway_id: "${aws_nat_gateway.out.id}" } }),
        ],
      },
      {
        name: "a route in the table itself leads past it",
        documents: [
          firewalled({
            "aws_route_table.private": {
              route: [{ cidr_block: "0.0.0.0/1", nat_gateway_id: "${aws_nat_gateway.out.id}" }],
            },
          }),
        ],
      },
      {
        name: "the main table leads past it",
        documents: [
          firewalled({
            "aws_main_route_table_association.x": {
              vpc_id: "${aws_vpc.main.id}",
              route_table_id: "${aws_route_table.firewall.id}",
            },
          }),
        ],
      },
    ],
  };
}
