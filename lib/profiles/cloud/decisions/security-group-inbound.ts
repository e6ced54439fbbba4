import type { InboundRule } from "../../../plan/inbound-rule";

/** One rule of the security group in front of the API server. */
export interface SecurityGroupSource {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
  readonly cidr: string;
  readonly why: string;
}

/**
 * The rules of the cluster's own security group. The cluster's nodes and pods need none: Amazon EKS lets them in by
 * the group that it attaches itself.
 *
 * @see https://docs.aws.amazon.com/eks/latest/userguide/sec-group-reqs.html
 */
export function securityGroupInbound(rules: readonly InboundRule[]): readonly SecurityGroupSource[] {
  return rules.flatMap(({ port, protocol, sources }) =>
    sources.flatMap((source) => {
      switch (source.kind) {
        case "range":
          return [{ port, protocol, cidr: source.cidr, why: source.why }];
        case "cluster":
          return [];
      }
    }),
  );
}
