/** What somebody has decided about a type; see `resourceTypeVerdict`. */
export type TypeVerdict = "judged" | "opens" | "watched" | "inert";

/** Verdicts by type or family (`s3_*`), without `aws_`. The type itself decides, then the longest family. */
export type TypeTable = ReadonlyMap<string, TypeVerdict>;

/**
 * The resource types of the AWS provider: whole services as families, and the types that differ from their service. A new
 * type of a listed service takes the service's verdict and shows in `test/golden/aws-resource-types.txt`; types of EC2, VPC
 * and IAM are listed one by one, because any new one may be a way in.
 */
export const RESOURCES: TypeTable = table({
  judged: `
    security_group security_group_rule default_security_group vpc_security_group_ingress_rule ec2_managed_prefix_list
    ec2_managed_prefix_list_entry network_interface_sg_attachment vpc default_vpc vpc_ipv4_cidr_block_association subnet default_subnet internet_gateway
    internet_gateway_attachment route route_table default_route_table nat_gateway route_table_association
    main_route_table_association eip eip_association instance spot_instance_request launch_template launch_configuration
    autoscaling_group autoscaling_attachment network_interface lb alb elb lb_listener alb_listener lb_listener_rule
    alb_listener_rule lb_target_group alb_target_group lb_target_group_attachment alb_target_group_attachment
    elb_attachment globalaccelerator_endpoint_group eks_cluster eks_access_entry eks_access_policy_association
    eks_addon eks_identity_provider_config eks_node_group eks_pod_identity_association eks_fargate_profile flow_log cloudwatch_log_group cloudwatch_event_target`,

  // Templates, commands and builds of which the block shows nothing, and rights in clusters.
  opens: `
    eks_* emrcontainers_* cloudformation_* serverlessapplicationrepository_* cloudcontrolapi_*
    servicecatalog_provisioned_product servicecatalog_service_action ssm_association ssm_document
    ssm_maintenance_window_task ssmquicksetup_* fis_* imagebuilder_* lambda_invocation config_remediation_configuration
    config_conformance_pack config_organization_conformance_pack budgets_budget_action fms_* redshiftdata_*
    cloudwatch_log_account_policy`,

  // Ways between networks, ways in from elsewhere, rights over what a cluster acts as.
  watched: `
    vpc_peering_connection vpc_peering_connection_* vpc_endpoint_policy vpc_endpoint_service vpc_endpoint_service_*
    vpc_security_group_vpc_association vpc_route_server vpc_route_server_* vpc_block_public_access_exclusion
    egress_only_internet_gateway nat_gateway_eip_association ec2_transit_gateway ec2_transit_gateway_* ec2_client_vpn_*
    ec2_instance_connect_endpoint ec2_carrier_gateway ec2_local_gateway_* ec2_fleet ec2_traffic_mirror_session
    ec2_traffic_mirror_target ec2_instance_state spot_fleet_request network_interface_attachment
    network_interface_permission volume_attachment vpn_* customer_gateway dx_* networkmanager_* globalaccelerator_*
    ram_* vpclattice_* verifiedaccess_* cloudfront_vpc_origin api_gateway_vpc_link apigatewayv2_vpc_link
    route53_resolver_endpoint elastic_beanstalk_environment elastic_beanstalk_configuration_template
    ecs_express_gateway_service transfer_server batch_compute_environment prometheus_scraper
    networkfirewall_vpc_endpoint_association odb_network_peering_connection iam_access_key iam_group iam_group_*
    iam_policy iam_policy_attachment iam_role_* iam_service_specific_credential iam_signing_certificate iam_user
    iam_user_* iam_virtual_mfa_device kms_grant kms_key_policy cloudwatch_log_resource_policy
    cloudwatch_log_destination_policy cloudwatch_log_subscription_filter cloudwatch_log_data_protection_policy
    cloudwatch_log_transformer`,

  inert: `
    vpc_security_group_egress_rule vpc_dhcp_options vpc_dhcp_options_* default_vpc_dhcp_options vpc_endpoint
    vpc_endpoint_connection_accepter vpc_endpoint_connection_notification vpc_endpoint_private_dns
    vpc_endpoint_route_table_association vpc_endpoint_security_group_association vpc_endpoint_subnet_association
    vpc_block_public_access_options vpc_encryption_control vpc_ipam vpc_ipam_*
    vpc_ipv6_cidr_block_association vpc_network_performance_metric_subscription network_acl network_acl_*
    default_network_acl key_pair placement_group eip_domain_name snapshot_* volume_* ami ami_*
    ec2_allowed_images_settings ec2_availability_zone_group ec2_capacity_block_reservation ec2_capacity_reservation
    ec2_default_credit_specification ec2_host ec2_image_block_public_access ec2_instance_metadata_defaults
    ec2_network_insights_analysis ec2_network_insights_path ec2_serial_console_access ec2_subnet_cidr_reservation
    ec2_tag ec2_traffic_mirror_filter ec2_traffic_mirror_filter_* ebs_* lb_cookie_stickiness_policy
    lb_listener_certificate alb_listener_certificate lb_ssl_negotiation_policy lb_trust_store lb_trust_store_*
    load_balancer_* app_cookie_stickiness_policy proxy_protocol_policy autoscaling_* autoscalingplans_* appautoscaling_*
    spot_datafeed_subscription iam_role iam_instance_profile iam_openid_connect_provider iam_saml_provider
    iam_server_certificate iam_service_linked_role iam_account_alias iam_account_password_policy
    iam_organizations_features iam_security_token_service_preferences kms_* cloudwatch_* cloudtrail cloudtrail_* ssm_*
    servicecatalog_* lambda_* config_* budgets_* networkfirewall_* route53_* cloudfront_* api_gateway_* apigatewayv2_*
    elastic_beanstalk_* ecs_* transfer_* batch_* prometheus_* odb_*

    accessanalyzer_* account_* acm_* acmpca_* amplify_* appconfig_* appfabric_* appflow_* appintegrations_*
    applicationinsights_* appmesh_* apprunner_* appstream_* appsync_* athena_* auditmanager_* backup_* bcmdataexports_*
    bedrock_* bedrockagent_* bedrockagentcore_* billing_* ce_* chatbot_* chime_* chimesdkmediapipelines_*
    chimesdkvoice_* cleanrooms_* cloud9_* cloudfrontkeyvaluestore_* cloudhsm_* cloudsearch_* codeartifact_* codebuild_*
    codecatalyst_* codecommit_* codeconnections_* codedeploy_* codeguruprofiler_* codegurureviewer_* codepipeline
    codepipeline_* codestarconnections_* codestarnotifications_* cognito_* comprehend_* computeoptimizer_* connect_*
    controltower_* costoptimizationhub_* cur_* customerprofiles_* dataexchange_* datapipeline_* datasync_* datazone_*
    dax_* db_* detective_* devicefarm_* devopsguru_* directory_service_* dlm_* dms_* docdb_* docdbelastic_* drs_* dsql_*
    dynamodb_* ecr_* ecrpublic_* efs_* elasticache_* elasticsearch_* elastictranscoder_* emr_* emrserverless_*
    evidently_* finspace_* fsx_* gamelift_* glacier_* glue_* grafana_* guardduty_* identitystore_* inspector_*
    inspector2_* internetmonitor_* invoicing_* iot_* ivs_* ivschat_* kendra_* keyspaces_* kinesis_* kinesisanalyticsv2_*
    lakeformation_* lex_* lexv2models_* licensemanager_* lightsail_* location_* m2_* macie2_* media_convert_*
    media_package_* media_packagev2_* media_store_* medialive_* memorydb_* mq_* msk_* mskconnect_* mwaa_* neptune_*
    neptunegraph_* networkflowmonitor_* networkmonitor_* notifications_* notificationscontacts_* oam_*
    observabilityadmin_* opensearch_* opensearchserverless_* organizations_* osis_* paymentcryptography_* pinpoint_*
    pinpointsmsvoicev2_* pipes_* qbusiness_* qldb_* quicksight_* rbin_* rds_* redshift_* redshiftserverless_*
    rekognition_* resiliencehub_* resourceexplorer2_* resourcegroups_* rolesanywhere_* route53domains_*
    route53profiles_* route53recoverycontrolconfig_* route53recoveryreadiness_* rum_* s3_* s3control_* s3outposts_*
    s3tables_* s3vectors_* sagemaker_* scheduler_* schemas_* secretsmanager_* securityhub_* securitylake_*
    service_discovery_* servicecatalogappregistry_* servicequotas_* ses_* sesv2_* sfn_* shield_* signer_* sns_* sqs_*
    ssmcontacts_* ssmincidents_* ssoadmin_* storagegateway_* swf_* synthetics_* timestreaminfluxdb_* timestreamquery_*
    timestreamwrite_* transcribe_* verifiedpermissions_* waf_* wafregional_* wafv2_* workspaces_* workspacesweb_* xray_*`,
});

/** Data sources that differ from the rule that reading opens nothing, or that belong to no service of the table above. */
export const DATA_SOURCES: TypeTable = table({
  judged: "",
  // They run a function, or hand out a token for a cluster.
  opens: "lambda_invocation eks_cluster_auth",
  watched: "",
  inert: `
    arn availability_zone availability_zones caller_identity canonical_user_id default_tags ec2_* eips elb_* iam_* instances
    ip_ranges lb_* lbs nat_gateways network_acls network_interfaces outposts_* partition polly_voices prefix_list
    pricing_product region regions resourcegroupstaggingapi_* route_tables security_groups service service_principal subnets
    vpc_* vpcs`,
});

function table(byVerdict: Readonly<Record<TypeVerdict, string>>): TypeTable {
  const found = new Map<string, TypeVerdict>();
  for (const [verdict, names] of Object.entries(byVerdict)) {
    for (const name of names.split(/\s+/).filter((part) => part !== "")) {
      if (found.has(name)) throw new Error(`${name} stands in the table twice`);
      found.set(name, verdict as TypeVerdict);
    }
  }
  return found;
}
