import type { AwsService } from "../../../spec/aws-service";
import type { AwsServiceInput } from "../../../spec/cloud-profile-spec";
import { InvalidInput } from "../../../spec/invalid-input";

/** One AWS service that a closed network reaches without leaving it, and the reason. */
export interface EndpointDecision {
  /** The service, as it ends the endpoint's service name: `ecr.api` in `com.amazonaws.eu-central-1.ecr.api`. */
  readonly service: string;
  readonly type: "Interface" | "Gateway";
  /** Why the cluster cannot do without. */
  readonly why: string;
}

/**
 * The AWS services that nodes and pods of a private EKS cluster cannot do without. There is none for KMS: EKS calls it
 * from its own side. There is none for the Kubernetes API either: EKS places that into the subnets by itself.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/private-clusters.html
 */
export const PRIVATE_CLUSTER_ENDPOINTS = [
  { service: "ec2", type: "Interface", why: "nodes read their own names and the VPC CNI manages network interfaces" },
  { service: "ecr.api", type: "Interface", why: "nodes get the credentials to pull images" },
  { service: "ecr.dkr", type: "Interface", why: "nodes pull image manifests" },
  { service: "eks", type: "Interface", why: "nodes and administrators inside read the cluster's description" },
  { service: "eks-auth", type: "Interface", why: "pods get AWS credentials by EKS Pod Identity" },
  { service: "logs", type: "Interface", why: "agents on nodes write to CloudWatch Logs" },
  { service: "s3", type: "Gateway", why: "nodes pull image layers, which Amazon ECR keeps in S3" },
  { service: "sts", type: "Interface", why: "pods and clients inside exchange tokens for AWS credentials" },
] as const satisfies readonly EndpointDecision[];

/** The services of {@link PRIVATE_CLUSTER_ENDPOINTS}. */
export type PrivateClusterEndpoint = (typeof PRIVATE_CLUSTER_ENDPOINTS)[number]["service"];

/**
 * The endpoints of a network with their reasons: those that a private cluster cannot do without, and those that
 * the description asks for. A service that is asked for twice is a mistake of the caller.
 */
export function endpointSet(
  services: readonly PrivateClusterEndpoint[],
  asked: readonly AwsServiceInput[],
): readonly (EndpointDecision & { readonly service: PrivateClusterEndpoint | AwsService })[] {
  const twice = asked.find(({ service }, index) => asked.findIndex((other) => other.service === service) < index);
  if (twice !== undefined)
    throw new InvalidInput(`the service ${twice.service} is asked for twice: keep the better reason`);
  return [
    ...PRIVATE_CLUSTER_ENDPOINTS.filter(({ service }) => services.includes(service)),
    ...[...asked]
      .sort((a, b) => (a.service < b.service ? -1 : 1))
      .map(({ service, why }) => ({ service, type: "Interface" as const, why })),
  ];
}

/**
 * The name under which a region offers a service. Throws for the regions of China: some services are called `cn.com.amazonaws...` there, and for
 * `eks-auth` public lists disagree.
 */
export function endpointServiceName(region: string, service: string): string {
  if (region.startsWith("cn-"))
    throw new InvalidInput(
      `public lists disagree on the endpoints of ${region} (com.amazonaws or cn.com.amazonaws for eks-auth): use an ExistingNetwork there`,
    );
  return `com.amazonaws.${region}.${service}`;
}
