/**
 * The attributes whose change makes the AWS provider destroy a resource and make another, for the types that this library
 * writes. What is not here may replace too: `terraform plan` has the last word.
 *
 * @see https://registry.terraform.io/providers/hashicorp/aws/latest/docs
 */
export const REPLACING: Readonly<Record<string, readonly string[]>> = {
  aws_cloudwatch_log_group: ["log_group_class", "name"],
  aws_cloudwatch_log_subscription_filter: ["log_group_name", "name"],
  aws_eks_access_entry: ["cluster_name", "principal_arn", "type"],
  aws_eks_addon: ["addon_name", "cluster_name"],
  aws_eks_cluster: ["name", "role_arn"],
  aws_eks_identity_provider_config: ["cluster_name", "oidc"],
  aws_eks_node_group: [
    "ami_type",
    "capacity_type",
    "cluster_name",
    "disk_size",
    "instance_types",
    "node_group_name",
    "node_role_arn",
    "subnet_ids",
  ],
  aws_iam_role: ["name", "path"],
  aws_iam_role_policy: ["name", "role"],
  aws_iam_role_policy_attachment: ["policy_arn", "role"],
  aws_kinesis_firehose_delivery_stream: ["destination", "name"],
  aws_kms_alias: ["name"],
  aws_kms_key: ["customer_master_key_spec", "key_usage", "multi_region"],
  aws_networkfirewall_firewall: ["name", "vpc_id"],
  aws_networkfirewall_firewall_policy: ["name"],
  aws_networkfirewall_rule_group: ["capacity", "name", "type"],
  aws_route_table: ["vpc_id"],
  aws_s3_bucket: ["bucket", "object_lock_enabled"],
  aws_security_group: ["description", "name", "vpc_id"],
  aws_subnet: ["availability_zone", "cidr_block", "vpc_id"],
  aws_vpc: ["cidr_block", "instance_tenancy"],
  aws_vpc_endpoint: ["service_name", "vpc_endpoint_type", "vpc_id"],
  aws_vpc_security_group_ingress_rule: ["security_group_id"],
  terraform_data: ["triggers_replace"],
};
