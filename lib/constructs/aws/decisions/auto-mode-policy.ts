import type { PolicyStatement } from "./policy-document";

/**
 * What the control plane may never do in Auto Mode, although the policies of AWS for it allow it: make a load balancer that
 * faces the internet, and start a machine with a public address. Who writes Services, Ingresses and NodeClasses in the cluster could
 * ask for both.
 *
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_awselasticloadbalancingv2.html
 * @see https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html
 */
export function autoModePolicy(partition: string): readonly PolicyStatement[] {
  return [
    {
      Sid: "InternalLoadBalancersOnly",
      Effect: "Deny",
      Action: "elasticloadbalancing:CreateLoadBalancer",
      Resource: "*",
      // It holds too where a request says nothing, which means facing the internet.
      Condition: { StringNotEquals: { "elasticloadbalancing:Scheme": "internal" } },
    },
    {
      Sid: "NoPublicAddresses",
      Effect: "Deny",
      Action: "ec2:RunInstances",
      Resource: `arn:${partition}:ec2:*:*:network-interface/*`,
      Condition: { Bool: { "ec2:AssociatePublicIpAddress": "true" } },
    },
  ];
}
