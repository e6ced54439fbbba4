/**
 * Services of AWS whose actions make, lend or widen rights, lead into machines, change the network of the cluster, or end the trail of
 * what happened. A workload that needs one of them is a part of the platform and is not described as a tenant's.
 */
const OF_THE_PLATFORM = new Set([
  "account",
  "autoscaling",
  "cloudformation",
  "cloudtrail",
  "config",
  "ec2",
  "ec2-instance-connect",
  "ec2messages",
  "eks",
  "eks-auth",
  "elasticloadbalancing",
  "guardduty",
  "iam",
  "identitystore",
  "network-firewall",
  "organizations",
  "ram",
  "rolesanywhere",
  "sso",
  "sso-directory",
  "ssmmessages",
  "sts",
  "vpc-lattice",
]);

/** Of some services, the only actions that work with content: the others lend keys, run commands or drop records. */
const ALONE: Readonly<Record<string, RegExp>> = {
  kms: /^(?:Decrypt|DescribeKey|Encrypt|GenerateDataKey\w*|GenerateMac|GetPublicKey|ReEncrypt\w+|Sign|Verify|VerifyMac)$/i,
  lambda: /^(?:Get|Invoke|List)\w*$/i,
  logs: /^(?:CreateLogStream|Describe\w+|FilterLogEvents|Get\w+|PutLogEvents|StartQuery|StopQuery)$/i,
  ssm: /^(?:Describe|Get|Put|Delete|Label)\w*Parameters?(?:ByPath|History|Version)?$/i,
};

/** What changes who may use something. */
const CHANGES_ACCESS =
  /^(?!Describe|Get|List)(?:\w*(?:Acl|AccessPoint|Grant|Permission|Polic(?:y|ies)|PublicAccessBlock)\w*|Set(?:Queue|Topic)Attributes)$/i;

const ACTION = /^([a-z0-9-]{2,40}):([A-Z][A-Za-z0-9]{1,80})$/;

/** Whether a text is spelt as the whole name of an action is. */
export function isAction(text: string): boolean {
  return ACTION.test(text);
}

/** Whether an action belongs to the platform rather than to a tenant's workload. */
export function isOfThePlatform(action: string): boolean {
  const [, service = "", name = ""] = ACTION.exec(action) ?? [];
  const alone = Object.hasOwn(ALONE, service) ? ALONE[service] : undefined;
  return OF_THE_PLATFORM.has(service) || alone?.test(name) === false || CHANGES_ACCESS.test(name);
}

const ARN = /^arn:(aws|aws-us-gov|aws-cn):([a-z0-9-]{2,40}):([a-z0-9-]*):(\d{12})?:([A-Za-z0-9+=,.@_:/-]+)(\*?)$/;

/** Whether a text is the ARN of one thing, or of what begins with one name. */
export function isPodResource(text: string): boolean {
  const [, , service, , , name = "", star] = ARN.exec(text) ?? [];
  if (name === "") return false;
  if (star === "") return !/[:/]$/.test(name);
  // Of a bucket all objects may be meant; of a kind of thing, never all.
  return service === "s3" ? /^[a-z0-9][a-z0-9.-]{2,62}\/.*$/.test(name) : !/^[a-z-]+[:/]+$/i.test(name);
}

/** The partition of an ARN. */
export function partitionOfArn(arn: string): string | undefined {
  return arn.split(":")[1];
}
