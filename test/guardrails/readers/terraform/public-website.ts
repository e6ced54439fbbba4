import type { ResourcesByAddress } from "../../../../lib/guardrails/fixtures/closed-stack";

const at = (path: string, body: Readonly<Record<string, unknown>> = {}) => ({
  "//": { metadata: { path: `team/${path}` } },
  ...body,
});

/** What a team's ordinary public website consists of: everything in it is open, and nothing of it is the cluster's. */
export const PUBLIC_WEBSITE: ResourcesByAddress = {
  "aws_vpc.site": at("vpc", { cidr_block: "10.99.0.0/16" }),
  "aws_subnet.site_a": at("subnet-a", { vpc_id: "${aws_vpc.site.id}", map_public_ip_on_launch: true }),
  "aws_subnet.site_b": at("subnet-b", {
    vpc_id: "${aws_vpc.site.id}",
    map_public_ip_on_launch: true,
    assign_ipv6_address_on_creation: true,
  }),
  "aws_internet_gateway.site": at("igw", { vpc_id: "${aws_vpc.site.id}" }),
  "aws_egress_only_internet_gateway.site": at("eigw", { vpc_id: "${aws_vpc.site.id}" }),
  "aws_eip.nat": at("eip", { domain: "vpc" }),
  "aws_nat_gateway.site": at("nat", { subnet_id: "${aws_subnet.site_a.id}", allocation_id: "${aws_eip.nat.id}" }),
  "aws_route_table.site": at("routes", {
    vpc_id: "${aws_vpc.site.id}",
    route: [{ cidr_block: "0.0.0.0/0", gateway_id: "${aws_internet_gateway.site.id}" }],
  }),
  "aws_route.site_v6": at("route", {
    route_table_id: "${aws_route_table.site.id}",
    destination_ipv6_cidr_block: "::/0",
    gateway_id: "${aws_internet_gateway.site.id}",
  }),
  "aws_route_table_association.site_a": at("routes-a", {
    subnet_id: "${aws_subnet.site_a.id}",
    route_table_id: "${aws_route_table.site.id}",
  }),
  "aws_network_acl.site": at("acl", {
    vpc_id: "${aws_vpc.site.id}",
    ingress: [{ action: "allow", cidr_block: "0.0.0.0/0", protocol: "-1", from_port: 0, to_port: 0, rule_no: 1 }],
  }),
  "aws_security_group.site": at("sg", {
    vpc_id: "${aws_vpc.site.id}",
    ingress: [
      { protocol: "tcp", from_port: 443, to_port: 443, cidr_blocks: ["0.0.0.0/0"], ipv6_cidr_blocks: ["::/0"] },
    ],
    egress: [{ protocol: "-1", from_port: 0, to_port: 0, cidr_blocks: ["0.0.0.0/0"] }],
  }),
  "aws_security_group.web": at("web-sg", { vpc_id: "${aws_vpc.site.id}" }),
  "aws_vpc_security_group_ingress_rule.web": at("web-in", {
    security_group_id: "${aws_security_group.web.id}",
    cidr_ipv4: "0.0.0.0/0",
    ip_protocol: "tcp",
    from_port: 80,
    to_port: 80,
  }),
  "aws_vpc_security_group_egress_rule.web": at("web-out", {
    security_group_id: "${aws_security_group.web.id}",
    cidr_ipv4: "0.0.0.0/0",
    ip_protocol: "-1",
  }),
  "aws_lb.site": at("lb", {
    internal: false,
    subnets: ["${aws_subnet.site_a.id}", "${aws_subnet.site_b.id}"],
    security_groups: ["${aws_security_group.site.id}"],
  }),
  "aws_lb_target_group.site": at("targets", { vpc_id: "${aws_vpc.site.id}", port: 80, protocol: "HTTP" }),
  "aws_lb_listener.site": at("listener", {
    load_balancer_arn: "${aws_lb.site.arn}",
    port: 443,
    default_action: [{ type: "forward", target_group_arn: "${aws_lb_target_group.site.arn}" }],
  }),
  "aws_launch_template.web": at("template", {
    network_interfaces: [{ associate_public_ip_address: "true", security_groups: ["${aws_security_group.web.id}"] }],
    user_data: "${base64encode(local.boot)}",
  }),
  "aws_autoscaling_group.web": at("asg", {
    vpc_zone_identifier: ["${aws_subnet.site_a.id}"],
    launch_template: { id: "${aws_launch_template.web.id}" },
    target_group_arns: ["${aws_lb_target_group.site.arn}"],
  }),
  "aws_instance.bastion": at("bastion", {
    subnet_id: "${aws_subnet.site_a.id}",
    associate_public_ip_address: true,
    vpc_security_group_ids: ["${aws_security_group.web.id}"],
    user_data: "#!/bin/sh\necho hello from the team\n",
  }),
  "aws_eip.bastion": at("bastion-ip", { instance: "${aws_instance.bastion.id}" }),
  "aws_globalaccelerator_accelerator.site": at("ga", { name: "site" }),
  "aws_globalaccelerator_endpoint_group.site": at("ga-group", {
    listener_arn: "arn:x",
    endpoint_configuration: [{ endpoint_id: "${aws_lb.site.arn}" }],
  }),
  "aws_s3_bucket.site": at("bucket", { bucket: "www.example.com" }),
  "aws_s3_bucket_website_configuration.site": at("bucket-website", {
    bucket: "${aws_s3_bucket.site.id}",
    index_document: { suffix: "index.html" },
  }),
  "aws_s3_bucket_policy.site": at("bucket-policy", {
    bucket: "${aws_s3_bucket.site.id}",
    policy:
      '{"Statement":[{"Effect":"Allow","Principal":"*","Action":"s3:GetObject","Resource":"${aws_s3_bucket.site.arn}/*"}]}',
  }),
  "aws_s3_bucket_public_access_block.site": at("bucket-public", {
    bucket: "${aws_s3_bucket.site.id}",
    block_public_policy: false,
  }),
  "aws_cloudfront_distribution.site": at("cdn", {
    enabled: true,
    origin: [{ domain_name: "${aws_lb.site.dns_name}", origin_id: "lb" }],
  }),
  "aws_cloudfront_origin_access_control.site": at("oac", { name: "site" }),
  "aws_route53_zone.site": at("zone", { name: "example.com" }),
  "aws_route53_record.site": at("record", { zone_id: "${aws_route53_zone.site.zone_id}", name: "www", type: "A" }),
  "aws_acm_certificate.site": at("certificate", { domain_name: "www.example.com" }),
  "aws_wafv2_web_acl.site": at("waf", { scope: "REGIONAL" }),
  "aws_iam_role.worker": at("role", {
    assume_role_policy:
      '{"Statement":[{"Effect":"Allow","Principal":{"Service":"lambda.amazonaws.com"},"Action":"sts:AssumeRole"}]}',
  }),
  "aws_iam_role_policy.worker": at("role-policy", {
    role: "${aws_iam_role.worker.id}",
    policy: '{"Statement":[{"Effect":"Allow","Action":"s3:*","Resource":"*"}]}',
  }),
  "aws_iam_policy.worker": at("policy", { policy: "{}" }),
  "aws_iam_role_policy_attachment.worker": at("attachment", {
    role: "${aws_iam_role.worker.name}",
    policy_arn: "${aws_iam_policy.worker.arn}",
  }),
  "aws_iam_instance_profile.worker": at("profile", { role: "${aws_iam_role.worker.name}" }),
  "aws_kms_key.site": at("key", { enable_key_rotation: true }),
  "aws_kms_grant.site": at("grant", {
    key_id: "${aws_kms_key.site.key_id}",
    grantee_principal: "${aws_iam_role.worker.arn}",
    operations: ["Decrypt"],
  }),
  "aws_lambda_function.worker": at("function", {
    function_name: "worker",
    role: "${aws_iam_role.worker.arn}",
    vpc_config: { subnet_ids: ["${aws_subnet.site_a.id}"], security_group_ids: ["${aws_security_group.web.id}"] },
  }),
  "aws_lambda_function_url.worker": at("function-url", {
    function_name: "${aws_lambda_function.worker.function_name}",
    authorization_type: "NONE",
  }),
  "aws_lambda_permission.worker": at("permission", {
    function_name: "worker",
    principal: "*",
    action: "lambda:InvokeFunctionUrl",
  }),
  "aws_api_gateway_rest_api.api": at("api", { name: "site" }),
  "aws_apigatewayv2_vpc_link.api": at("vpc-link", {
    subnet_ids: ["${aws_subnet.site_a.id}"],
    security_group_ids: ["${aws_security_group.web.id}"],
  }),
  "aws_dynamodb_table.jobs": at("table", { name: "jobs" }),
  "aws_sqs_queue.jobs": at("queue"),
  "aws_sns_topic.alarms": at("topic"),
  "aws_db_subnet_group.site": at("db-subnets", { subnet_ids: ["${aws_subnet.site_a.id}"] }),
  "aws_db_instance.site": at("db", {
    publicly_accessible: true,
    vpc_security_group_ids: ["${aws_security_group.web.id}"],
  }),
  "aws_elasticache_cluster.site": at("cache", { engine: "redis" }),
  "aws_ecr_repository.site": at("images", { name: "site" }),
  "aws_ecs_cluster.site": at("ecs", { name: "site" }),
  "aws_ecs_service.site": at("service", {
    network_configuration: {
      subnets: ["${aws_subnet.site_a.id}"],
      assign_public_ip: true,
      security_groups: ["${aws_security_group.web.id}"],
    },
  }),
  "aws_cloudwatch_log_group.site": at("logs", { name: "/site/web" }),
  "aws_cloudwatch_metric_alarm.site": at("alarm", { alarm_name: "errors" }),
  "aws_cloudwatch_event_rule.nightly": at("nightly", { schedule_expression: "rate(1 day)" }),
  "aws_cloudwatch_event_target.nightly": at("nightly-target", {
    rule: "${aws_cloudwatch_event_rule.nightly.name}",
    arn: "${aws_lambda_function.worker.arn}",
  }),
  "aws_secretsmanager_secret.site": at("secret", { name: "site" }),
  "aws_ssm_parameter.site": at("parameter", { name: "/site/url", type: "String", value: "https://www.example.com" }),
  "aws_codebuild_project.site": at("build", { name: "site" }),
  "aws_sfn_state_machine.site": at("steps", { definition: "{}" }),
  "aws_vpc_endpoint.s3": at("s3-endpoint", {
    vpc_id: "${aws_vpc.site.id}",
    service_name: "com.amazonaws.eu-central-1.s3",
  }),
  "aws_vpc_peering_connection.office": at("peering", {
    vpc_id: "${aws_vpc.site.id}",
    peer_vpc_id: "${aws_vpc.other.id}",
  }),
  "aws_vpc.other": at("other-vpc", { cidr_block: "10.98.0.0/16" }),
};
