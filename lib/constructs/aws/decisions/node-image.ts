import { architectureOf, isAccelerated, isInstanceType } from "../../../spec/instance-type";
import { InvalidInput } from "../../../spec/invalid-input";
import type { NodeOs } from "../../../spec/node-group-spec";

const ARCHITECTURE = { x86_64: "x86_64", arm64: "ARM_64" } as const;

/**
 * The kind of image that machines of some types run.
 *
 * @see https://docs.aws.amazon.com/eks/latest/APIReference/API_Nodegroup.html#AmazonEKS-Type-Nodegroup-amiType
 */
export function nodeImage(os: NodeOs, instanceTypes: readonly string[]): string {
  const [first] = instanceTypes;
  if (first === undefined) throw new InvalidInput("a group of nodes has no instance type: name one");
  const strange = instanceTypes.find((type) => !isInstanceType(type) || isAccelerated(type));
  if (strange !== undefined) throw new InvalidInput(`${strange} is no instance type that runs the ordinary images`);
  const other = instanceTypes.find((type) => architectureOf(type) !== architectureOf(first));
  if (other !== undefined)
    throw new InvalidInput(`${first} and ${other} have different architectures: make two groups`);
  const architecture = ARCHITECTURE[architectureOf(first)];
  switch (os) {
    case "al2023":
      return `AL2023_${architecture}_STANDARD`;
    case "bottlerocket":
      return `BOTTLEROCKET_${architecture}`;
  }
}
