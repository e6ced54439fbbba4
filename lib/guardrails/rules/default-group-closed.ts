import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { PASS } from "../verdict";

/** The security group that AWS makes by itself lets nothing through. */
export const DEFAULT_GROUP_CLOSED: Rule<"vpc"> = {
  id: "default-group-closed",
  title: "The default security group of a VPC is taken over by the document, which empties it.",
  why: "Whatever is started without a group of its own wears the default one, in which every member reaches every other on every port.",
  fix: "Add an aws_default_security_group for the VPC, without ingress and egress.",
  controls: ["CIS-AWS-3.0 5.4", "NIST-800-53 SC-7"],
  judges: "vpc",
  reach: "ours",
  judge({ defaultGroup }) {
    const fault = {
      at: "",
      got: `default security group ${defaultGroup}`,
      message: "the default security group keeps the rules that AWS gives it",
    };
    switch (defaultGroup) {
      case "taken over":
        return PASS;
      case "untouched":
        return { verdict: "fail", faults: [fault] };
      case "undecided":
        return { verdict: "unknown", faults: [fault] };
    }
  },
  fixtures: () => ({
    pass: [{ name: "the default group is taken over", documents: [closedStack()] }],
    fail: [
      { name: "nothing is said of it", documents: [closedStack({ "aws_vpc.second": { cidr_block: "10.30.0.0/16" } })] },
      {
        name: "another VPC's is taken over",
        documents: [closedStack({ "aws_default_security_group.main": { vpc_id: "vpc-0123456789abcdef0" } })],
      },
      {
        name: "it may not be made at all",
        documents: [closedStack({ "aws_default_security_group.main": { count: 0 } })],
      },
      {
        name: "it is made for each of nothing",
        documents: [closedStack({ "aws_default_security_group.main": { for_each: {} } })],
      },
      {
        name: "nobody sees whose is taken over",
        documents: [closedStack({ "aws_default_security_group.main": { vpc_id: "${var.vpc}" } })],
      },
    ],
  }),
};
