import { closedStack } from "../fixtures/closed-stack";
import type { Rule } from "../rule";
import { type Fault, failOrUnknown } from "../verdict";

const vpc = (changes: Readonly<Record<string, unknown>>) => ({
  "aws_eks_cluster.main": {
    vpc_config: {
      endpoint_private_access: true,
      endpoint_public_access: false,
      subnet_ids: ["${aws_subnet.a.id}", "${aws_subnet.b.id}"],
      security_group_ids: ["${aws_security_group.api.id}"],
      ...changes,
    },
  },
});

/** The API server of an EKS cluster answers inside its VPC and nowhere else. */
export const PRIVATE_ENDPOINT: Rule<"eks-cluster"> = {
  id: "private-endpoint",
  title: "The API server answers inside the cluster's own network and nowhere else.",
  why: "A public endpoint puts the API server's login before everybody on the internet; a stolen token is then enough.",
  fix: "Set `endpoint_public_access` to false and `endpoint_private_access` to true, as literals; reach the cluster through a VPN.",
  controls: ["CIS-EKS-1.8 5.4.1", "CIS-EKS-1.8 5.4.2", "NIST-800-53 SC-7"],
  judges: "eks-cluster",
  reach: "exposure",
  promise: 1,
  judge(fact) {
    const certain: Fault[] = [];
    const undecided: Fault[] = [];
    const expect = (value: typeof fact.publicEndpoint, wanted: boolean, name: string, message: string) => {
      const at = `vpc_config.${name}`;
      if (!value.known) undecided.push({ at, got: value.why, message: `nobody can see whether ${message}` });
      else if (value.value !== wanted) certain.push({ at, got: String(value.value), message });
    };
    expect(fact.publicEndpoint, false, "endpoint_public_access", "the API server has a public endpoint");
    expect(fact.privateEndpoint, true, "endpoint_private_access", "the API server has no endpoint inside the network");
    return failOrUnknown(certain, undecided);
  },
  fixtures: () => ({
    pass: [
      { name: "the private endpoint only", documents: [closedStack()] },
      {
        name: "the switches are texts that Terraform converts",
        documents: [closedStack(vpc({ endpoint_private_access: "true", endpoint_public_access: "false" }))],
      },
    ],
    fail: [
      { name: "the public endpoint is on", documents: [closedStack(vpc({ endpoint_public_access: true }))] },
      {
        name: "nothing is said of the public endpoint, which the provider turns on",
        documents: [closedStack(vpc({ endpoint_public_access: null }))],
      },
      {
        name: "nothing is said of the private endpoint, which the provider leaves off",
        documents: [closedStack(vpc({ endpoint_private_access: null }))],
      },
      { name: "a variable decides", documents: [closedStack(vpc({ endpoint_public_access: "${var.public}" }))] },
      {
        name: "the block is generated",
        documents: [
          closedStack({ "aws_eks_cluster.main": { dynamic: { vpc_config: { for_each: [1], content: {} } } } }),
        ],
      },
    ],
  }),
};
