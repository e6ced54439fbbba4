import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";

const SHORTEST_REASON = 3;

/** Every source that is let in has its reason written beside it. */
export const REASONS_FOR_SOURCES: Rule<"inbound"> = {
  id: "reasons-for-sources",
  title: "Every source that a filter lets in has its reason written beside it.",
  why: "A rule whose reason nobody knows is never taken out, and the next attacker finds it where the last project left it.",
  fix: "Give the source a reason: `why` in the description of the cluster, `description` of a security group rule, `comment` in nftables.",
  controls: ["NIST-800-53 CM-7", "PCI-DSS-4.0.1 1.2.5"],
  judges: "inbound",
  reach: "ours",
  judge(fact) {
    if (fact.sources.length === 0) return notApplicable("nobody is let in");
    return failOn(
      fact.sources
        .filter(({ reason }) => (reason ?? "").trim().length < SHORTEST_REASON)
        .map((source) => ({
          at: "",
          got: source.reason ?? "no reason",
          message: `${source.ports} is let in from ${describe(source.from)} at ${source.place.path} without a reason`,
        })),
    );
  },
  fixtures: () => ({
    pass: [
      { name: "the one rule has a description", documents: [closedStack()] },
      {
        name: "the entries of a prefix list have descriptions of their own",
        documents: [
          closedStack({
            "aws_ec2_managed_prefix_list.offices": { entry: { cidr: "10.9.0.0/16", description: "Berlin office" } },
            "aws_vpc_security_group_ingress_rule.vpn": {
              cidr_ipv4: null,
              description: null,
              prefix_list_id: "${aws_ec2_managed_prefix_list.offices.id}",
            },
          }),
        ],
      },
    ],
    fail: [
      {
        name: "a rule without a description",
        documents: [closedStack({ "aws_vpc_security_group_ingress_rule.vpn": { description: null } })],
      },
      {
        name: "a description of blanks",
        documents: [closedStack({ "aws_vpc_security_group_ingress_rule.vpn": { description: "    " } })],
      },
      {
        name: "an inline rule without a description",
        documents: [
          closedStack({
            "aws_security_group.api": {
              ingress: { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["10.0.0.0/8"] },
            },
          }),
        ],
      },
    ],
  }),
};

function describe(from: Parameters<typeof REASONS_FOR_SOURCES.judge>[0]["sources"][number]["from"]): string {
  if (!from.known) return "an unknown source";
  return "range" in from.value ? from.value.range : from.value.members;
}
