import { seconds } from "../duration";
import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";
import { atLeast, type ExpectedFlag, exactly, fileReadAs, judgeFlags, tlsFlags } from "../criteria/expected-flags";
import { controlPlane } from "../fixtures/control-plane";
import { edgeServer } from "../fixtures/edge-server";

const LONGEST_WORKLOAD_TOKEN = 24 * 3600;

/** Plugins that may be switched on; those that are on by default are not listed by anybody. */
const ADMISSION_PLUGINS = [
  "AlwaysPullImages",
  "DenyServiceExternalIPs",
  "EventRateLimit",
  "ExtendedResourceToleration",
  "LimitPodHardAntiAffinityTopology",
  "NodeRestriction",
  "OwnerReferencesPermissionEnforcement",
  "PodSecurity",
];

/** Plugins that are off by default, and without which a kubelet, a Service or a flood of events reaches further than it should. */
const NEEDED_PLUGINS = ["NodeRestriction", "DenyServiceExternalIPs", "EventRateLimit"];

/** Together they are another rule's: one of them alone says nothing. */
const REQUEST_HEADERS = Object.fromEntries(
  ["allowed-names", "client-ca-file", "extra-headers-prefix", "group-headers", "username-headers"].map(
    (name): readonly [string, ExpectedFlag] => [
      `requestheader-${name}`,
      { required: false, allowed: "a value", holds: (value) => value !== "" },
    ],
  ),
);

/** Of kubeadm, and of k3s, which sets it by itself. */
const KUBELET_AUTHORITIES = ["/etc/kubernetes/pki/ca.crt", "/var/lib/rancher/k3s/server/tls/server-ca.crt"];

const EXPECTED: Readonly<Record<string, ExpectedFlag>> = {
  "admission-control-config-file": fileReadAs("admission-configuration"),
  "anonymous-auth": exactly("false", false),
  "api-audiences": {
    required: false,
    allowed: "one audience, and k3s beside it",
    holds: (value) => /^[^\s,*]+(?:,k3s)?$/.test(value),
  },
  "audit-log-compress": {
    required: false,
    allowed: "true or false",
    holds: (value) => value === "true" || value === "false",
  },
  "audit-log-format": exactly("json", false),
  "audit-log-maxage": atLeast(30),
  "audit-log-maxbackup": atLeast(10),
  "audit-log-maxsize": atLeast(100),
  "audit-log-mode": {
    required: false,
    allowed: "blocking, or blocking-strict with a policy that records each request when it arrives",
    // A request is refused for want of a record when it arrives, or not at all: https://pkg.go.dev/k8s.io/apiserver/pkg/endpoints/filters
    holds: (value, { flags, files }) =>
      value === "blocking" ||
      (value === "blocking-strict" && files[flags["audit-policy-file"]?.[0] ?? ""] === "strict-audit-policy"),
  },
  "audit-log-path": {
    required: true,
    allowed: "a file in a folder of the machine that the API server may write",
    holds: (value, { files }) => files[value.slice(0, value.lastIndexOf("/"))] === "folder" && !value.endsWith("/"),
  },
  "audit-policy-file": fileReadAs("audit-policy", "strict-audit-policy"),
  "audit-webhook-batch-buffer-size": { ...atLeast(1000), required: false },
  "audit-webhook-batch-max-size": { ...atLeast(1), required: false },
  "audit-webhook-batch-max-wait": {
    required: false,
    allowed: "a duration of at most a minute",
    holds: (value) => (seconds(value) ?? Number.POSITIVE_INFINITY) <= 60,
  },
  "audit-webhook-config-file": { ...fileReadAs("webhook-kubeconfig"), required: false },
  "audit-webhook-mode": {
    required: false,
    allowed: "batch, blocking or blocking-strict",
    holds: (value) => ["batch", "blocking", "blocking-strict"].includes(value),
  },
  "authentication-config": fileReadAs("authentication-configuration"),
  "authorization-mode": {
    required: true,
    allowed: "Node,RBAC, or Node,RBAC,ABAC with authorization-policy-file",
    holds: (value, { flags }) =>
      value === "Node,RBAC" || (value === "Node,RBAC,ABAC" && Object.hasOwn(flags, "authorization-policy-file")),
  },
  "authorization-policy-file": { ...fileReadAs("abac-policy"), required: false },
  "enable-admission-plugins": {
    required: true,
    allowed: `a list with ${NEEDED_PLUGINS.join(", ")} in it, of ${ADMISSION_PLUGINS.join(", ")}`,
    holds: (value) =>
      NEEDED_PLUGINS.every((plugin) => value.split(",").includes(plugin)) &&
      value.split(",").every((plugin) => ADMISSION_PLUGINS.includes(plugin)),
  },
  "enable-bootstrap-token-auth": exactly("false", true),
  "encryption-provider-config": fileReadAs("encryption-configuration"),
  "encryption-provider-config-automatic-reload": exactly("true", false),
  "kubelet-certificate-authority": {
    required: true,
    allowed: "the authority that signs for kubelets",
    holds: (value) => KUBELET_AUTHORITIES.includes(value),
  },
  profiling: exactly("false", true),
  ...REQUEST_HEADERS,
  "service-account-extend-token-expiration": exactly("false", true),
  "service-account-issuer": {
    required: false,
    allowed: "an https URL",
    holds: (value) => /^https:\/\/[A-Za-z0-9.-]+(:\d{1,5})?(\/[A-Za-z0-9._/-]*)?$/.test(value),
    repeatable: true,
  },
  "service-account-lookup": exactly("true", false),
  "service-account-max-token-expiration": {
    required: true,
    allowed: "a duration from an hour to a day",
    holds: (value) =>
      (seconds(value) ?? 0) >= 3600 && (seconds(value) ?? Number.POSITIVE_INFINITY) <= LONGEST_WORKLOAD_TOKEN,
  },
  ...tlsFlags("VersionTLS1", "tls-cipher-suites"),
};

/** Flags that are worse than unknown, with the reason. */
const REFUSED: Readonly<Record<string, string>> = {
  "authorization-config": "authorization-mode says the same where every reader of the process list sees it",
  "basic-auth-file": "passwords prove no second factor",
  "disable-admission-plugins": "plugins that are on by default hold the cluster together",
  "insecure-bind-address": "it answers without TLS and without credentials",
  "insecure-port": "it answers without TLS and without credentials",
  "oidc-issuer-url": "it believes tokens without any rule on their claims",
  "token-auth-file": "static tokens never expire and prove no second factor",
};

/** The command line of the API server. */
export const API_SERVER_FLAGS: Rule<"component-flags"> = {
  id: "api-server-flags",
  title:
    "The API server authenticates, authorizes, encrypts and records, and nothing on its command line says otherwise.",
  why: "One flag is enough to let everybody in, to give everybody every right, or to keep no record of it.",
  fix: "Set the flag as the message says, and deliver the file that it names with the same user data.",
  controls: [
    "CIS-1.12 1.2.2",
    "CIS-1.12 1.2.5",
    "CIS-1.12 1.2.6",
    "CIS-1.12 1.2.7",
    "CIS-1.12 1.2.8",
    "CIS-1.12 1.2.10",
    "CIS-1.12 1.2.14",
    "CIS-1.12 1.2.15",
    "CIS-1.12 1.2.16",
    "CIS-1.12 1.2.17",
    "CIS-1.12 1.2.18",
    "CIS-1.12 1.2.19",
    "CIS-1.12 1.2.27",
    "CIS-1.12 1.2.29",
    "CIS-1.12 1.2.30",
    "CIS-1.12 3.2.1",
  ],
  judges: "component-flags",
  reach: "ours",
  promise: 3,
  judge(fact) {
    if (fact.component !== "kube-apiserver") return notApplicable("another component");
    return failOn(judgeFlags(fact, EXPECTED, REFUSED));
  },
  fixtures: () => ({
    pass: [
      { name: "an API server with every file that its flags name", documents: controlPlane("apiServer") },
      {
        name: "requests refused for want of a record, which is written when they arrive",
        documents: controlPlane("apiServer", { "audit-log-mode": "blocking-strict" }),
      },
      {
        name: "TLS 1.2 with strong suites",
        documents: controlPlane("apiServer", {
          "tls-min-version": "VersionTLS12",
          "tls-cipher-suites": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
        }),
      },
      { name: "k3s, whose own flags count where nothing else is written", documents: edgeServer() },
    ],
    fail: [
      {
        name: "TLS 1.2 with a suite without forward secrecy",
        documents: controlPlane("apiServer", {
          "tls-min-version": "VersionTLS12",
          "tls-cipher-suites": "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256,TLS_RSA_WITH_AES_128_GCM_SHA256",
        }),
      },
      { name: "TLS 1.1", documents: controlPlane("apiServer", { "tls-min-version": "VersionTLS11" }) },
      {
        name: "k3s told that everybody may do everything",
        documents: edgeServer({ apiServer: { "authorization-mode": "AlwaysAllow" } }),
      },
      {
        name: "k3s's own plugins replaced by a list without NodeRestriction",
        documents: edgeServer({ apiServer: { "enable-admission-plugins": "EventRateLimit" } }),
      },
      {
        name: "k3s without an authentication file, so that nothing says who is believed",
        documents: edgeServer({ apiServer: { "authentication-config": undefined } }),
      },
      { name: "k3s without encryption", documents: edgeServer({ config: { "secrets-encryption": undefined } }) },
      {
        name: "bootstrap tokens, which k3s believes by default",
        documents: edgeServer({ apiServer: { "enable-bootstrap-token-auth": undefined } }),
      },
      {
        name: "k3s's records in a folder of somebody else",
        documents: edgeServer({ apiServer: { "audit-log-path": "/home/somebody/audit.log" } }),
      },
      {
        name: "static tokens",
        documents: controlPlane("apiServer", { "token-auth-file": "/etc/kubernetes/fixture/tokens.csv" }),
      },
      {
        name: "everybody may do everything",
        documents: controlPlane("apiServer", { "authorization-mode": "AlwaysAllow" }),
      },
      {
        name: "a policy file that nobody has read, beside roles",
        documents: controlPlane("apiServer", {
          "authorization-mode": "Node,RBAC,ABAC",
          "authorization-policy-file": "/etc/kubernetes/fixture/other.jsonl",
        }),
      },
      {
        name: "a policy file in the place of roles",
        documents: controlPlane("apiServer", { "authorization-mode": "Node,ABAC" }),
      },
      {
        name: "an audit policy that is not delivered",
        documents: controlPlane("apiServer", { "audit-policy-file": "/etc/kubernetes/fixture/other.yaml" }),
      },
      {
        name: "requests to be refused for want of a record, of which none is written when they arrive",
        documents: controlPlane(
          "apiServer",
          { "audit-log-mode": "blocking-strict" },
          { omitStages: ["RequestReceived"] },
        ),
      },
      {
        name: "a mode of recording that holds up nobody and loses events",
        documents: controlPlane("apiServer", { "audit-log-mode": "batch" }),
      },
      {
        name: "tokens for two audiences",
        documents: controlPlane("apiServer", { "api-audiences": "https://a.example.com,https://b.example.com" }),
      },
      {
        name: "kubelets that prove nothing",
        documents: controlPlane("apiServer", { "kubelet-certificate-authority": undefined }),
      },
      {
        name: "kubelets of any public authority",
        documents: controlPlane("apiServer", { "kubelet-certificate-authority": "/etc/ssl/certs/ca-certificates.crt" }),
      },
      { name: "no audit policy", documents: controlPlane("apiServer", { "audit-policy-file": undefined }) },
      { name: "records on the standard output", documents: controlPlane("apiServer", { "audit-log-path": "-" }) },
      { name: "requests without credentials", documents: controlPlane("apiServer", { "anonymous-auth": "true" }) },
      {
        name: "kubelets that touch every object",
        documents: controlPlane("apiServer", { "enable-admission-plugins": "DenyServiceExternalIPs,EventRateLimit" }),
      },
      {
        name: "Services that take over addresses",
        documents: controlPlane("apiServer", { "enable-admission-plugins": "NodeRestriction,EventRateLimit" }),
      },
      {
        name: "workload tokens as long as anybody asks for",
        documents: controlPlane("apiServer", { "service-account-max-token-expiration": undefined }),
      },
      {
        name: "an admission configuration in the place of the encryption's",
        documents: controlPlane("apiServer", {
          "encryption-provider-config": "/etc/kubernetes/fixture/admission.yaml",
        }),
      },
      {
        name: "TLS 1.2 without a list of suites",
        documents: controlPlane("apiServer", { "tls-min-version": "VersionTLS12" }),
      },
      {
        name: "tokens of another issuer by flags",
        documents: controlPlane("apiServer", { "oidc-issuer-url": "https://login.example.com" }),
      },
      { name: "a flag that no rule knows", documents: controlPlane("apiServer", { "feature-gates": "AllAlpha=true" }) },
    ],
  }),
};
