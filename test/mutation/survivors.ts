/** Mutants that survive: a pattern for the path and for what was done (`*` stands for any text, `~` for a text without brackets), with the reason. */
export interface Survivors {
  readonly path: string;
  /** Every one when left out. */
  readonly operators?: readonly string[];
  readonly why: string;
}

const BAD_TEXT = ['= ""', '= "*"'];
const BAD_OR_GONE = ["delete", ...BAD_TEXT];
const GONE = ["delete", "emptied", "element away"];
const NO_ID = "Terraform or AWS refuses it: an argument that must be there is missing, empty, or the id of nothing";
const NOT_MADE = "it is not made, and what refers to it does not plan";
const BAD_POLICY = "AWS refuses a policy that is not of its language";
const FEWER_RIGHTS = "somebody may do or reach less";
const API_REFUSES = "the API server refuses the object";
const RECORDS_MORE = "the request is recorded by a later rule, as much or more";
const FOR_PEOPLE = "for people and programs that only read it";
const STRICTER = "the stricter value";
const AS_STRICT = "the program's own default is as strict";
const IDENTITY = "it says which one is meant, not how it is protected; the description alone knows";
const NO_START = "the control plane does not start, and nothing is opened";
const AMOUNT = "how much is enough is the description's to say; the API server refuses what is no quantity";
const USER_DATA = "resource.terraform_data.*.input.user_data > ";
const file = (name: string) => `${USER_DATA}write_files[*${name}]`;
const inFile = (name: string) => `${file(name)}.content > `;
const KUBEADM = inFile("kubeadm.yaml");
const AUDIT = inFile("audit-policy.yaml");
const K3S = inFile("k3s/config.yaml");
/** On machines in a file, on Amazon EKS in a ConfigMap. */
const FORWARDER = "*forwarder.yaml*> ";
const FORWARDER_UNIT = inFile("portcullis-forwarder.service");
const CLUSTER = "resource.aws_eks_cluster.*";

/** They weaken nothing; each line was looked at. */
export const HARMLESS: readonly Survivors[] = [
  { path: `${K3S}kube-apiserver-arg[api-audiences]`, why: IDENTITY },
  {
    path: `${K3S}kube-apiserver-arg[requestheader-allowed-names]`,
    operators: ['= "system:auth-proxy"'],
    why: FEWER_RIGHTS,
  },
  { path: "resource.aws_cloudwatch_log_group*flow-logs*.name", why: IDENTITY },
  { path: "resource.aws_cloudwatch_log_group*flow-logs*.retention_in_days", operators: ["= 999999999"], why: NO_ID },
  { path: "resource.aws_flow_log*.iam_role_arn", operators: BAD_OR_GONE, why: NO_ID },
  { path: "resource.aws_flow_log*.log_destination_type", operators: ["delete"], why: AS_STRICT },
  {
    path: "resource.aws_flow_log*.max_aggregation_interval",
    why: "records come every ten minutes instead of every one, or AWS refuses the number",
  },
  { path: "resource", operators: ["delete"], why: NOT_MADE },
  { path: "resource.aws_cloudwatch_log_group*.skip_destroy", why: "deletion_protection_enabled still keeps it" },
  { path: "resource.aws_cloudwatch_log_group*.deletion_protection_enabled", why: "skip_destroy still keeps it" },
  {
    path: "resource.aws_cloudwatch_log_group*.retention_in_days",
    operators: ["delete", "= 0"],
    why: "records are kept for ever",
  },
  {
    path: "resource.aws_default_security_group*gress",
    operators: ["delete", '+ "*"'],
    why: "left out means empty, and a text is no rule",
  },
  {
    path: "resource.aws_eks_access_entry*",
    operators: [...BAD_OR_GONE, "emptied", "element away", '+ "*"'],
    why: FEWER_RIGHTS,
  },
  {
    path: "resource.aws_eks_identity_provider_config*.oidc.*_prefix*",
    operators: ['= "*"'],
    why: "any prefix keeps names apart, a star too",
  },
  {
    path: "resource.aws_eks_identity_provider_config*.required_claims.*",
    operators: ['= "*"'],
    why: "Amazon EKS compares the claim with the text as it stands",
  },
  {
    path: "resource.aws_eks_identity_provider_config*.issuer_url",
    operators: ['= "https://login.attacker.example"'],
    why: IDENTITY,
  },
  { path: "resource.aws_eks_identity_provider_config*", operators: BAD_OR_GONE, why: NO_ID },
  { path: "resource.aws_eks_identity_provider_config*.depends_on", operators: ['+ "*"'], why: NO_ID },
  { path: `${CLUSTER}.bootstrap_self_managed_addons`, why: "it decides who installs add-ons" },
  {
    path: `${CLUSTER}.depends_on[aws_iam_role_policy_attachment*`,
    why: "without the order the cluster cannot be made, or deleted only by hand",
  },
  // In Auto Mode, behind the log group, the role's policy and the refusals: attachments with names too long to stand here.
  ...[3, 4, 5, 6, 7, 8].map((index) => ({
    path: `${CLUSTER}.depends_on[${index}]`,
    operators: ["element away"],
    why: "without the order the cluster cannot be made, or deleted only by hand",
  })),
  { path: `${CLUSTER}.depends_on`, operators: ['+ "*"'], why: NO_ID },
  { path: `${CLUSTER}.depends_on[*`, operators: BAD_TEXT, why: NO_ID },
  { path: `${CLUSTER}.enabled_cluster_log_types`, operators: ['+ "*"'], why: NO_ID },
  { path: `${CLUSTER}.encryption_config.*`, operators: ['+ "*"', '= "*"'], why: NO_ID },
  { path: `${CLUSTER}.lifecycle*`, why: "it keeps the cluster from being replaced for what cannot be changed" },
  { path: `${CLUSTER}.upgrade_policy*`, why: "it decides what extended support costs" },
  { path: `${CLUSTER}.version`, why: "AWS takes its newest, or refuses the text" },
  { path: `${CLUSTER}.vpc_config.subnet_ids*`, why: NO_ID },
  { path: `${CLUSTER}.role_arn`, operators: BAD_OR_GONE, why: NO_ID },
  {
    path: "resource.aws_iam_role*assume_role_policy > *.Condition.*",
    operators: ["delete"],
    why: "the other of the two conditions still holds Amazon EKS to this account",
  },
  {
    path: "resource.aws_*policy > *",
    operators: ["delete", '= ""', "emptied", "element away"],
    why: `${BAD_POLICY}, or somebody may do less`,
  },
  { path: "resource.aws_*policy > Version", operators: ['= "*"'], why: BAD_POLICY },
  {
    path: "resource.aws_kms_key*policy > Statement[AccountPoliciesDecide].Action",
    operators: ['= "*"'],
    why: "at a key, every action is every action of KMS",
  },
  { path: "resource.aws_kms_key*.policy", operators: ["delete"], why: "the key's own policy trusts the account alone" },
  { path: "resource.aws_kms_key*.deletion_window_in_days", operators: ["delete"], why: "AWS waits 30 days by itself" },
  { path: "resource.aws_iam_*", operators: BAD_OR_GONE, why: NO_ID },
  { path: "resource.aws_kms_*", operators: BAD_OR_GONE, why: NO_ID },
  {
    path: "resource.aws_route_table*",
    operators: BAD_OR_GONE,
    why: "without a route, or without the table, nothing leaves the network",
  },
  { path: "resource.aws_security_group*", operators: BAD_OR_GONE, why: NO_ID },
  { path: "resource.aws_subnet*.map_public_ip_on_launch", operators: ["delete"], why: AS_STRICT },
  { path: "resource.aws_subnet*.cidr_block", why: "AWS refuses ranges outside the VPC's and wider than /16" },
  { path: "resource.aws_vpc.*.cidr_block", why: "AWS refuses ranges wider than /16" },
  { path: "resource.aws_vpc.*.enable_dns_*", why: "names are not resolved, and endpoints are not found" },
  { path: "resource.aws_subnet*", operators: BAD_OR_GONE, why: NO_ID },
  { path: "resource.aws_vpc*", operators: BAD_OR_GONE, why: NO_ID },
  {
    path: "resource.aws_vpc_endpoint.*",
    operators: ["emptied", "element away", "flip", '+ "*"'],
    why: "the service is reached by fewer ways, or not at all",
  },
  // Nodes and their add-ons.
  {
    path: "resource.aws_eks_addon*",
    operators: [...BAD_OR_GONE, "emptied", "element away", '+ "*"'],
    why: "an add-on that cannot be made, or has fewer rights, opens nothing",
  },
  {
    path: "resource.aws_eks_node_group*",
    operators: [...BAD_OR_GONE, "emptied", "element away", '+ "*"'],
    why: "fewer nodes, none, or other ones of the same template",
  },
  { path: "resource.aws_eks_node_group*.scaling_config.*", why: AMOUNT },
  { path: "resource.aws_eks_node_group*.update_config.*", why: "how many nodes are replaced at a time" },
  { path: "resource.aws_eks_node_group*.node_repair_config*", why: "whether AWS replaces broken nodes by itself" },
  { path: "resource.aws_launch_template*.block_device_mappings[~].ebs.volume_*", why: AMOUNT },
  { path: "resource.aws_launch_template*.delete_on_termination", why: "what is left over stays encrypted, and costs" },
  { path: "resource.aws_launch_template*.device_index", why: NO_ID },
  { path: "resource.aws_launch_template*.metadata_options.*", operators: BAD_OR_GONE, why: AS_STRICT },
  { path: "resource.aws_launch_template*.monitoring*", why: "how often AWS measures" },
  {
    path: "resource.aws_launch_template*.network_interfaces[0].security_groups*",
    why: "the node is not reached, or wears the emptied default group",
  },
  { path: "resource.aws_launch_template*.tag_specifications*", why: FOR_PEOPLE },
  { path: "resource.aws_launch_template*.update_default_version*", why: "groups name the version themselves" },
  { path: "resource.aws_launch_template*.name", why: IDENTITY },

  // Auto Mode.
  {
    path: "resource.aws_eks_cluster.*.service_ipv4_cidr",
    why: "addresses of Services mean something inside the cluster alone",
  },
  { path: "[ConfigMap/amazon-vpc-cni].metadata.namespace", why: "it lands where nobody reads it" },
  { path: "resource.aws_eks_cluster.*.node_pools[*", operators: ["element away"], why: "fewer nodes" },
  {
    path: "[NetworkPolicy/allow-dns-address].*",
    operators: [...GONE, ...BAD_TEXT, "= 0", "= 1", "= 999999999"],
    why: FEWER_RIGHTS,
  },

  // Roles of workloads.
  { path: "resource.aws_eks_pod_identity_association", operators: ["delete"], why: NOT_MADE },
  {
    path: "resource.aws_eks_pod_identity_association.*-identities_payments_reports",
    operators: ["delete"],
    why: NOT_MADE,
  },
  {
    path: "resource.aws_eks_pod_identity_association*.depends_on*",
    why: "pods have the role before it may do anything, or Terraform refuses the name",
  },
  {
    path: "[NetworkPolicy/allow-pod-identity].*",
    operators: [...GONE, ...BAD_TEXT, "= 0", "= 1", "= 999999999"],
    why: "pods ask nobody for credentials, or another port of the agent, where nothing answers",
  },

  // The archive.
  {
    path: "resource.aws_cloudwatch_log_subscription_filter*.depends_on*",
    why: "AWS refuses a subscription whose role may not write yet",
  },
  {
    path: "resource.aws_cloudwatch_log_subscription_filter*",
    operators: BAD_OR_GONE,
    why: "it cannot be made; an empty pattern is every record",
  },
  {
    path: "resource.aws_kinesis_firehose_delivery_stream*.buffering_*",
    why: "records come sooner or later, or AWS refuses the number",
  },
  {
    path: "resource.aws_kinesis_firehose_delivery_stream*.extended_s3_configuration.*",
    operators: BAD_OR_GONE,
    why: "where in the bucket records stand, and how they are packed",
  },
  { path: "resource.aws_kinesis_firehose_delivery_stream*.name", why: IDENTITY },
  {
    path: "resource.aws_kinesis_firehose_delivery_stream*.depends_on[0]",
    operators: ["element away"],
    why: "AWS refuses a stream whose role may not write yet",
  },
  {
    path: "resource.aws_kinesis_firehose_delivery_stream*.depends_on[2]",
    operators: ["element away"],
    why: "the bucket's policy, for which the stream still waits, comes after the lock",
  },
  { path: "resource.aws_kinesis_firehose_delivery_stream*.depends_on*", operators: ['+ "*"', ...BAD_TEXT], why: NO_ID },
  {
    path: "resource.aws_s3_bucket_lifecycle_configuration*",
    why: "S3 deletes nothing that is locked; what is no longer locked costs",
  },
  { path: "resource.aws_s3_bucket_object_lock_configuration*.object_lock_enabled", why: AS_STRICT },
  {
    path: "resource.aws_s3_bucket_object_lock_configuration*.days",
    operators: ["= 999999999"],
    why: "AWS refuses more than a hundred years",
  },
  { path: "resource.aws_s3_bucket_policy*policy > Statement[*", operators: ['= "*"', '+ "*"'], why: "more is refused" },
  { path: "resource.aws_s3_bucket_server_side_encryption_configuration*.bucket_key_enabled", why: "what KMS costs" },
  {
    path: "resource.aws_s3_bucket*.depends_on*",
    why: "in another order S3 refuses a part, and the next apply makes it",
  },
  { path: "resource.aws_s3_bucket*", operators: BAD_TEXT, why: NO_ID },
  { path: "resource.aws_s3_bucket.*.bucket", operators: ["delete"], why: IDENTITY },

  // The way out to named hosts.
  { path: "resource.aws_networkfirewall_*.capacity", why: "how much room a group has; AWS refuses too little" },
  { path: "resource.aws_networkfirewall_*.name", why: IDENTITY },
  {
    path: "resource.aws_networkfirewall_*.priority",
    why: "rules and groups that all hand on, or all name hosts, in another order",
  },
  {
    path: "resource.aws_networkfirewall_*",
    operators: [...BAD_TEXT, "delete", "emptied", "element away"],
    why: "AWS refuses it, or less gets through",
  },
  {
    path: "resource.aws_networkfirewall_firewall*.firewall_policy_change_protection",
    why: "one more step before another policy is taken, which is judged as well",
  },
  {
    path: "resource.aws_networkfirewall_rule_group*.source*",
    why: "which addresses inside ask; names are compared all the same",
  },
  {
    path: "resource.aws_networkfirewall_rule_group*.destination*",
    why: "which addresses outside answer; names are compared all the same",
  },
  { path: "resource.aws_cloudwatch_log_group*egress*.name", why: IDENTITY },
  { path: "resource.aws_cloudwatch_log_group*egress*.retention_in_days", operators: ["= 999999999"], why: NO_ID },
  { path: "resource.aws_route", operators: ["delete"], why: "nothing leaves the network" },
  {
    path: "resource.aws_route.*.destination_cidr_block",
    why: "which addresses go this way: through the firewall all the same",
  },
  { path: "resource.aws_route.*", operators: BAD_OR_GONE, why: "less leaves the network" },
  { path: "resource.aws_nat_gateway*", operators: BAD_OR_GONE, why: "less leaves the network" },
  { path: "resource.aws_nat_gateway*.depends_on*", why: "AWS refuses the gateway until the other one is there" },
  { path: "resource.aws_internet_gateway*", operators: BAD_OR_GONE, why: "less leaves the network" },
  { path: "output*", why: FOR_PEOPLE },
  { path: "provider*", why: "Terraform takes the account and region of its environment; tags are for people" },
  { path: "terraform*", why: "it says where state is kept and which versions are taken" },
  { path: "resource.terraform_data", operators: ["delete"], why: NOT_MADE },
  { path: "resource.terraform_data.*-data", operators: ["delete"], why: NOT_MADE },
  { path: "resource.terraform_data.*.input", operators: ["delete"], why: NO_START },
  { path: "resource.terraform_data.*.input.user_data", operators: ["delete"], why: NO_START },

  // Machines: what cloud-init writes and runs.
  { path: `${file("")}.owner`, operators: ["delete"], why: "root:root is cloud-init's own" },
  {
    path: `${file("")}.permissions`,
    operators: ["delete"],
    why: "everybody may read it, and there is nothing in it to hide",
  },
  { path: `${USER_DATA}runcmd[*`, operators: ["element away"], why: NO_START },
  {
    path: `${file("modules-load.d/portcullis.conf")}*`,
    operators: ["delete", "element away", "line away"],
    why: NO_START,
  },
  { path: `${inFile("90-portcullis.conf")}net.ipv4.ip_forward*`, why: NO_START },
  {
    path: `${inFile("90-portcullis.conf")}*kernel.*`,
    why: "the kubelet refuses to start beside other values (protectKernelDefaults)",
  },
  {
    path: `${inFile("90-portcullis.conf")}vm.*`,
    why: "the kubelet refuses to start beside other values (protectKernelDefaults)",
  },
  {
    path: `${file("90-portcullis.conf")}*`,
    operators: ["delete", "element away"],
    why: "the kubelet refuses to start beside other values (protectKernelDefaults)",
  },
  {
    path: `${inFile("host-firewall.nft")}counter drop`,
    operators: ["line away"],
    why: "the policy of the chain drops as well",
  },
  { path: `${inFile("host-firewall.nft")}*accept*`, operators: ["line away"], why: FEWER_RIGHTS },
  {
    path: `${inFile("host-firewall.nft")}*table inet portcullis`,
    operators: ["line away"],
    why: "nft appends, or refuses the file; what stands is not opened",
  },
  {
    path: `${inFile("host-firewall.nft")}icmpv6 type mld-listener-query*`,
    operators: ["= *"],
    why: "the kernel answers queries from link-local addresses alone (RFC 3810)",
  },
  {
    path: `${inFile("host-firewall.nft")}icmpv6 type { nd-*`,
    operators: ["= *"],
    why: "the kernel drops these itself when they come from another link (RFC 4861)",
  },
  {
    path: `${inFile("host-firewall.nft")}iifname { * tcp dport*`,
    operators: ["= *"],
    why: "the line before has dropped what comes from another interface than its address leads to",
  },
  {
    path: `${inFile("host-firewall.nft")}type filter hook input*`,
    operators: ["= *priority 300*"],
    why: "a chain that drops bounds what gets in, in whatever order",
  },
  { path: `${inFile("host-firewall.nft")}limit rate*log*`, why: "it writes what was dropped to the log" },
  { path: `${inFile("*.service")}Description=*`, why: FOR_PEOPLE },
  {
    path: `${inFile("firewall.service")}Before=*`,
    operators: ["= Before=network-pre.target"],
    why: "it orders the end of the machine",
  },
  { path: `${inFile("firewall.service")}Conflicts=*`, why: "it orders the end of the machine" },
  {
    path: `${inFile("firewall.service")}After=*`,
    operators: ["= After=nftables.service"],
    why: "a ruleset that cannot be read yet fails the unit, and the kubelet with it",
  },
  {
    path: `${inFile("firewall.service")}ExecReload=*`,
    operators: ["line away"],
    why: "the unit is stopped and started with nftables.service",
  },
  { path: `${inFile("first-start.service")}*`, operators: ["line away", "= After=*"], why: NO_START },
  {
    path: `${inFile("first-start.service")}ExecStart=/usr/bin/install*`,
    why: "the folder is missing, and the API server's pod, which demands it, does not start",
  },
  {
    path: `${inFile("first-start.service")}ExecStart=/usr/bin/kubeadm*`,
    why: "the token is shown in the journal, which root alone reads, and lives minutes",
  },

  // Configuration of the control plane.
  { path: `${KUBEADM}*extraArgs[audit-log-compress]*`, why: "it decides what records weigh" },
  { path: `${KUBEADM}*extraArgs[audit-log-max*`, operators: ['= "999999999"'], why: "records are kept longer" },
  { path: `${KUBEADM}*extraArgs[*]`, operators: ["element away"], why: AS_STRICT },
  { path: `${KUBEADM}*extraVolumes[*].name`, why: IDENTITY },
  { path: `${KUBEADM}*extraVolumes[*].*`, operators: ["delete"], why: AS_STRICT },
  { path: `${KUBEADM}ClusterConfiguration: *`, operators: BAD_OR_GONE, why: IDENTITY },
  {
    path: `${KUBEADM}InitConfiguration: localAPIEndpoint*`,
    why: "the API server listens on every address anyway; the firewall knows its port",
  },
  { path: `${KUBEADM}InitConfiguration: nodeRegistration*`, why: IDENTITY },
  { path: `${KUBEADM}KubeProxyConfiguration: m*`, operators: ["delete"], why: AS_STRICT },
  { path: `${KUBEADM}KubeletConfiguration: eventRecordQPS`, why: "fewer events are sent" },
  { path: `${KUBEADM}KubeletConfiguration: makeIPTablesUtilChains`, operators: ["delete"], why: AS_STRICT },
  { path: `${KUBEADM}KubeletConfiguration: podPidsLimit`, operators: ["= 1"], why: STRICTER },
  { path: `${KUBEADM}KubeletConfiguration: preloadedImagesVerificationAllowlist*`, operators: GONE, why: STRICTER },
  { path: `${inFile("admission.yaml")}*limits[*].*`, operators: ["= 1"], why: STRICTER },
  {
    path: `${inFile("admission.yaml")}*cacheSize`,
    why: "how many counters are remembered; the API server has a bound of its own",
  },
  {
    path: `${inFile("admission.yaml")}plugins[EventRateLimit]`,
    operators: ["element away"],
    why: "the plugin is on, and the API server does not start without its limits",
  },
  { path: `${inFile("admission.yaml")}*defaults.audit*`, why: "it only notes what enforce refuses anyway" },
  { path: `${inFile("admission.yaml")}*defaults.warn*`, why: "it only warns of what enforce refuses anyway" },
  { path: `${inFile("admission.yaml")}*exemptions*`, operators: GONE, why: STRICTER },
  { path: `${AUDIT}omitStages*`, operators: GONE, why: RECORDS_MORE },
  { path: `${AUDIT}rules[~]`, operators: ["element away"], why: RECORDS_MORE },
  { path: `${AUDIT}rules[~].resources[*`, operators: ["element away"], why: RECORDS_MORE },
  { path: `${AUDIT}rules[*].group`, operators: ["delete", '= ""'], why: "a group that has no such resources" },
  { path: `${AUDIT}rules[~].namespaces*`, why: "whoever it names renews leases, in whatever namespace" },
  { path: `${AUDIT}rules[~].verbs[~]`, operators: ["element away"], why: RECORDS_MORE },
  { path: `${AUDIT}rules[~].users[~]`, operators: ["element away"], why: RECORDS_MORE },
  { path: `${AUDIT}rules[~].nonResourceURLs[~]`, operators: ["element away", '= ""'], why: RECORDS_MORE },
  ...[5, 6, 7, 8].map((rule) => ({
    path: `${AUDIT}rules[${rule}].*`,
    operators: [...BAD_OR_GONE, "emptied", '+ "*"'],
    why: RECORDS_MORE,
  })),
  { path: `${inFile("authentication.yaml")}anonymous*`, operators: ["delete", "flip", "element away"], why: STRICTER },
  {
    path: `${inFile("authentication.yaml")}jwt[*].claimMappings.*`,
    operators: BAD_OR_GONE,
    why: "the prefix stays, so that names of others are not met; without a claim nobody is anybody",
  },
  {
    path: `${inFile("authentication.yaml")}jwt[*].issuer.*`,
    operators: ['+ "*"', '= "*"', '= ""', '= "https://login.attacker.example"'],
    why: IDENTITY,
  },
  {
    path: `${inFile("authentication.yaml")}jwt[*].userValidationRules*`,
    why: "the prefixes keep names out of system: by themselves",
  },
  { path: `${inFile("encryption.template.yaml")}*keys[*`, why: IDENTITY },
  {
    path: `${inFile("encryption.template.yaml")}resources[0].resources`,
    operators: ['+ "*"'],
    why: "more is encrypted, or the API server does not start",
  },

  // k3s.
  { path: `${K3S}kube-*-arg[*]`, operators: ["element away"], why: AS_STRICT },
  { path: `${K3S}kube-proxy-arg`, operators: GONE, why: AS_STRICT },
  { path: `${K3S}*[audit-log-compress]`, why: "where nothing is forwarded, it decides what records weigh" },
  { path: `${K3S}*[audit-log-max*`, operators: ['= "999999999"'], why: "records are kept longer" },
  { path: `${K3S}*[service-account-issuer]`, operators: ['= "https://login.attacker.example"'], why: IDENTITY },
  { path: `${K3S}cluster-cidr`, operators: ["delete"], why: "k3s takes the same range by itself" },
  { path: `${K3S}disable`, operators: ['+ "*"'], why: "k3s knows no such part" },
  { path: `${K3S}node-*`, why: IDENTITY },
  { path: `${K3S}tls-san*`, why: "names more in a certificate of the cluster's own, or none" },
  { path: `${K3S}service-cidr`, why: "addresses of Services mean something inside the cluster alone" },
  {
    path: `${K3S}secrets-encryption-provider`,
    operators: ["delete"],
    why: "k3s takes AES-CBC, and encrypts all the same",
  },
  { path: `${K3S}protect-kernel-defaults`, why: "the kubelet sets the parameters instead of demanding them" },
  { path: `${inFile("registries.yaml")}mirrors*`, operators: ['= "https://login.attacker.example"'], why: IDENTITY },
  { path: `${inFile("90-portcullis.conf")}eventRecordQPS`, operators: ["= 1"], why: STRICTER },
  { path: `${inFile("90-portcullis.conf")}podPidsLimit`, operators: ["= 1"], why: STRICTER },

  // Forwarding.
  {
    path: `${FORWARDER}extensions.*.compaction*`,
    why: "the database file stays larger, or the Collector does not start",
  },
  {
    path: `${FORWARDER}extensions.*.create_directory`,
    why: "it stands in the folder that systemd makes, or the Collector does not start",
  },
  {
    path: `${FORWARDER}extensions.*.directory_permissions`,
    operators: ["delete"],
    why: "the folder above is root's alone",
  },
  { path: `${FORWARDER}exporters.*.compression`, operators: ["delete"], why: AS_STRICT },
  { path: `${FORWARDER}exporters.*.endpoint`, operators: ['= "https://login.attacker.example"'], why: IDENTITY },
  { path: `${FORWARDER}exporters.*.enabled`, operators: ["delete"], why: AS_STRICT },
  {
    path: `${FORWARDER}exporters.*_interval`,
    operators: ["delete"],
    why: "the Collector's own pause between two tries",
  },
  {
    path: `${FORWARDER}exporters.*.timeout`,
    operators: ["delete"],
    why: "the Collector's own patience; what was not confirmed is sent again",
  },
  { path: `${FORWARDER}exporters.*.batch*`, why: "how much is sent at once" },
  { path: `${FORWARDER}exporters.*.num_consumers`, why: "in which order it arrives; each record names its place" },
  { path: `${FORWARDER}exporters.*.queue_size`, operators: ["= 999999999"], why: AMOUNT },
  { path: `${FORWARDER}processors.memory_limiter.spike_limit_mib`, why: "how soon reading pauses" },
  {
    path: `${FORWARDER}receivers.*.attributes*`,
    why: "a note for whoever sorts the records; their file says the same",
  },
  { path: `${FORWARDER}receivers.*.resource.host.name`, why: IDENTITY },
  { path: `${FORWARDER}receivers.*.exclude*`, operators: GONE, why: "more is read" },
  {
    path: `${FORWARDER}receivers.*.operators*`,
    operators: GONE,
    why: "lines stay as the runtime wrote them; the path names namespace, pod and container",
  },
  {
    path: `${FORWARDER}receivers.*.max_log_size`,
    operators: ["delete"],
    why: "what is longer than 1 MiB comes in parts",
  },
  { path: `${FORWARDER}receivers.*.matches`, operators: GONE, why: "more is read" },
  { path: `${FORWARDER}receivers.*.matches[*`, why: "a service that this machine does not run" },
  { path: `${FORWARDER}receivers.*.priority`, operators: ["delete"], why: AS_STRICT },
  { path: `${FORWARDER_UNIT}*After=*`, why: "it sends what it reads as soon as there is a network" },
  { path: `${FORWARDER_UNIT}*Requires=*`, why: "it lets nothing in; the firewall is the kubelet's matter" },
  { path: `${FORWARDER_UNIT}Wants=*`, why: "it sends what it reads as soon as there is a network" },
  { path: `${FORWARDER_UNIT}MemoryMax=*`, why: "the Collector bounds its memory by itself" },
  { path: `${FORWARDER_UNIT}Type=*`, operators: ["line away"], why: AS_STRICT },

  {
    path: "[NetworkPolicy/allow-aggregator].*",
    operators: [...GONE, ...BAD_TEXT, "= 0", "= 1", "= 999999999"],
    why: "the aggregator is not reached, or the API server refuses the object",
  },
  { path: "[ServiceAccount/log-forwarder].*", why: "it holds nothing, and the pods themselves mount no token" },
  { path: "[DaemonSet/log-forwarder].metadata.labels*", why: FOR_PEOPLE },
  { path: "[DaemonSet/log-forwarder].spec.selector*", why: API_REFUSES },
  { path: "[DaemonSet/log-forwarder].spec.template.metadata*", why: API_REFUSES },
  { path: "[DaemonSet/log-forwarder].*.env*", why: "records do not name their node; the path names the pod" },
  { path: "[DaemonSet/log-forwarder].*.containers[collector].name", why: IDENTITY },
  { path: "[DaemonSet/log-forwarder].*.resources*", why: AMOUNT },
  { path: "[DaemonSet/log-forwarder].*.capabilities.drop", operators: ['+ "*"'], why: "ALL is all" },
  { path: "[DaemonSet/log-forwarder].*.privileged", operators: ["delete"], why: AS_STRICT },
  {
    path: "[DaemonSet/log-forwarder].*.volumeMounts[~].readOnly",
    why: "Secrets and ConfigMaps are read-only in any case",
  },
  {
    path: "[DaemonSet/log-forwarder].*.enableServiceLinks",
    why: "names of Services that stand in the same namespace, of which there are none",
  },
  { path: "[DaemonSet/log-forwarder].*.runAsGroup", why: "what pods wrote is read by its owner" },
  { path: "[DaemonSet/log-forwarder].*.serviceAccountName", why: "the policy log-forwarder-alone lets no such pod in" },
  {
    path: "[DaemonSet/log-forwarder].*.volumes[certificates].secret.*",
    why: "another mode inside the pod, or no pod starts",
  },
  { path: "[DaemonSet/log-forwarder].*.hostPath.type", why: "the folder is there, or is made by the runtime" },
  { path: "[DaemonSet/log-forwarder].spec.updateStrategy*", why: "how fast a change arrives" },

  // Renewal of certificates.
  {
    path: `${inFile("renew-certificates.service")}*`,
    operators: ["line away", "= *"],
    why: "the order and the time of a renewal; kubeadm closes the keys that it writes by itself",
  },
  { path: `${inFile("renew-certificates.timer")}Description=*`, why: FOR_PEOPLE },
  {
    path: `${inFile("renew-certificates.timer")}OnCalendar=*`,
    operators: ["= OnCalendar=*"],
    why: "another hour of the same day",
  },
  { path: `${inFile("renew-certificates.timer")}RandomizedDelaySec=*`, why: "all machines at the same minute" },
  { path: `${inFile("renew-certificates.timer")}Persistent=*`, why: AS_STRICT },
  {
    path: `${inFile("renew-ended-certificates.service")}UMask=*`,
    operators: ["line away", "= UMask=0000"],
    why: "the script sets its own",
  },
  {
    path: `${inFile("renew-ended-certificates.service")}TimeoutStartSec=*`,
    operators: ["line away"],
    why: "how long a kubelet waits for a renewal that hangs",
  },

  // Decisions on requests for certificates.
  { path: `${inFile("/portcullis/certificates.json")}"oidc:*`, operators: ["line away"], why: FEWER_RIGHTS },
  {
    path: `${inFile("/portcullis/certificates.json")}*": [],`,
    operators: ["line away"],
    why: "without the list the script ends with an error, and approves nothing",
  },
  {
    path: `${inFile("approve-certificates.service")}After=*`,
    operators: ["line away", "= After=*"],
    why: "what came too soon to reach an API server comes again a quarter of a minute later",
  },
  { path: `${inFile("approve-certificates.service")}Type=oneshot`, operators: ["line away"], why: AS_STRICT },
  {
    path: `${inFile("approve-certificates.service")}UMask=*`,
    operators: ["line away", "= UMask=0000"],
    why: "the script sets its own",
  },
  {
    path: `${inFile("approve-certificates.service")}TimeoutStartSec=*`,
    operators: ["line away"],
    why: "how long a run may hang; while it does, no request is approved",
  },
  { path: `${inFile("approve-certificates.timer")}Description=*`, why: FOR_PEOPLE },
  {
    path: `${inFile("approve-certificates.timer")}OnCalendar=*`,
    operators: ["= OnCalendar=*"],
    why: "the same moments, said in fewer words",
  },
  {
    path: `${inFile("approve-certificates.timer")}AccuracySec=*`,
    operators: ["line away"],
    why: "up to a minute later",
  },
  { path: `${inFile("approve-certificates.timer")}Persistent=*`, operators: ["line away"], why: AS_STRICT },

  // Break-glass, attributes and ABAC.
  {
    path: "resource.aws_iam_role.*break-glass.assume_role_policy > *aws:MultiFactorAuthAge",
    operators: ['= "0"'],
    why: "no second factor is fresh enough, and nobody gets in",
  },
  { path: "resource.aws_iam_role.*break-glass.max_session_duration", operators: ["= 0", "= 1"], why: NO_ID },
  { path: `${file("portcullis-break-glass")}`, operators: ["element away"], why: "nobody can be let in" },
  {
    path: `${inFile("authentication.yaml")}jwt[0].claimMappings.extra*`,
    operators: ["emptied", "element away"],
    why: "nobody has the attribute, and who has none is refused",
  },
  { path: `${file("abac.jsonl")}*`, operators: ["delete", "line away"], why: FEWER_RIGHTS },
  {
    path: `${K3S}kube-apiserver-arg[authorization-mode]`,
    operators: ['= "Node,RBAC"'],
    why: "the API server refuses to start with a policy file and without its mode",
  },
  { path: "[ValidatingAdmissionPolicy/people-have-attributes].metadata.annotations*", why: FOR_PEOPLE },
  {
    path: "[Namespace/~].metadata.labels.attributes.portcullis.dev/*",
    why: "people of another department are asked for, or nobody gets in; the API server refuses a star",
  },

  // Manifests.
  { path: "", operators: ["emptied"], why: "nothing is made" },
  {
    path: "[~]",
    operators: ["element away"],
    why: "it is not made: a binding less is a right less, and a namespace less is no place for pods",
  },
  { path: "[ClusterRole/~]*", operators: [...GONE, '= ""', '= "*"'], why: FEWER_RIGHTS },
  { path: "[Role/~]*", operators: [...GONE, '= ""'], why: FEWER_RIGHTS },
  {
    path: "[ServiceAccount/delivery].metadata.namespace",
    why: "the delivery finds no account, and nothing is applied",
  },
  { path: "[OCIRepository/*].metadata.namespace", why: "the Kustomization finds no source, and nothing is applied" },
  { path: "[OCIRepository/*].spec.insecure", operators: ["delete"], why: AS_STRICT },
  {
    path: "[OCIRepository/*].spec.interval",
    why: "the source is one content: when it is asked for again changes nothing",
  },
  { path: "[OCIRepository/*].spec.timeout", why: "how long fetching may take" },
  {
    path: "[OCIRepository/*].spec.*ecretRef*",
    operators: BAD_OR_GONE,
    why: "nothing is fetched without its login or its keys",
  },
  { path: "[Kustomization/*].spec.path", operators: BAD_OR_GONE, why: IDENTITY },
  {
    path: "[Kustomization/*].spec.sourceRef*",
    operators: BAD_OR_GONE,
    why: "no source is found, and nothing is applied",
  },
  {
    path: "[Kustomization/*].spec.serviceAccountName",
    operators: ['= "*"'],
    why: "there is no such account, and nothing is applied",
  },
  { path: "[Kustomization/*].spec.timeout", why: "how long applying may take" },
  { path: "[PodDisruptionBudget/*]*", why: "it limits evictions; it opens nothing" },
  {
    path: "[NetworkPolicy/delivery-*].metadata.namespace",
    why: "it lands where no controller is, and nothing is fetched or applied",
  },
  { path: "[NetworkPolicy/delivery-*].spec", operators: GONE, why: FEWER_RIGHTS },
  { path: "[NetworkPolicy/delivery-*].spec.*gress", operators: GONE, why: FEWER_RIGHTS },
  { path: "[NetworkPolicy/delivery-*].spec.*gress[0]", operators: GONE, why: FEWER_RIGHTS },
  {
    path: "[NetworkPolicy/delivery-*].spec.*gress[0].ports[*",
    operators: ["element away", "delete", ...BAD_TEXT, "= 0", "= 1", "= 999999999"],
    why: "another port of the same peers, where nothing answers, or none; a protocol left out is TCP",
  },
  { path: "[NetworkPolicy/delivery-*].spec.*gress[0].*.app", operators: BAD_TEXT, why: FEWER_RIGHTS },
  { path: "[NetworkPolicy/delivery-*].spec.podSelector.matchLabels.app", operators: BAD_TEXT, why: FEWER_RIGHTS },
  {
    path: "[NetworkPolicy/delivery-*].spec.p*",
    operators: [...GONE, ...BAD_TEXT],
    why: "left out, the direction follows from the rules, and the selector means both controllers, which are all the pods there",
  },
  { path: "[~Binding/~]*", operators: [...GONE, ...BAD_TEXT, '= "User"', '+ "*"'], why: FEWER_RIGHTS },
  { path: "[~].metadata.name", operators: ['= "*"', '= ""', "delete"], why: API_REFUSES },
  {
    path: "[Namespace/*].metadata.labels.pod-security.kubernetes.io/*",
    operators: BAD_OR_GONE,
    why: "it only notes what enforce refuses anyway",
  },
  {
    path: "[Namespace/*].metadata.labels.portcullis.dev/tenant",
    operators: BAD_TEXT,
    why: "policies ask whether the label is there, not for its value",
  },
  { path: "[LimitRange/*].spec.*", operators: ["delete", ...BAD_TEXT, '= "87600h0m0s"', '= "0s"'], why: AMOUNT },
  { path: "[ResourceQuota/*].spec.hard.*", operators: ['= "0"', '= "999999999"', ...BAD_TEXT], why: AMOUNT },
  {
    path: "[NetworkPolicy/default-deny].spec.podSelector",
    operators: ["delete"],
    why: "left out selects every pod as well, where the API server takes it",
  },
  { path: "[NetworkPolicy/*].spec.policyTypes", operators: ['+ "*"'], why: API_REFUSES },
  {
    path: "[NetworkPolicy/allow-dns].metadata.namespace",
    why: "it lands where nobody is, and the tenant's pods find no names",
  },
  { path: "[NetworkPolicy/allow-dns].spec", operators: GONE, why: FEWER_RIGHTS },
  { path: "[NetworkPolicy/allow-dns].spec.egress", operators: GONE, why: FEWER_RIGHTS },
  { path: "[NetworkPolicy/allow-dns].spec.egress[0]", operators: GONE, why: FEWER_RIGHTS },
  {
    path: "[NetworkPolicy/allow-dns].spec.egress[0].ports[*",
    operators: ["element away", ...BAD_TEXT, "= 0", "= 1", "= 999999999"],
    why: "another port of the name server, where nothing answers",
  },
  {
    path: "[NetworkPolicy/allow-dns].spec.egress[0].ports[*].protocol",
    operators: ["delete"],
    why: "left out means TCP",
  },
  {
    path: "[NetworkPolicy/allow-dns].spec.egress[0].to[0].namespaceSelector*",
    operators: BAD_OR_GONE,
    why: "pods of the tenant's own namespace, or of none",
  },
  {
    path: "[NetworkPolicy/allow-dns].spec.egress[0].to[0].podSelector.matchLabels.k8s-app",
    operators: BAD_TEXT,
    why: FEWER_RIGHTS,
  },
  {
    path: "[NetworkPolicy/allow-dns].spec.p*",
    operators: [...GONE, ...BAD_TEXT],
    why: "left out, the direction follows from the rules and the selector means every pod",
  },
  {
    path: "[ValidatingAdmissionPolicy/no-master-bindings].spec.variables[ofThePlatform].expression",
    operators: ['= "false"'],
    why: STRICTER,
  },
  { path: "[ValidatingAdmissionPolicy/no-stray-namespaces].metadata.annotations*", why: FOR_PEOPLE },
  {
    path: "[ValidatingAdmissionPolicy/no-stray-namespaces].spec.variables[platformNamespaces].expression",
    operators: ["= \"['default', 'portcullis-logs']\""],
    why: "which namespaces are the platform's is the description's to say; what runs in default another policy refuses",
  },
  { path: "[ValidatingAdmissionPolicy/*].spec.failurePolicy", operators: ["delete"], why: AS_STRICT },
  {
    path: "[ValidatingAdmissionPolicy/*].spec.matchConditions*",
    operators: [...GONE, ...BAD_TEXT],
    why: "it looks at more, or the API server refuses it",
  },
  { path: "[ValidatingAdmissionPolicy/*].spec.validations[*].messageExpression", why: FOR_PEOPLE },
  { path: "[ValidatingAdmissionPolicy/*].spec.validations[*].reason", why: FOR_PEOPLE },
];

/** They weaken something, and no rule says so yet. They count against the budget. */
export const KNOWN_GAPS: readonly Survivors[] = [
  {
    path: `${inFile("approve-certificates.timer")}WantedBy=*`,
    operators: ["line away"],
    why: "the timer does not start with the machine, and no request is approved",
  },
  {
    path: file("portcullis-close-break-glass"),
    operators: ["element away"],
    why: "a session ends by itself, and what it left behind is nobody's to find",
  },
  {
    path: "[ConfigMap/amazon-vpc-cni]",
    operators: ["element away"],
    why: "manifests do not say that the cluster is in Auto Mode, in which nobody enforces network policies without it",
  },
  {
    path: "[NetworkPolicy/allow-dns-address].spec.egress[0].ports*",
    operators: GONE,
    why: "every port of the one address is reached, where nothing else answers",
  },
  {
    path: "[DaemonSet/log-forwarder].spec.template.spec.containers[collector].env",
    operators: ["delete"],
    why: "what pods write does not say from which machine it came",
  },
  {
    path: `${inFile("renew-certificates.timer")}WantedBy=*`,
    operators: ["line away"],
    why: "the timer does not start with the machine, and certificates run out",
  },
  {
    path: `${inFile("90-portcullis.conf")}net.bridge.*`,
    operators: ["line away"],
    why: "filters of Services may not see bridged packets; no rule demands kernel parameters",
  },
  {
    path: `${inFile("host-firewall.nft")}icmp*limit rate*`,
    operators: ["= *"],
    why: "ICMP is answered without a limit on its rate",
  },
  {
    path: `${inFile("firewall.service")}DefaultDependencies=no`,
    why: "systemd may break the circle of orders by leaving out the unit; the kubelet then does not start either",
  },
  {
    path: `${KUBEADM}KubeletConfiguration: imagePullCredentialsVerificationPolicy`,
    operators: ["delete"],
    why: "pods may use images that others pulled, when those were preloaded",
  },
  {
    path: `${inFile("encryption.template.yaml")}*configmaps*`,
    why: "ConfigMaps lie in etcd in clear; the rule demands secrets alone",
  },
  {
    path: "[ResourceQuota/*].spec.hard.*",
    operators: ["delete"],
    why: "the number of small objects is not bounded; the rule demands pods, CPU, memory and ports",
  },
  {
    path: "[ServiceAccount/delivery].automountServiceAccountToken",
    why: "a pod that names the account of deliveries gets its token without asking; admission asks for a name alone",
  },
  {
    path: "[ValidatingAdmissionPolicyBinding/*].spec.validationActions*",
    why: "what was denied is not in the audit record as well",
  },
];

/** The first line that names a mutant. */
export function findSurvivor(
  list: readonly Survivors[],
  mutant: { readonly path: string; readonly operator: string },
): Survivors | undefined {
  return list.find(
    ({ path, operators }) =>
      patternOf(path).test(mutant.path) &&
      (operators === undefined || operators.some((operator) => patternOf(operator).test(mutant.operator))),
  );
}

const patterns = new Map<string, RegExp>();

function patternOf(glob: string): RegExp {
  const known = patterns.get(glob);
  if (known !== undefined) return known;
  // In an operator such as `= "*"` the star is meant as it stands.
  const text = /^[=+] "\*"$/.test(glob) ? glob.replace("*", "\u0000") : glob;
  const pattern = new RegExp(
    `^${text
      .replaceAll(/[.+?^${}()|[\]\\]/g, "\\$&")
      .replaceAll("*", ".*")
      .replaceAll("~", "[^[\\]]*")
      .replaceAll("\u0000", "\\*")}$`,
    "s",
  );
  patterns.set(glob, pattern);
  return pattern;
}
