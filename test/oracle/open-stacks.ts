import { isPublic, type Span, spanOf } from "./addresses";
import { asSwitch, blocks, evaluate, type Json, resources } from "./terraform-values";

/** A stack as written: its name and the JSON of its document. */
export interface Stack {
  readonly name: string;
  readonly content: unknown;
}

type Resource = ReturnType<typeof resources>[number] & { readonly stack: Stack };

/**
 * Why the clusters in these stacks are certainly open to the world; empty where the oracle cannot say so. It follows the words of
 * the AWS provider: absent switches have the provider's defaults, and every form of a rule counts for its group.
 */
export function whyStacksAreOpen(stacks: readonly Stack[]): readonly string[] {
  const all: readonly Resource[] = stacks.flatMap((stack) =>
    resources(stack.content).map((resource) => ({ ...resource, stack })),
  );
  const clusters = all.filter(({ type }) => type === "aws_eks_cluster");
  return clusters.flatMap((cluster) => [
    ...openEndpoint(cluster),
    ...openGroups(cluster, all),
    ...openNetwork(cluster, all),
  ]);
}

function openEndpoint({ body, stack, name }: Resource): readonly string[] {
  return blocks(body.vpc_config).flatMap((vpc) => {
    const open = asSwitch(evaluate(vpc.endpoint_public_access, stack.content), true);
    return open === true ? [`${name} has a public endpoint`] : [];
  });
}

/** The addresses that a text names: `${aws_security_group.api.id}` and `aws_security_group.api`. */
function names(value: unknown): readonly string[] {
  return [...JSON.stringify(value ?? "").matchAll(/\b(aws_[a-z0-9_]+)\.([A-Za-z0-9_-]+)/g)].map(
    ([, type, name]) => `${type}.${name}`,
  );
}

function openGroups(cluster: Resource, all: readonly Resource[]): readonly string[] {
  const here = all.filter(({ stack }) => stack === cluster.stack);
  const worn = new Set(blocks(cluster.body.vpc_config).flatMap((vpc) => names(vpc.security_group_ids)));
  for (const { type, body } of here)
    if (type === "aws_vpc_endpoint") for (const name of names(body.security_group_ids)) worn.add(name);
  return [...worn].flatMap((group) => {
    const spans = all.flatMap((resource) => {
      const own = resource.stack === cluster.stack;
      const address = `${resource.type}.${resource.name}`;
      if (own && address === group) return blocks(resource.body.ingress).flatMap((rule) => sourcesOf(rule, resource));
      const isRule =
        resource.type === "aws_security_group_rule" || resource.type === "aws_vpc_security_group_ingress_rule";
      if (!isRule || resource.body.type === "egress") return [];
      const target = evaluate(resource.body.security_group_id, resource.stack.content);
      const remote =
        // By the stack's name, or by the name that the framework gives to a value of another stack.
        !own &&
        typeof target === "string" &&
        ["", "cross-stack-reference-input-"].some((prefix) =>
          target.includes(`terraform_remote_state.${prefix}${cluster.stack.name}.`),
        );
      return remote || (own && names(target).includes(group)) ? sourcesOf(resource.body, resource) : [];
    });
    return isPublic(spans) ? [`${group} lets in the internet`] : [];
  });
}

function sourcesOf(rule: Json, { stack }: Resource): readonly Span[] {
  const texts = ["cidr_ipv4", "cidr_ipv6", "cidr_blocks", "ipv6_cidr_blocks"].flatMap((key) => {
    const value = evaluate(rule[key], stack.content);
    return (Array.isArray(value) ? value : [value]).map((item) => evaluate(item, stack.content));
  });
  const lists = [rule.prefix_list_id, rule.prefix_list_ids].flatMap(names);
  const entries = resources(stack.content).flatMap(({ type, name, body }) => {
    if (type === "aws_ec2_managed_prefix_list" && lists.includes(`${type}.${name}`))
      return blocks(body.entry).map(({ cidr }) => cidr);
    if (type === "aws_ec2_managed_prefix_list_entry" && names(body.prefix_list_id).some((list) => lists.includes(list)))
      return [body.cidr];
    return [];
  });
  return [...texts, ...entries]
    .map((text) => evaluate(text, stack.content))
    .map((text) => (typeof text === "string" ? spanOf(text) : undefined))
    .filter((span) => span !== undefined);
}

function openNetwork(cluster: Resource, all: readonly Resource[]): readonly string[] {
  const here = all.filter(({ stack }) => stack === cluster.stack);
  const subnets = blocks(cluster.body.vpc_config).flatMap((vpc) => names(vpc.subnet_ids));
  const own = here.filter(({ type, name }) => subnets.includes(`${type}.${name}`));
  const vpcs = new Set(own.flatMap(({ body }) => names(body.vpc_id)));
  const inVpc = (value: unknown) => names(value).some((name) => vpcs.has(name));
  return here.flatMap((resource) => {
    const { type, name, body } = resource;
    const flag = (value: unknown, byDefault: boolean) =>
      asSwitch(evaluate(value, resource.stack.content), byDefault) === true;
    switch (type) {
      case "aws_internet_gateway":
      case "aws_internet_gateway_attachment":
        return inVpc(body.vpc_id) ? [`${name} joins the network to the internet`] : [];
      case "aws_subnet":
        return inVpc(body.vpc_id) && flag(body.map_public_ip_on_launch, false)
          ? [`${name} gives out public addresses`]
          : [];
      case "aws_lb":
      case "aws_alb": {
        const within = names(body.subnets).concat(
          blocks(body.subnet_mapping).flatMap(({ subnet_id }) => names(subnet_id)),
        );
        return within.some((subnet) => subnets.includes(subnet)) &&
          asSwitch(evaluate(body.internal, resource.stack.content), false) === false
          ? [`${name} faces the internet`]
          : [];
      }
      default:
        return [];
    }
  });
}
