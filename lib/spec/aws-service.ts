/**
 * AWS services that a cluster may reach by an endpoint when the description asks for it, as they end an endpoint's
 * service name.
 *
 * @see https://docs.aws.amazon.com/vpc/latest/privatelink/aws-services-privatelink-support.html
 */
export const AWS_SERVICES = [
  "acm-pca",
  "aps-workspaces",
  "autoscaling",
  "elasticfilesystem",
  "elasticloadbalancing",
  "events",
  "kinesis-firehose",
  "kms",
  "monitoring",
  "secretsmanager",
  "sns",
  "sqs",
  "ssm",
  "ssmmessages",
  "xray",
] as const;

export type AwsService = (typeof AWS_SERVICES)[number];
