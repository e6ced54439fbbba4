/** What a field means, as its doc comment in lib/spec says. */
export interface FieldMeaning {
  readonly meaning?: string;
  readonly default?: string;
  readonly see?: readonly string[];
}

/** By path; `[]` stands for an element, `<edge>` for the alternative that a literal names. Written by scripts/write-field-meanings.cjs. */
export const FIELD_MEANINGS: Readonly<Record<string, FieldMeaning>> = {
  abac: {
    meaning: "Grants by an ABAC policy file, each with a warning: `access` is better. Not on the cloud profile.",
    default: "no grant",
  },
  "abac[].apiGroup": {
    meaning: "The API group, exact: the empty string for the core group, otherwise a DNS name such as `apps`.",
  },
  "abac[].namespace": {
    meaning: "The one tenant's namespace in which it holds; it must be declared under `tenants`.",
  },
  "abac[].resource": {
    meaning:
      "The resource in lower-case plural, such as `configmaps`. Not `secrets`, and none whose sub-resources lead into pods, machines or accounts (`pods`, `services`, `nodes`, `serviceaccounts`): ABAC knows no sub-resources, so `pods` would also be `pods/exec`, `pods/proxy` and `pods/log`.",
  },
  "abac[].who": {
    meaning: "Who may read: a group of the identity provider, which proves a second factor.",
  },
  "abac[].who<oidc>.group": {
    meaning: "1 to 128 characters; must not begin with `system:` or with the prefix of a method.",
  },
  "abac[].who<oidc>.provider": {
    meaning: "The name of the provider among `authentication.methods` that vouches for the group.",
    default: "the provider without a name",
  },
  "abac[].why": {
    meaning: "Why a role does not do: 10 to 200 characters.",
  },
  access: {
    meaning: "Who may do what. Nobody else holds anything.",
  },
  "access[].namespaces": {
    meaning:
      "The tenants' namespaces in which a `viewer`, `developer`, `watcher`, or a persona of your own with the reach `namespaces` acts; each must be declared under `tenants`. `operator`, `auditor`, `recovery` and personas of your own with the reach `cluster` take none.",
    default: "no namespace: a persona of namespaces without the list is refused",
  },
  "access[].persona": {
    meaning: 'A persona of the library, or `{ own: "name" }` for one of your own.',
  },
  "access[].persona.own": {
    meaning: "Its name.",
  },
  "access[].until": {
    meaning:
      "When the grant ends, a moment in UTC such as `2026-12-01T18:00:00Z`: its bindings are apart from all others, and a timer on each control-plane machine takes them away within two minutes. Beside it the same subject may hold less for good. It is no way in that counts. Data-center profile only.",
    default: "the grant holds as long as it stands here",
  },
  "access[].who": {
    meaning: "Who logs in by one of these.",
  },
  "access[].who<authenticating-proxy>.group": {
    meaning: "1 to 128 characters; must not begin with `system:` or with the prefix of a method.",
  },
  "access[].who<aws-iam>.role": {
    meaning: "The role's ARN, without a session name: `arn:aws:iam::123456789012:role/name`.",
  },
  "access[].who<client-certificate>.group": {
    meaning:
      "1 to 59 characters (with its prefix, the 64 that X.509 allows); must not begin with `system:`, `kubeadm:` or with the prefix of a method.",
    see: ["https://www.rfc-editor.org/rfc/rfc5280#appendix-A.1"],
  },
  "access[].who<client-certificate>.user": {
    meaning: "As the group of a certificate: 1 to 59 characters.",
  },
  "access[].who<oidc>.group": {
    meaning: "1 to 128 characters; must not begin with `system:` or with the prefix of a method.",
  },
  "access[].who<oidc>.provider": {
    meaning: "The name of the provider among `authentication.methods` that vouches for the group.",
    default: "the provider without a name",
  },
  "access[].who<oidc>.user": {
    meaning: "1 to 128 characters; must not begin with `system:` or with the prefix of a method.",
  },
  "access[].who<service-account>.name": {
    meaning:
      "The account: an RFC 1123 label of 1 to 63 characters, not `default`, which every pod has that asks for nothing.",
  },
  "access[].who<service-account>.namespace": {
    meaning: "The namespace of the account: that of a declared tenant.",
  },
  admission: {
    meaning: "What admission policies let through.",
    default: "the defaults of its fields",
  },
  "admission.eventRateLimits": {
    meaning:
      "How many events are accepted: one limit of each type, `Server` and `Namespace` among them. On your own machines only: Amazon EKS sets its own.",
    default: "500 a second for the whole server, 50 for a namespace",
  },
  "admission.eventRateLimits[].burst": {
    meaning: "Events at once: 1 to 10000, and at least `qps`.",
  },
  "admission.eventRateLimits[].cacheSize": {
    meaning:
      "How many namespaces, users or things are counted at the same time: 1 to 100000; with more, the one that was quiet for the longest begins anew. Not for `Server`, of which there is one.",
    default: "4096, the API server's own",
  },
  "admission.eventRateLimits[].qps": {
    meaning: "Events in a second: 1 to 5000.",
  },
  "admission.exceptions": {
    meaning: "Objects that the policies on rights and webhooks let pass.",
    default: "no exception",
  },
  "admission.exceptions[].name": {
    meaning: "The exact name, 1 to 253 characters; no pattern.",
  },
  "admission.exceptions[].namespace": {
    meaning: "The namespace of a Role or RoleBinding; the other kinds have none.",
    default: "no namespace: the kind stands in none",
  },
  "admission.exceptions[].why": {
    meaning: "Who needs it and for what: 10 to 200 characters.",
  },
  "admission.images": {
    meaning: "Which images tenants may run.",
    default: "images of any registry, by digest",
  },
  "admission.images.registries": {
    meaning:
      "The registries, as images name them: a host with a dot or a port, and a path where the host is for everybody: `registry.example.com`, `ghcr.io/your-team`. An empty list means that tenants run nothing.",
  },
  "admission.platformNamespaces": {
    meaning:
      "Namespaces that are no tenant's. Everybody else's new namespaces are refused, and pods in those that are there. Weakens the cluster by what may run in them.",
    default: "none: beside `kube-system` there are tenants alone",
  },
  "admission.platformNamespaces[].name": {
    meaning: "The exact name, a DNS label; `kube-system` is always one.",
  },
  "admission.platformNamespaces[].why": {
    meaning: "What runs there and why it cannot be a tenant: 10 to 200 characters.",
  },
  "admission.plugins": {
    meaning:
      "Plugins beside NodeRestriction, DenyServiceExternalIPs and EventRateLimit, which are always on. With `AlwaysPullImages` no pod starts while its registry is away. On your own machines only: Amazon EKS fixes the list.",
    default: "no further plugin",
    see: ["https://kubernetes.io/docs/reference/access-authn-authz/admission-controllers/"],
  },
  "admission.warnOnly": {
    meaning: "Policies that warn and record in place of refusing, each for at most 92 days.",
    default: "none: every policy refuses",
  },
  "admission.warnOnly[].from": {
    meaning: "From when it only warns, a moment in UTC such as `2026-12-01T08:00:00Z`. Before, it refuses.",
  },
  "admission.warnOnly[].policy": {
    meaning: "The policy, by its name in docs/admission.md.",
  },
  "admission.warnOnly[].until": {
    meaning:
      "When it refuses again, a moment in UTC after `from` and at most 92 days later; within a quarter of a minute of it.",
  },
  "admission.warnOnly[].why": {
    meaning: "What must be mended meanwhile, and who does so: 10 to 200 characters.",
  },
  apiServer: {
    meaning: "Who may reach the Kubernetes API server.",
  },
  "apiServer.reachableFrom": {
    meaning:
      "The ranges from which people and systems outside the cluster reach the API server. An empty list means nobody: only the cluster's own nodes and pods get through.",
    see: ["https://kubernetes.io/docs/concepts/security/controlling-access/"],
  },
  "apiServer.reachableFrom[].cidr": {
    meaning:
      "One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile private ranges only.",
    see: ["https://www.rfc-editor.org/rfc/rfc4632"],
  },
  "apiServer.reachableFrom[].why": {
    meaning:
      "Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits, space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.",
  },
  attributeRules: {
    meaning:
      "What claims of the identity provider are asked for before somebody writes or enters pods. Not on the cloud profile.",
    default: "no rule",
  },
  "attributeRules[].attribute": {
    meaning: "The attribute's name, an RFC 1123 label; the key is `attributes.portcullis.dev/<name>`.",
  },
  "attributeRules[].claim": {
    meaning:
      "The claim that it comes from, a text or a list of texts: 1 to 64 letters, digits and `_`, beginning with a letter. The provider must set it; one that users write themselves says nothing.",
  },
  "attributeRules[].must": {
    meaning:
      "- `be-present`: there is a value, whatever it is, such as the number of a ticket, which is then on record; - `equal-namespace`: one of its values is that of the namespace, from the tenant's `attributes`.",
  },
  "attributeRules[].namespaces": {
    meaning: "The tenants' namespaces in which it is asked for, at least one; each must be declared under `tenants`.",
  },
  "attributeRules[].why": {
    meaning: "What it is for: 10 to 200 characters. The policy carries it.",
  },
  authentication: {
    meaning: "Who can log in, and how.",
  },
  "authentication.methods": {
    meaning:
      "At least two methods for people, each with a subject in `access`, at most one of each kind (of OpenID Connect, up to ten providers): when one fails, the other still gets somebody in. Service-account tokens come on top and need no subject. Passwords and static token files do not exist.",
  },
  "authentication.methods[]<authenticating-proxy>.clientName": {
    meaning:
      "The common name (`CN=`) of the proxy's client certificate: a DNS name in lower case of at most 64 characters with a dot in it, so that it is never that of the aggregator.",
  },
  "authentication.methods[]<authenticating-proxy>.machine": {
    meaning: "The proxy's machine, for which user data is written then.",
    default: "a proxy of your own making: only the API server's half is written",
  },
  "authentication.methods[]<authenticating-proxy>.machine.address": {
    meaning:
      "The machine's IPv4 address, where clients reach it at port 443. It must be inside a range of `apiServer.reachableFrom`.",
  },
  "authentication.methods[]<authenticating-proxy>.machine.directory": {
    meaning: "Where people and their groups stand.",
  },
  "authentication.methods[]<authenticating-proxy>.machine.directory.groups": {
    meaning: "Below which name groups stand: `ou=groups,dc=example,dc=com`.",
  },
  "authentication.methods[]<authenticating-proxy>.machine.directory.people": {
    meaning: "Below which name people stand: `ou=people,dc=example,dc=com`.",
  },
  "authentication.methods[]<authenticating-proxy>.machine.directory.reader": {
    meaning: "By which name the proxy looks people up; its password is a file on the machine.",
  },
  "authentication.methods[]<authenticating-proxy>.machine.directory.server": {
    meaning: "The directory's DNS name in lower case, with a dot in it; reached at port 636.",
  },
  "authentication.methods[]<oidc>.clientId": {
    meaning: "The client id that tokens must carry as their audience. 1 to 128 visible characters without quotes.",
  },
  "authentication.methods[]<oidc>.groupsClaim": {
    meaning: "The claim that becomes the groups.",
    default: '"groups"',
  },
  "authentication.methods[]<oidc>.issuer": {
    meaning:
      "The issuer's URL: https, no query, fragment or credentials; exactly the `iss` of its tokens. No two providers have the same, with whatever client.",
  },
  "authentication.methods[]<oidc>.loginWithinHours": {
    meaning:
      "How long ago, in whole hours from 1 to 24, the user may have logged in when a token is issued: by the `auth_time` of the token, without which nobody is let in then. Not on Amazon EKS, which compares no numbers.",
    default: "not asked: providers need not send `auth_time`, and bound their sessions by themselves",
  },
  "authentication.methods[]<oidc>.mfa": {
    meaning: "What proves the second factor. There is no default: providers differ, and silence would mean no MFA.",
  },
  "authentication.methods[]<oidc>.name": {
    meaning:
      "What subjects in `access` call the provider by: an RFC 1123 label of 1 to 40 characters, no two the same. Public API: whoever changes it renames every user and group of the provider.",
    default: "no name: the one provider of subjects that name none",
  },
  "authentication.methods[]<oidc>.usernameClaim": {
    meaning: "The claim that becomes the user name.",
    default: '"sub"',
  },
  "authentication.methods[]<service-account>.audience": {
    meaning:
      "The audience that a token must have to be believed by this API server: 1 to 128 visible characters without quotes and commas. Not on Amazon EKS, which fixes it.",
    default: "what Kubernetes or k3s uses by itself: on your own machines the issuer of the cluster's tokens",
  },
  "authentication.methods[]<service-account>.maximumLifeHours": {
    meaning:
      "The longest life that anybody can ask for, in whole hours from 1 to 24. Not on Amazon EKS, which fixes it.",
    default: "24 hours",
  },
  baseline: {
    meaning:
      "The edition of the hardened defaults. A default changes only in a new edition, so that an upgrade of this library changes no running cluster.",
  },
  breakGlass: {
    meaning: "Who may be let in for at most an hour when everything else has failed.",
    default: "nobody",
  },
  "breakGlass.longestMinutes": {
    meaning:
      "The life of a credential in minutes, 10 to 60. Only 60 on the cloud profile: AWS bounds sessions of a role by no less.",
    default: "60",
  },
  "breakGlass.people": {
    meaning:
      "The people by name, at least one: 1 to 30 letters, digits and `.` `_` `@` `-`, beginning with a letter or digit. On the cloud profile they are IAM users of the account that owns the cluster, without a path; elsewhere the names stand in the certificate and in the records.",
  },
  delivery: {
    meaning: "How the tenants' manifests reach the cluster: pulled from inside.",
    default: "nothing is pulled",
  },
  "delivery.apiServerAt": {
    meaning:
      "Where the API server answers: the subnets in which Amazon EKS puts its addresses. Cloud profile only, and needed there; on one's own machines their addresses are known.",
    default: "the addresses of the control-plane machines",
  },
  "delivery.apiServerAt[].cidr": {
    meaning:
      "One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile private ranges only.",
    see: ["https://www.rfc-editor.org/rfc/rfc4632"],
  },
  "delivery.apiServerAt[].why": {
    meaning:
      "Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits, space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.",
  },
  "delivery.controllers": {
    meaning: "The tenant in whose namespace the controllers run, and nothing else: `flux-system`.",
  },
  "delivery.deliveries": {
    meaning: "What is pulled into which tenant.",
  },
  "delivery.deliveries[].from<git>.commit": {
    meaning: "The whole id of the commit: 40 hexadecimal digits.",
  },
  "delivery.deliveries[].from<git>.credentials": {
    meaning: "The Secret in the tenant's namespace with the `username` and `password` by which the host lets in.",
    default: "the host asks nobody who he is",
  },
  "delivery.deliveries[].from<git>.publicKeys": {
    meaning:
      "The Secret in the tenant's namespace that holds the public PGP keys of those who sign, one key an `.asc` entry.",
  },
  "delivery.deliveries[].from<git>.repository": {
    meaning:
      "An https URL of host and path, without credentials, query or fragment: `https://git.example.com/shop/manifests`.",
  },
  "delivery.deliveries[].from<oci>.credentials": {
    meaning:
      "The Secret of the type `kubernetes.io/dockerconfigjson` in the tenant's namespace by which the registry lets in.",
    default: "the registry asks nobody who he is",
  },
  "delivery.deliveries[].from<oci>.digest": {
    meaning: "`sha256:` and 64 hexadecimal digits.",
  },
  "delivery.deliveries[].from<oci>.publicKeys": {
    meaning:
      "The Secret in the tenant's namespace that holds the public keys of its cosign signatures, one key a `.pub` entry.",
  },
  "delivery.deliveries[].from<oci>.repository": {
    meaning:
      "Host, perhaps port, and path, without a scheme, tag or digest: `registry.example.com/shop/manifests`. Reached by https.",
  },
  "delivery.deliveries[].name": {
    meaning: "An RFC 1123 label of at most 50 characters; once for each tenant.",
  },
  "delivery.deliveries[].path": {
    meaning: "The folder in the source: letters, digits and `. _ - /`, relative, without `..`.",
    default: "the top of the source",
  },
  "delivery.deliveries[].tenant": {
    meaning: "The tenant's name.",
  },
  "delivery.sourcesAt": {
    meaning:
      "The addresses of registries and Git hosts: 1 at least. The controller that fetches reaches these on port 443, and nothing else does.",
  },
  "delivery.sourcesAt[].cidr": {
    meaning:
      "One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile private ranges only.",
    see: ["https://www.rfc-editor.org/rfc/rfc4632"],
  },
  "delivery.sourcesAt[].why": {
    meaning:
      "Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits, space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.",
  },
  logs: {
    meaning: "What is kept of what happened.",
    default: "the defaults of its fields",
  },
  "logs.audit": {
    meaning:
      "What the API server records beyond the edition's policy, and where to besides its file. On your own machines only: Amazon EKS records by a policy of its own.",
    default: "what the edition records, into files of the machine",
  },
  "logs.audit.diskMiB": {
    meaning:
      "The most disk that audit files may take on each control-plane machine, in MiB: 1200 to 1048576. When it is used up the oldest file goes, however young it is. On the data-center profile; the edge profile has `auditDiskMiB`.",
    default:
      "a thousand compressed files of 100 MiB; with `forwardTo` a hundred that are not compressed, for what is compressed cannot be followed",
  },
  "logs.audit.onFullDisk": {
    meaning:
      "What the API server does with a request that it cannot put on record, for the disk is full or gone. `count`: it answers, and says in its own log which events were lost, as `Error in audit plugin`; the metric `apiserver_audit_error_total` counts them. `refuseRequests`: it answers 500 and does nothing; what the cluster's own parts do unrecorded goes on. Every request is then on record twice, when it arrives and when it is answered, for a request can be refused only before it is carried out.",
    default: '"count"',
    see: ["https://kubernetes.io/docs/tasks/debug/debug-cluster/audit/#batching"],
  },
  "logs.audit.record": {
    meaning: "Requests of which more is recorded.",
    default: "what the edition records",
  },
  "logs.audit.record[].group": {
    meaning: "The API group as requests name it; the core group is the empty text.",
  },
  "logs.audit.record[].level": {
    meaning: "How much: `Request` records what was asked for, `RequestResponse` the answer too.",
  },
  "logs.audit.record[].namespaces": {
    meaning: "1 to 32 namespaces in which.",
    default: "in all of them, and outside of any",
  },
  "logs.audit.record[].resources": {
    meaning:
      "1 to 32 resources by their exact plural names, with a sub-resource or not: `persistentvolumeclaims`, `pods/log`. Not those whose bodies hold secrets or tokens: Secrets, ConfigMaps, tokens of service accounts, everything of `authentication.k8s.io`, and pods with all that makes pods, whose variables hold secrets, stay at `Metadata`.",
  },
  "logs.audit.record[].why": {
    meaning: "Who needs it and for what: 10 to 200 characters.",
  },
  "logs.audit.webhook": {
    meaning: "A backend beside the file.",
    default: "the file alone",
  },
  "logs.audit.webhook.batchEvents": {
    meaning: "How many events are sent at once at most: 1 to 10000, and not more than wait.",
    default: "400",
  },
  "logs.audit.webhook.bufferEvents": {
    meaning: "How many events wait in the API server's memory: 1000 to 1000000, at some kilobytes each.",
    default: "10000",
  },
  "logs.audit.webhook.url": {
    meaning: "An https URL of a host, perhaps with port and path, without credentials, query or fragment.",
  },
  "logs.forwardTo": {
    meaning: "Where records go that must outlive their machine: `otlp(...)`.",
    default:
      "nowhere: on machines everything stays where it was recorded, on the cloud profile what pods write stays on nodes",
  },
  "logs.forwardTo<cloudwatch>.bufferMiB": {
    meaning:
      "The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits, the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading stops, and what was not read is lost when its file is rotated away.",
    default: "4096",
  },
  "logs.forwardTo<cloudwatch>.load": {
    meaning: "What the budget must be enough for.",
    default: "nobody has said: the budget is as it is written",
  },
  "logs.forwardTo<cloudwatch>.load.auditEventsPerSecond": {
    meaning:
      "Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with.",
  },
  "logs.forwardTo<cloudwatch>.load.containerLinesPerSecond": {
    meaning:
      "Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with.",
  },
  "logs.forwardTo<cloudwatch>.load.outageHours": {
    meaning: "The longest outage in which nothing is lost, in hours: 1 to 8760.",
  },
  "logs.forwardTo<cloudwatch>.load.uplinkKilobitsPerSecond": {
    meaning: "The line from one machine to the aggregator, in kilobits a second: 1 to 100000000.",
  },
  "logs.forwardTo<cloudwatch>.logGroup": {
    meaning:
      "The log group, which is there and keeps records long enough: 1 to 512 letters, digits and _ . / # -. Each machine has streams of its own in it.",
  },
  "logs.forwardTo<cloudwatch>.region": {
    meaning: "The region of the log group, such as `eu-central-1`.",
  },
  "logs.forwardTo<loki>.bufferMiB": {
    meaning:
      "The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits, the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading stops, and what was not read is lost when its file is rotated away.",
    default: "4096",
  },
  "logs.forwardTo<loki>.endpoint": {
    meaning: "An https URL of a host and a port, without a path: `https://logs.example.com:4318`.",
  },
  "logs.forwardTo<loki>.load": {
    meaning: "What the budget must be enough for.",
    default: "nobody has said: the budget is as it is written",
  },
  "logs.forwardTo<loki>.load.auditEventsPerSecond": {
    meaning:
      "Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with.",
  },
  "logs.forwardTo<loki>.load.containerLinesPerSecond": {
    meaning:
      "Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with.",
  },
  "logs.forwardTo<loki>.load.outageHours": {
    meaning: "The longest outage in which nothing is lost, in hours: 1 to 8760.",
  },
  "logs.forwardTo<loki>.load.uplinkKilobitsPerSecond": {
    meaning: "The line from one machine to the aggregator, in kilobits a second: 1 to 100000000.",
  },
  "logs.forwardTo<loki>.minimumTlsVersion": {
    meaning: "The lowest version of TLS that is spoken with the aggregator.",
    default: '"1.3"',
  },
  "logs.forwardTo<loki>.pods": {
    meaning:
      "The pods that forward. On the cloud profile, where they must be; elsewhere a service of the machine forwards.",
    default: "a service of the machine",
  },
  "logs.forwardTo<loki>.pods.image": {
    meaning:
      "The image of an OpenTelemetry Collector with the receiver `filelog` and the extension `file_storage`, by digest: `registry.example.com/otel/collector@sha256:...`. The distributions `contrib` and `k8s` have them.",
    see: ["https://github.com/open-telemetry/opentelemetry-collector-releases"],
  },
  "logs.forwardTo<loki>.pods.reachedAt": {
    meaning:
      "The addresses of the aggregator: 1 to 16 canonical ranges, IPv4 /24 or smaller, IPv6 /64 or smaller. Pods of the forwarder reach these on the endpoint's port, the cluster's DNS and nothing else.",
  },
  "logs.forwardTo<loki>.tenant": {
    meaning:
      "The tenant of Loki to which the records belong: 1 to 64 letters, digits, _ and -, beginning with a letter or digit. It is a name and no secret: certificates say who may write.",
    default: "Loki without tenants, or one whose proxy names the tenant",
  },
  "logs.forwardTo<otlp>.bufferMiB": {
    meaning:
      "The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits, the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading stops, and what was not read is lost when its file is rotated away.",
    default: "4096",
  },
  "logs.forwardTo<otlp>.endpoint": {
    meaning: "An https URL of a host and a port, without a path: `https://logs.example.com:4318`.",
  },
  "logs.forwardTo<otlp>.load": {
    meaning: "What the budget must be enough for.",
    default: "nobody has said: the budget is as it is written",
  },
  "logs.forwardTo<otlp>.load.auditEventsPerSecond": {
    meaning:
      "Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with.",
  },
  "logs.forwardTo<otlp>.load.containerLinesPerSecond": {
    meaning:
      "Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with.",
  },
  "logs.forwardTo<otlp>.load.outageHours": {
    meaning: "The longest outage in which nothing is lost, in hours: 1 to 8760.",
  },
  "logs.forwardTo<otlp>.load.uplinkKilobitsPerSecond": {
    meaning: "The line from one machine to the aggregator, in kilobits a second: 1 to 100000000.",
  },
  "logs.forwardTo<otlp>.minimumTlsVersion": {
    meaning: "The lowest version of TLS that is spoken with the aggregator.",
    default: '"1.3"',
  },
  "logs.forwardTo<otlp>.pods": {
    meaning:
      "The pods that forward. On the cloud profile, where they must be; elsewhere a service of the machine forwards.",
    default: "a service of the machine",
  },
  "logs.forwardTo<otlp>.pods.image": {
    meaning:
      "The image of an OpenTelemetry Collector with the receiver `filelog` and the extension `file_storage`, by digest: `registry.example.com/otel/collector@sha256:...`. The distributions `contrib` and `k8s` have them.",
    see: ["https://github.com/open-telemetry/opentelemetry-collector-releases"],
  },
  "logs.forwardTo<otlp>.pods.reachedAt": {
    meaning:
      "The addresses of the aggregator: 1 to 16 canonical ranges, IPv4 /24 or smaller, IPv6 /64 or smaller. Pods of the forwarder reach these on the endpoint's port, the cluster's DNS and nothing else.",
  },
  "logs.forwardTo<s3>.bucket": {
    meaning: "The bucket, by its name: 3 to 63 of a-z, 0-9 and -, beginning and ending with a letter or digit.",
  },
  "logs.forwardTo<s3>.bufferMiB": {
    meaning:
      "The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits, the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading stops, and what was not read is lost when its file is rotated away.",
    default: "4096",
  },
  "logs.forwardTo<s3>.load": {
    meaning: "What the budget must be enough for.",
    default: "nobody has said: the budget is as it is written",
  },
  "logs.forwardTo<s3>.load.auditEventsPerSecond": {
    meaning:
      "Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with.",
  },
  "logs.forwardTo<s3>.load.containerLinesPerSecond": {
    meaning:
      "Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with.",
  },
  "logs.forwardTo<s3>.load.outageHours": {
    meaning: "The longest outage in which nothing is lost, in hours: 1 to 8760.",
  },
  "logs.forwardTo<s3>.load.uplinkKilobitsPerSecond": {
    meaning: "The line from one machine to the aggregator, in kilobits a second: 1 to 100000000.",
  },
  "logs.forwardTo<s3>.region": {
    meaning: "The region of the bucket, such as `eu-central-1`.",
  },
  "logs.forwardTo<splunk>.bufferMiB": {
    meaning:
      "The most disk that what waits for the aggregator may take on each machine, in MiB: 768 to 1048576. A third of it is what waits, the rest is what a database file and its compaction take beside it. Below it an outage loses nothing; above it reading stops, and what was not read is lost when its file is rotated away.",
    default: "4096",
  },
  "logs.forwardTo<splunk>.endpoint": {
    meaning: "An https URL of a host and a port, without a path: `https://logs.example.com:4318`.",
  },
  "logs.forwardTo<splunk>.index": {
    meaning: "The index into which the records go: 1 to 80 of a-z, 0-9, _ and -, beginning with a letter or digit.",
    default: "the index of the token",
  },
  "logs.forwardTo<splunk>.load": {
    meaning: "What the budget must be enough for.",
    default: "nobody has said: the budget is as it is written",
  },
  "logs.forwardTo<splunk>.load.auditEventsPerSecond": {
    meaning:
      "Audit events a second, the mean of the worst day: 0 to 10000, parts of one too. 1,500 bytes each are reckoned with.",
  },
  "logs.forwardTo<splunk>.load.containerLinesPerSecond": {
    meaning:
      "Lines that pods write a second, the mean of the worst day: 0 to 100000, parts of one too. 200 bytes each are reckoned with.",
  },
  "logs.forwardTo<splunk>.load.outageHours": {
    meaning: "The longest outage in which nothing is lost, in hours: 1 to 8760.",
  },
  "logs.forwardTo<splunk>.load.uplinkKilobitsPerSecond": {
    meaning: "The line from one machine to the aggregator, in kilobits a second: 1 to 100000000.",
  },
  "logs.forwardTo<splunk>.minimumTlsVersion": {
    meaning: "The lowest version of TLS that is spoken with the aggregator.",
    default: '"1.3"',
  },
  "logs.forwardTo<splunk>.pods": {
    meaning:
      "The pods that forward. On the cloud profile, where they must be; elsewhere a service of the machine forwards.",
    default: "a service of the machine",
  },
  "logs.forwardTo<splunk>.pods.image": {
    meaning:
      "The image of an OpenTelemetry Collector with the receiver `filelog` and the extension `file_storage`, by digest: `registry.example.com/otel/collector@sha256:...`. The distributions `contrib` and `k8s` have them.",
    see: ["https://github.com/open-telemetry/opentelemetry-collector-releases"],
  },
  "logs.forwardTo<splunk>.pods.reachedAt": {
    meaning:
      "The addresses of the aggregator: 1 to 16 canonical ranges, IPv4 /24 or smaller, IPv6 /64 or smaller. Pods of the forwarder reach these on the endpoint's port, the cluster's DNS and nothing else.",
  },
  "logs.retentionDays": {
    meaning:
      "For how long audit records are kept, in days: 365 to 3653. On the cloud profile the nearest longer value that CloudWatch Logs offers is used; on machines it is the age at which the API server deletes rotated audit files.",
    default: "400",
  },
  name: {
    meaning:
      "The cluster's name: an RFC 1123 label of at most 40 characters. Names and addresses of everything derive from it.",
  },
  patches: {
    meaning: "Changes to manifests for which there is no field.",
    default: "no patch",
  },
  "patches[].operations": {
    meaning: "At least one, applied in this order, all or none.",
  },
  "patches[].reason": {
    meaning: "Why there is no other way: 10 to 200 characters.",
  },
  "patches[].target": {
    meaning: "The object that a patch changes: one of those that the description makes, by its exact identity.",
  },
  "patches[].target.namespace": {
    meaning: "The namespace of the object.",
    default: "no namespace: the object stands in none",
  },
  personas: {
    meaning: "Personas of your own, where none of the library's fits. Each is held by somebody in `access`.",
    default: "no persona of your own",
  },
  "personas[].heldBy": {
    meaning: "`people` prove a second factor; `machines` are service accounts of tenants. Nobody holds both kinds.",
  },
  "personas[].name": {
    meaning: "An RFC 1123 label of 1 to 40 characters.",
  },
  "personas[].reach": {
    meaning:
      "Whether it is bound in the namespaces that a grant names, or in the whole cluster. For `machines` only `namespaces`.",
  },
  "personas[].rules": {
    meaning: "1 to 50 rules.",
  },
  "personas[].rules[].apiGroups": {
    meaning: 'API groups, `""` for the core one; 1 to 20.',
  },
  "personas[].rules[].resources": {
    meaning: "Resources in lower-case plural, sub-resources after a slash: `pods`, `pods/log`; 1 to 50.",
  },
  "personas[].rules[].verbs": {
    meaning:
      "Verbs of RBAC: `get`, `list`, `watch`, `create`, `update`, `patch`, `delete`, `deletecollection`; at least one.",
  },
  "personas[].why": {
    meaning: "Who needs it and for what, in 10 to 200 characters; stands on the role as an annotation.",
  },
  profile: {
    meaning: "Amazon EKS in private subnets, without any way in or out of the VPC but its own endpoints.",
  },
  "profile<cloud>.addOnVersions": {
    meaning: "Versions of the add-ons. Needs nodes.",
    default: "what EKS takes",
  },
  "profile<cloud>.addOnVersions.coreDns": {
    default: "what EKS takes",
  },
  "profile<cloud>.addOnVersions.kubeProxy": {
    default: "what EKS takes",
  },
  "profile<cloud>.addOnVersions.podIdentityAgent": {
    default: "what EKS takes",
  },
  "profile<cloud>.addOnVersions.vpcCni": {
    default: "what EKS takes",
  },
  "profile<cloud>.autoMode": {
    meaning: "EKS Auto Mode in place of `nodes`, with everything that they need. Not in China.",
    default: "off",
  },
  "profile<cloud>.autoMode.nodePools": {
    meaning:
      "The pools that may start nodes. `system` takes pods that tolerate `CriticalAddonsOnly` alone; at least one pool, each once.",
    default: "both",
  },
  "profile<cloud>.autoMode.serviceRange": {
    meaning:
      "Addresses of Services: private, canonical, IPv4, /12 to /24, apart from the VPC's. Amazon EKS answers for names at the tenth of them, which tenants may reach. A change replaces the cluster: write the range that a cluster has before you turn Auto Mode on for it.",
    default: '"172.20.0.0/16"',
  },
  "profile<cloud>.logArchive": {
    meaning: "A copy of all control-plane and flow logs that nobody can delete. Not in China.",
    default: "no copy: records live in CloudWatch Logs alone",
  },
  "profile<cloud>.logArchive.readableBy": {
    meaning:
      "The roles that may read what is archived, by ARN; at most 20. Everybody else of the account is refused, whatever IAM allows.",
    default: "nobody",
  },
  "profile<cloud>.logArchive.retentionDays": {
    meaning:
      "For how many days an archived record can be neither changed nor deleted: 365 to 3653. Nobody can shorten it for what is archived already, so a mistake is paid for until it ends.",
    default: "`logs.retentionDays`",
  },
  "profile<cloud>.network": {
    meaning: "The VPC to make. Left out, the construct needs an `ExistingNetwork` instead.",
    default: "no VPC is made",
  },
  "profile<cloud>.network.awsServices": {
    meaning:
      "AWS services that something in the cluster calls, beyond those that every cluster needs. Each becomes an endpoint for principals of the own account.",
    default: "none",
  },
  "profile<cloud>.network.awsServices[].why": {
    meaning: "Why it is reached, 3 to 100 characters; stands beside the endpoint.",
  },
  "profile<cloud>.network.cidr": {
    meaning:
      "The VPC's range: private, canonical, IPv4, /16 to /19. It is cut into eight equal subnets, one per zone letter.",
  },
  "profile<cloud>.network.egress": {
    meaning: "What leaves the network.",
    default: 'nothing, `{ mode: "none" }`',
  },
  "profile<cloud>.network.egress<firewall>.destinations[].host": {
    meaning: "The exact name, in lower case: `api.example.com`. Names below it are others.",
  },
  "profile<cloud>.network.egress<firewall>.destinations[].protocol": {
    meaning: "`https` on port 443, told apart by the name in the TLS handshake; or `http` on port 80, by its `Host`.",
    default: '"https"',
  },
  "profile<cloud>.network.egress<firewall>.destinations[].why": {
    meaning: "Why it is reached, 3 to 100 characters; stands beside the firewall's rules.",
  },
  "profile<cloud>.network.egress<nat>.why": {
    meaning: "Why something must leave, 3 to 100 characters; stands beside the gateway.",
  },
  "profile<cloud>.network.zones": {
    meaning:
      "Two to eight availability zones of the region, by name (`eu-central-1a`). A zone's subnet follows from its letter, so adding or reordering zones moves no subnet.",
  },
  "profile<cloud>.nodes": {
    meaning:
      "The groups of managed nodes. With the first one come the add-ons that nodes cannot do without: VPC CNI with network policies on, kube-proxy, CoreDNS and the Pod Identity agent.",
    default: "no nodes, no add-ons",
  },
  "profile<cloud>.nodes[].desired": {
    meaning: "The number of machines after an apply, from `min` to `max`.",
    default: "as many as `min`",
  },
  "profile<cloud>.nodes[].diskGiB": {
    meaning: "The size of the disk that holds images and pods, 20 to 16384 GiB.",
  },
  "profile<cloud>.nodes[].instanceTypes": {
    meaning:
      "One to twenty instance types of one processor architecture, `m7g.large`; Amazon EKS takes the first that is there. Types with accelerators need other images and are refused. A change makes a new group in place of the old one, so add a second group first.",
  },
  "profile<cloud>.nodes[].max": {
    meaning: "The greatest number of machines, 1 to 450, not below `min`.",
  },
  "profile<cloud>.nodes[].min": {
    meaning: "The least number of machines, 0 to 450.",
  },
  "profile<cloud>.nodes[].name": {
    meaning: "An RFC 1123 label, once in the cluster. A change makes a new group in place of the old one.",
  },
  "profile<cloud>.nodes[].os": {
    meaning:
      "The operating system. Bottlerocket has no shell and a read-only root; Amazon Linux 2023 takes every hardened field of the kubelet.",
  },
  "profile<cloud>.podIdentities": {
    meaning:
      "What tenants' workloads may do in AWS, by service account; each account once, at most 200. Needs nodes or Auto Mode.",
    default: "nothing: no pod has a role",
  },
  "profile<cloud>.podIdentities[].may": {
    meaning: "What it may do: 1 to 20 grants, together at most 8000 characters. Nothing else.",
  },
  "profile<cloud>.podIdentities[].may[].actions": {
    meaning:
      "1 to 50 actions by their whole names, `s3:GetObject`: no wildcard, and none that hands out rights, runs something on machines or changes the network, a policy or the trail of records.",
    see: [
      "https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html",
    ],
  },
  "profile<cloud>.podIdentities[].may[].resources": {
    meaning:
      "1 to 50 resources by ARN, of the region's partition. A `*` may stand at the end, after a name: `arn:aws:s3:::reports/*`, `arn:aws:sqs:eu-central-1:123456789012:orders-*`.",
  },
  "profile<cloud>.podIdentities[].namespace": {
    meaning: "The namespace of the account: that of a declared tenant.",
  },
  "profile<cloud>.podIdentities[].serviceAccount": {
    meaning:
      "The account: an RFC 1123 label of 1 to 63 characters, not `default`, which every pod has that asks for nothing.",
  },
  "profile<cloud>.podIdentities[].why": {
    meaning: "What the workload does with it, 3 to 100 characters; becomes the description of the role.",
  },
  "profile<cloud>.region": {
    meaning: "The AWS region: `eu-central-1`.",
  },
  "profile<cloud>.tags": {
    meaning:
      "Tags of every resource of the cluster that takes tags, at most 45 of the 50 that AWS takes: the others are the library's.",
    default: "those of the library and of the stack's provider alone",
  },
  "profile<cloud>.tags[].key": {
    meaning: "1 to 128 letters, digits, spaces and `_ . : / = + -",
  },
  "profile<cloud>.tags[].value": {
    meaning: "0 to 256 of the same characters. No password, key or token.",
  },
  "profile<data-center>.apiServerName": {
    meaning:
      "The DNS name by which everybody reaches the API server, on port 6443. It is in the server's certificate. It leads to the one control-plane machine, or to the virtual address.",
  },
  "profile<data-center>.controlPlaneNodes": {
    meaning: "The control-plane machines: one, three or five, for etcd decides by majority.",
    see: ["https://etcd.io/docs/v3.6/faq/#why-an-odd-number-of-cluster-members"],
  },
  "profile<data-center>.controlPlaneNodes[].address": {
    meaning: "The machine's own address, IPv4, inside one of `nodeRanges`.",
  },
  "profile<data-center>.controlPlaneNodes[].name": {
    meaning: "The machine's host name: an RFC 1123 label.",
  },
  "profile<data-center>.firstControlPlaneNode": {
    meaning:
      "The machine that starts the cluster; the others join it. Matters for machines that start for the first time: whoever replaces this machine names another one first, or it would start a second cluster.",
    default: "the one whose name sorts first",
  },
  "profile<data-center>.minimumTlsVersion": {
    meaning:
      "The oldest TLS that API server, etcd, controller manager, scheduler and kubelets speak. With 1.2 only suites with forward secrecy and authenticated encryption are offered.",
    default: '"1.3"',
    see: ["https://www.rfc-editor.org/rfc/rfc9325"],
  },
  "profile<data-center>.nodeRanges": {
    meaning: "The ranges that hold nodes and nothing else: canonical, private, IPv4.",
  },
  "profile<data-center>.podNetwork": {
    meaning:
      "What connects pods of different machines: opens the ports that it needs, between machines of the cluster alone.",
    default: '"none"',
    see: ["https://kubernetes.io/docs/reference/networking/ports-and-protocols/"],
  },
  "profile<data-center>.podRange": {
    meaning: "The range that pods get their addresses from: canonical, private, IPv4, /8 to /22.",
    default: '"10.244.0.0/16"',
  },
  "profile<data-center>.serviceRange": {
    meaning: "The range of Service addresses: canonical, private, IPv4, /12 to /24.",
    default: '"10.96.0.0/12"',
  },
  "profile<data-center>.sshReachableFrom": {
    meaning: "The ranges from which administrators reach the machines by SSH.",
    default: "nobody",
  },
  "profile<data-center>.sshReachableFrom[].cidr": {
    meaning:
      "One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile private ranges only.",
    see: ["https://www.rfc-editor.org/rfc/rfc4632"],
  },
  "profile<data-center>.sshReachableFrom[].why": {
    meaning:
      "Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits, space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.",
  },
  "profile<data-center>.virtualAddress": {
    meaning: "The address of the API server where several machines run one. Exactly then it must be there.",
    default: "none: with one machine the API server has that machine's address",
  },
  "profile<data-center>.virtualAddress.address": {
    meaning:
      "IPv4, inside one of `nodeRanges`, in the same network segment as the control-plane machines; no machine's own.",
  },
  "profile<data-center>.virtualAddress.interface": {
    meaning:
      "The network interface that holds the machines' own addresses, such as `eth0`: the same name on each of them.",
  },
  "profile<data-center>.workers": {
    meaning: "The machines that run workloads alone.",
    default: "none",
  },
  "profile<data-center>.workers[].address": {
    meaning: "The machine's own address, IPv4, inside one of `nodeRanges`.",
  },
  "profile<data-center>.workers[].name": {
    meaning: "The machine's host name: an RFC 1123 label.",
  },
  "profile<edge>.apiServerName": {
    meaning: "The DNS name by which everybody reaches the API server, on port 6443. It is in the server's certificate.",
  },
  "profile<edge>.auditDiskMiB": {
    meaning:
      "The most disk that audit records may take, in MiB: 1200 to 1048576. When it is used up the oldest file goes, however young it is: `logs.retentionDays` is then an upper bound. Weaker when smaller: a flood of requests pushes older records out sooner.",
    default: "2048",
  },
  "profile<edge>.minimumTlsVersion": {
    meaning:
      "The oldest TLS that API server, controller manager, scheduler and kubelet speak, and with them k3s itself. With 1.2 only suites with forward secrecy and authenticated encryption are offered.",
    default: '"1.3"',
    see: ["https://www.rfc-editor.org/rfc/rfc9325"],
  },
  "profile<edge>.node": {
    meaning: "The machine.",
  },
  "profile<edge>.node.address": {
    meaning:
      "The machine's own address behind the site's router: private, IPv4, outside `podRange` and `serviceRange`.",
  },
  "profile<edge>.node.name": {
    meaning: "The machine's host name: an RFC 1123 label.",
  },
  "profile<edge>.podRange": {
    meaning: "The range that pods get their addresses from: canonical, private, IPv4, /8 to /22.",
    default: '"10.42.0.0/16"',
  },
  "profile<edge>.registryMirrors": {
    meaning:
      "The registries that every image is pulled from, in the order in which they are tried: 1 to 8 https URLs of a host and perhaps a port, `https://registry.store.example.com`. Whatever registry an image names, these are asked for it and no other is: the machine needs no way to the internet. The machine must trust the authority of their certificates.",
    see: ["https://docs.k3s.io/installation/private-registry"],
  },
  "profile<edge>.serviceRange": {
    meaning: "The range of Service addresses: canonical, private, IPv4, /12 to /24.",
    default: '"10.43.0.0/16"',
  },
  "profile<edge>.sshReachableFrom": {
    meaning: "The ranges from which administrators reach the machine by SSH.",
    default: "nobody",
  },
  "profile<edge>.sshReachableFrom[].cidr": {
    meaning:
      "One canonical CIDR block, IPv4 or IPv6 (`10.8.0.0/16`, `fd00:8::/32`): no host bits set. Private ranges of any size, or routable blocks no larger than /24 (IPv4) or /56 (IPv6) on a data-center and at the edge; on the cloud profile private ranges only.",
    see: ["https://www.rfc-editor.org/rfc/rfc4632"],
  },
  "profile<edge>.sshReachableFrom[].why": {
    meaning:
      "Why this range is let in. It is written beside every rule it causes, so that whoever reads the firewall knows. 3 to 100 characters of the alphabet that AWS accepts in rule descriptions: letters, digits, space and `. _ - : / ( ) # , @ [ ] + = & ; { } ! $ *`.",
  },
  "state<s3>.kmsKeyArn": {
    meaning: "The ARN of the KMS key that encrypts the state.",
    default: "the bucket's own",
  },
  tenants: {
    meaning: "The teams' namespaces.",
    default: "no tenant",
  },
  "tenants[].attributes": {
    meaning:
      "Attributes of the tenant, which become labels of its namespace, `attributes.portcullis.dev/<name>`. Rules of `attributeRules` compare those of people with them.",
    default: "no attribute",
  },
  "tenants[].attributes[].name": {
    meaning: "An RFC 1123 label.",
  },
  "tenants[].attributes[].value": {
    meaning: "1 to 63 letters, digits and `-` `_` `.`, beginning and ending with a letter or digit.",
  },
  "tenants[].limits": {
    meaning: "What a container may use that states no limit.",
    default: "half a core and 256Mi",
  },
  "tenants[].limits.cpu": {
    meaning: "At least the 100m that a container requests which states nothing.",
  },
  "tenants[].limits.memory": {
    meaning: "At least the 128Mi that a container requests which states nothing.",
  },
  "tenants[].logSink": {
    meaning:
      "Where what the tenant's pods write goes as well. On one's own machines only, with `logs.forwardTo`. Whose it is says the path of the file, which the kubelet makes, never the line.",
    default: "to the central aggregator alone",
  },
  "tenants[].logSink.bufferMiB": {
    meaning:
      "The most disk that what waits for the sink may take on each machine beside `logs.forwardTo.bufferMiB`, in MiB: 128 to 1048576. A third of it is what waits; above it reading for this sink stops.",
  },
  "tenants[].logSink.endpoint": {
    meaning: "An https URL of a host and a port, without a path: `https://logs.payments.example.com:4318`.",
  },
  "tenants[].name": {
    meaning: "The namespace: an RFC 1123 label; not `default` and not beginning with `kube-`.",
  },
  "tenants[].needsApiServer": {
    meaning:
      "Lets the tenant's pods reach the API server's port on the control-plane machines: for operators and the like. What they may do there is decided by RBAC. On one's own machines only: the addresses of Amazon EKS's API server are not known when the description is written, and the whole VPC would be more than the API server.",
    default: "the pods do not reach the API server",
  },
  "tenants[].quota": {
    meaning: "What all pods of a tenant may use together.",
  },
  "tenants[].quota.cpu": {
    meaning: 'Sum of CPU requests and of CPU limits, as a Kubernetes quantity: `"40"`, `"1500m"`.',
  },
  "tenants[].quota.memory": {
    meaning: 'Sum of memory requests and of memory limits, as a Kubernetes quantity: `"160Gi"`.',
  },
  "tenants[].quota.pods": {
    meaning: "The number of pods, 1 to 100000.",
  },
  "tenants[].quota.storage": {
    meaning: "Persistent storage: the sum of what all volume claims request, and how many there may be.",
    default: "no persistent volume",
  },
  "tenants[].quota.storage.claims": {
    meaning: "The number of claims, 1 to 10000.",
  },
  "tenants[].quota.storage.size": {
    meaning: 'Sum of all claims, as a Kubernetes quantity: `"500Gi"`.',
  },
};
