import { defineCluster, formatIssue, InvalidCluster, parseCluster } from "portcullis";
import { briefly, CLOUD, changed, DATA_CENTER, EDGE, REMOVED } from "./examples";

/** The place that is changed, the value put there, and the issues that must come of it: all of them. */
type Case = readonly [place: string, value: unknown, issues: readonly string[]];

const LOAD = "logs.forwardTo.load";
const PODS = { image: `r.example.com/c@sha256:${"0".repeat(64)}`, reachedAt: ["10.30.4.0/28"] };
const LOKI = { to: "loki", endpoint: "https://loki.example.com", pods: PODS };
const SPLUNK = { to: "splunk", endpoint: "https://splunk.example.com:8088", pods: PODS };
const CLOUDWATCH = { to: "cloudwatch", region: "eu-central-1", logGroup: "/plant/records" };
const SINK = { endpoint: "https://logs.telemetry.example.com:4318", bufferMiB: 256 };
const S3 = { to: "s3", region: "eu-central-1", bucket: "plant-records" };
const ISSUER = "authentication.methods[0].issuer";
const MFA = "authentication.methods[0].mfa";
const LOGIN_WITHIN = "authentication.methods[0].loginWithinHours";
const ROLE = "access[1].who.role";
const NODE = "profile.nodes[0]";

const INGRESS = { name: "ingress", why: "traffic comes in by it" };
const FLUX = { kind: "ClusterRole", name: "flux", why: "the pull agent applies everything" };
const PATCH = {
  target: { kind: "ResourceQuota", namespace: "payments", name: "tenant-quota" },
  operations: [{ op: "replace", path: "/spec/hard/services", value: "300" }],
  reason: "one Service for each shop",
};
const patched = (operation: object) => ({ ...PATCH, operations: [operation] });

const REFUSED_ON_EVERY_PROFILE: readonly Case[] = [
  // The cluster itself
  ["name", REMOVED, ["missing name"]],
  ["name", null, ["wrong-type name"]],
  ["name", "Payments", ["malformed name"]],
  ["name", "payments_prod", ["malformed name"]],
  ["name", "-payments", ["malformed name"]],
  ["name", "", ["out-of-bounds name"]],
  ["name", "a".repeat(41), ["out-of-bounds name"]],
  ["baseline", "1", ["wrong-type baseline"]],
  ["baseline", 2, ["not-allowed baseline"]],
  ["kubernetesVersion", 1.35, ["wrong-type kubernetesVersion"]],
  ["kubernetesVersion", "1.12", ["not-allowed kubernetesVersion"]],
  ["kubernetesVersion", "1.35.2", ["not-allowed kubernetesVersion"]],
  ["kubernetesVersion", "v1.35", ["not-allowed kubernetesVersion"]],
  ["profile", null, ["wrong-type profile"]],
  ["profile.kind", "on-premises", ["not-allowed profile.kind"]],
  ["profile.kind", REMOVED, ["missing profile.kind"]],
  // Sections that are no sections
  ["apiServer", null, ["wrong-type apiServer"]],
  ["apiServer", [], ["wrong-type apiServer"]],
  ["apiServer", {}, ["missing apiServer.reachableFrom"]],
  ["authentication", null, ["wrong-type authentication"]],
  ["access", null, ["wrong-type access"]],
  ["access", {}, ["wrong-type access"]],
  ["access", REMOVED, ["missing access"]],
  ["tenants", null, ["wrong-type tenants"]],
  ["logs", null, ["wrong-type logs"]],
  // Unknown keys
  ["aces", [], ["unknown-key aces"]],
  ["apiServer.reachableForm", [], ["unknown-key apiServer.reachableForm"]],
  ["apiServer.publicAccess", "true", ["unknown-key apiServer.publicAccess"]],
  ["authentication.methods[0].password", "hunter2", ["unknown-key authentication.methods[0].password"]],
  ["tenants[0].quota.gpu", "1", ["unknown-key tenants[0].quota.gpu"]],
  // Logs
  ["logs", { retentionDays: "400" }, ["wrong-type logs.retentionDays"]],
  ["logs", { retentionDays: 364 }, ["out-of-bounds logs.retentionDays"]],
  ["logs", { retentionDays: 3654 }, ["out-of-bounds logs.retentionDays"]],
  ["logs", { retentionDays: 400.5 }, ["out-of-bounds logs.retentionDays"]],
  ["logs", { retentionDays: -400 }, ["out-of-bounds logs.retentionDays"]],
  ["logs", { retentionDays: Number.NaN }, ["wrong-type logs.retentionDays"]],
  ["logs.forwardTo", "https://logs.example.com", ["wrong-type logs.forwardTo"]],
  ["logs.forwardTo.to", "syslog", ["not-allowed logs.forwardTo.to"]],
  ["logs.forwardTo.tenant", "plant", ["unknown-key logs.forwardTo.tenant"]],
  ["logs.forwardTo.token", "hunter2", ["unknown-key logs.forwardTo.token"]],
  ["logs.forwardTo.endpoint", "http://logs.example.com:4318", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "logs.example.com:4317", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://me:secret@logs.example.com", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://logs.example.com/v1/logs", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://logs.example.com?x=1", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://LOGS.example.com", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://[::1]:4318", ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "https://${env:HOST}", ["token logs.forwardTo.endpoint"]],
  ["logs.forwardTo.endpoint", "", ["out-of-bounds logs.forwardTo.endpoint"]],
  ["logs.forwardTo.minimumTlsVersion", "1.1", ["not-allowed logs.forwardTo.minimumTlsVersion"]],
  ["logs.forwardTo.bufferMiB", 767, ["out-of-bounds logs.forwardTo.bufferMiB"]],
  ["logs.forwardTo.bufferMiB", 1_048_577, ["out-of-bounds logs.forwardTo.bufferMiB"]],
  ["logs.forwardTo.bufferMiB", "4096", ["wrong-type logs.forwardTo.bufferMiB"]],
  [`${LOAD}.auditEventsPerSecond`, -1, [`out-of-bounds ${LOAD}.auditEventsPerSecond`]],
  [`${LOAD}.auditEventsPerSecond`, "2", [`wrong-type ${LOAD}.auditEventsPerSecond`]],
  [`${LOAD}.containerLinesPerSecond`, 100_001, [`out-of-bounds ${LOAD}.containerLinesPerSecond`]],
  [`${LOAD}.outageHours`, 0, [`out-of-bounds ${LOAD}.outageHours`]],
  [`${LOAD}.outageHours`, 1.5, [`out-of-bounds ${LOAD}.outageHours`]],
  [`${LOAD}.uplinkKilobitsPerSecond`, 0, [`out-of-bounds ${LOAD}.uplinkKilobitsPerSecond`]],
  [`${LOAD}.secondsOfOutage`, 1, [`unknown-key ${LOAD}.secondsOfOutage`]],
  // A budget that does not hold the outage, and a line that is slower than what comes, both at once.
  [
    LOAD,
    { auditEventsPerSecond: 20, containerLinesPerSecond: 10, outageHours: 336, uplinkKilobitsPerSecond: 100 },
    ["out-of-bounds logs.forwardTo.bufferMiB", `out-of-bounds ${LOAD}.uplinkKilobitsPerSecond`],
  ],
  // OpenID Connect
  [ISSUER, "http://login.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "login.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "https://", [`malformed ${ISSUER}`]],
  [ISSUER, "https://user:secret@login.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com?tenant=1", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com/#top", [`malformed ${ISSUER}`]],
  [ISSUER, "https://LOGIN.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com:443", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com/a/../b", [`malformed ${ISSUER}`]],
  [ISSUER, " https://login.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com ", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com/'", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com/%{x}", [`malformed ${ISSUER}`]],
  [ISSUER, "https:\\\\login.example.com", [`malformed ${ISSUER}`]],
  [ISSUER, "https://login.example.com.", [`malformed ${ISSUER}`]],
  [ISSUER, "https://exämple.com", [`malformed ${ISSUER}`]],
  [ISSUER, "", [`out-of-bounds ${ISSUER}`]],
  [ISSUER, `https://example.com/${"a".repeat(500)}`, [`out-of-bounds ${ISSUER}`]],
  ["authentication.methods[0].clientId", "", ["out-of-bounds authentication.methods[0].clientId"]],
  ["authentication.methods[0].clientId", "a".repeat(129), ["out-of-bounds authentication.methods[0].clientId"]],
  ["authentication.methods[0].clientId", "my client", ["malformed authentication.methods[0].clientId"]],
  ["authentication.methods[0].usernameClaim", "a b", ["malformed authentication.methods[0].usernameClaim"]],
  ["authentication.methods[0].usernameClaim", "", ["out-of-bounds authentication.methods[0].usernameClaim"]],
  ["authentication.methods[0].groupsClaim", "claims['x']", ["malformed authentication.methods[0].groupsClaim"]],
  ["authentication.methods[0].groupsClaim", "a".repeat(129), ["out-of-bounds authentication.methods[0].groupsClaim"]],
  [MFA, REMOVED, [`missing ${MFA}`]],
  [MFA, true, [`wrong-type ${MFA}`]],
  [MFA, { dialect: "none" }, [`not-allowed ${MFA}.dialect`]],
  [MFA, { dialect: "acr", values: [] }, [`out-of-bounds ${MFA}.values`]],
  [MFA, { dialect: "acr" }, [`missing ${MFA}.values`]],
  [MFA, { dialect: "acr", values: "a" }, [`wrong-type ${MFA}.values`]],
  [MFA, { dialect: "acr", values: [""] }, [`out-of-bounds ${MFA}.values[0]`]],
  [MFA, { dialect: "acr", values: ["0"] }, [`unproven-mfa ${MFA}.values[0]`]],
  [MFA, { dialect: "acr", values: ["none"] }, [`unproven-mfa ${MFA}.values[0]`]],
  [MFA, { dialect: "acr", values: ["Password"] }, [`unproven-mfa ${MFA}.values[0]`]],
  [MFA, { dialect: "acr", values: ["a b"] }, [`malformed ${MFA}.values[0]`]],
  [MFA, { dialect: "keycloak", levels: [] }, [`out-of-bounds ${MFA}.levels`]],
  [MFA, { dialect: "keycloak", levels: ["1"] }, [`unproven-mfa ${MFA}.levels[0]`]],
  [MFA, { dialect: "keycloak", levels: ["0"] }, [`unproven-mfa ${MFA}.levels[0]`]],
  [MFA, { dialect: "keycloak", values: ["mfa"] }, [`missing ${MFA}.levels`, `unknown-key ${MFA}.values`]],
  [MFA, { dialect: "okta", values: ["a"] }, [`unknown-key ${MFA}.values`]],
  // Groups
  ["access[0].who.group", "system:masters", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "System:Masters", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "kubeadm:cluster-admins", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "oidc:sre", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "cert:sre", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "aws:sre", ["not-allowed access[0].who.group"]],
  ["access[0].who.group", "", ["out-of-bounds access[0].who.group"]],
  ["access[0].who.group", "a".repeat(129), ["out-of-bounds access[0].who.group"]],
  ["access[0].who.group", " system:masters", ["malformed access[0].who.group"]],
  // What the gate would refuse, the description refuses with its path.
  ["access[0].who.group", "*", ["malformed access[0].who.group"]],
  ["access[0].who.group", "payments-*", ["malformed access[0].who.group"]],
  ["access[0].who.group", ":sre", ["malformed access[0].who.group"]],
  ["access[0].who.group", "sre\u200b", ["malformed access[0].who.group"]],
  ["access[0].who.group", "sre\u202e", ["malformed access[0].who.group"]],
  ["access[0].who.group", "cafe\u0301", ["malformed access[0].who.group"]],
  ["access[0].who", { method: "oidc" }, ["missing access[0].who.group"]],
  ["access[0].who.name", "x", ["unknown-key access[0].who.name"]],
  // Personas
  ["access[0].persona", "cluster-admin", ["not-allowed access[0].persona"]],
  ["access[0].namespaces", REMOVED, ["missing access[0].namespaces"]],
  ["access[0].namespaces", [], ["out-of-bounds access[0].namespaces"]],
  ["access[0].namespaces", ["elsewhere"], ["unresolved-name access[0].namespaces[0]"]],
  ["access[0].namespaces", ["kube-system"], ["unresolved-name access[0].namespaces[0]"]],
  ["access[0].namespaces", ["*"], ["malformed access[0].namespaces[0]"]],
  ["access[1].persona", "viewer", ["missing access[1].namespaces", "unproven-mfa access[1].persona"]],
  // Tenants
  ["tenants[0].name", "kube-system", ["unresolved-name access[0].namespaces[0]", "not-allowed tenants[0].name"]],
  ["tenants[0].name", "default", ["unresolved-name access[0].namespaces[0]", "not-allowed tenants[0].name"]],
  ["tenants", REMOVED, ["unresolved-name access[0].namespaces[0]"]],
  ["tenants[0].quota.cpu", 40, ["wrong-type tenants[0].quota.cpu"]],
  ["tenants[0].quota.cpu", "0", ["out-of-bounds tenants[0].quota.cpu"]],
  ["tenants[0].quota.cpu", "-1", ["malformed tenants[0].quota.cpu"]],
  ["tenants[0].quota.cpu", "0.0001", ["out-of-bounds tenants[0].quota.cpu"]],
  ["tenants[0].quota.cpu", "40Gi", ["out-of-bounds tenants[0].quota.cpu"]],
  ["tenants[0].quota.cpu", "forty", ["malformed tenants[0].quota.cpu"]],
  ["tenants[0].quota.memory", "160GB", ["malformed tenants[0].quota.memory"]],
  ["tenants[0].quota.memory", "160", ["out-of-bounds tenants[0].quota.memory"]],
  ["tenants[0].quota.memory", "1e99", ["out-of-bounds tenants[0].quota.memory"]],
  ["tenants[0].quota.memory", "9".repeat(2000), ["malformed tenants[0].quota.memory"]],
  ["tenants[0].quota.pods", 0, ["out-of-bounds tenants[0].quota.pods"]],
  ["tenants[0].quota.pods", 100_001, ["out-of-bounds tenants[0].quota.pods"]],
  ["tenants[0].quota.pods", 1.5, ["out-of-bounds tenants[0].quota.pods"]],
  ["tenants[0].quota.pods", "300", ["wrong-type tenants[0].quota.pods"]],
  ["tenants[0].quota.storage", "10Gi", ["wrong-type tenants[0].quota.storage"]],
  ["tenants[0].quota.storage", { size: "10Gi" }, ["missing tenants[0].quota.storage.claims"]],
  [
    "tenants[0].quota.storage",
    { size: "0", claims: 0 },
    ["out-of-bounds tenants[0].quota.storage.claims", "out-of-bounds tenants[0].quota.storage.size"],
  ],
  [
    "tenants[0].quota.storage",
    { size: "all", claims: 10_001 },
    ["out-of-bounds tenants[0].quota.storage.claims", "malformed tenants[0].quota.storage.size"],
  ],
  [
    "tenants[0].limits",
    { cpu: "99m", memory: "127Mi" },
    ["out-of-bounds tenants[0].limits.cpu", "out-of-bounds tenants[0].limits.memory"],
  ],
  ["tenants[0].limits", { cpu: "1" }, ["missing tenants[0].limits.memory"]],
  ["tenants[0].needsApiServer", false, ["not-allowed tenants[0].needsApiServer"]],
  ["tenants[0].needsApiServer", "true", ["wrong-type tenants[0].needsApiServer"]],
  // Admission
  ["admission", null, ["wrong-type admission"]],
  ["admission", [], ["wrong-type admission"]],
  ["admission", { policies: {} }, ["unknown-key admission.policies"]],
  ["admission", { images: {} }, ["missing admission.images.registries"]],
  ["admission", { images: { registries: "registry.example.com" } }, ["wrong-type admission.images.registries"]],
  ...[
    ["", "out-of-bounds"],
    ["*", "malformed"],
    ["*.example.com", "malformed"],
    ["library", "malformed"],
    ["our-team/app", "malformed"],
    ["https://registry.example.com", "malformed"],
    ["registry.example.com/", "malformed"],
    ["registry.example.com//a", "malformed"],
    ["registry.example.com/../a", "malformed"],
    ["Registry.example.com", "malformed"],
    ["registry.example.com:0", "malformed"],
    ["registry.example.com/a:1", "malformed"],
    ["registry.example.com/a@sha256", "malformed"],
    ["registry.example.com' || true || '", "malformed"],
    ["docker.io", "not-allowed"],
    ["ghcr.io", "not-allowed"],
    ["index.docker.io", "not-allowed"],
  ].map(
    ([registry, code]): Case => [
      "admission",
      { images: { registries: [registry] } },
      [`${code} admission.images.registries[0]`],
    ],
  ),
  [
    "admission",
    { images: { registries: ["a.example.com", "b.example.com", "a.example.com"] } },
    ["duplicate admission.images.registries"],
  ],
  ["admission", { exceptions: {} }, ["wrong-type admission.exceptions"]],
  [
    "admission",
    { platformNamespaces: [{ ...INGRESS, name: "*" }] },
    ["malformed admission.platformNamespaces[0].name"],
  ],
  [
    "admission",
    { platformNamespaces: [{ ...INGRESS, why: "web" }] },
    ["out-of-bounds admission.platformNamespaces[0].why"],
  ],
  ["admission", { platformNamespaces: [INGRESS, INGRESS] }, ["duplicate admission.platformNamespaces[1].name"]],
  ["admission", { platformNamespaces: ["ingress"] }, ["wrong-type admission.platformNamespaces[0]"]],
  ["admission", { exceptions: [{ ...FLUX, kind: "Pod" }] }, ["not-allowed admission.exceptions[0].kind"]],
  ["admission", { exceptions: [{ ...FLUX, name: "*" }] }, ["malformed admission.exceptions[0].name"]],
  ["admission", { exceptions: [{ ...FLUX, name: "flux' || 'a" }] }, ["malformed admission.exceptions[0].name"]],
  ["admission", { exceptions: [{ ...FLUX, name: "a/b" }] }, ["malformed admission.exceptions[0].name"]],
  ["admission", { exceptions: [{ ...FLUX, why: "needed" }] }, ["out-of-bounds admission.exceptions[0].why"]],
  [
    "admission",
    { exceptions: [{ ...FLUX, why: `${"needed"}\nsince today` }] },
    ["malformed admission.exceptions[0].why"],
  ],
  [
    "admission",
    { exceptions: [{ ...FLUX, why: "who' || true || 'knows" }] },
    ["malformed admission.exceptions[0].why"],
  ],
  ["admission", { exceptions: [{ ...FLUX, kind: "Role" }] }, ["missing admission.exceptions[0].namespace"]],
  [
    "admission",
    { exceptions: [{ ...FLUX, namespace: "flux-system" }] },
    ["not-allowed admission.exceptions[0].namespace"],
  ],
  ["admission", { exceptions: [FLUX, FLUX] }, ["duplicate admission.exceptions[1].name"]],
  // Patches
  ["patches", {}, ["wrong-type patches"]],
  ["patches", [{ ...PATCH, reason: "because" }], ["out-of-bounds patches[0].reason"]],
  ["patches", [{ target: PATCH.target, operations: PATCH.operations }], ["missing patches[0].reason"]],
  ["patches", [{ ...PATCH, operations: [] }], ["out-of-bounds patches[0].operations"]],
  ["patches", [{ ...PATCH, target: { kind: "pods", name: "a" } }], ["malformed patches[0].target.kind"]],
  ["patches", [{ ...PATCH, target: { ...PATCH.target, name: "*" } }], ["malformed patches[0].target.name"]],
  ["patches", [patched({ op: "merge", path: "/a" })], ["not-allowed patches[0].operations[0].op"]],
  ["patches", [patched({ op: "remove", path: "/a", value: 1 })], ["unknown-key patches[0].operations[0].value"]],
  ["patches", [patched({ op: "move", path: "/a" })], ["missing patches[0].operations[0].from"]],
  ["patches", [patched({ op: "add", path: "", value: {} })], ["out-of-bounds patches[0].operations[0].path"]],
  ["patches", [patched({ op: "add", path: "spec.hard", value: 1 })], ["malformed patches[0].operations[0].path"]],
  ["patches", [patched({ op: "add", path: "/a~2", value: 1 })], ["malformed patches[0].operations[0].path"]],
  ["patches", [patched({ op: "add", path: "/__proto__/a", value: 1 })], ["malformed patches[0].operations[0].path"]],
  ["patches", [patched({ op: "replace", path: "/kind", value: "Pod" })], ["not-allowed patches[0].operations[0].path"]],
  [
    "patches",
    [patched({ op: "replace", path: "/metadata", value: {} })],
    ["not-allowed patches[0].operations[0].path"],
  ],
  [
    "patches",
    [patched({ op: "add", path: "/metadata/namespace", value: "a" })],
    ["not-allowed patches[0].operations[0].path"],
  ],
  [
    "patches",
    [patched({ op: "move", from: "/metadata/name", path: "/a" })],
    ["not-allowed patches[0].operations[0].from"],
  ],
  [
    "patches",
    [patched({ op: "replace", path: "/spec/a", value: "${var.open}" })],
    ["token patches[0].operations[0].value"],
  ],
  // Sources
  ["apiServer.reachableFrom", "10.8.0.0/16", ["wrong-type apiServer.reachableFrom"]],
  ["apiServer.reachableFrom[0]", "10.8.0.0/16", ["wrong-type apiServer.reachableFrom[0]"]],
  ["apiServer.reachableFrom[0].why", REMOVED, ["missing apiServer.reachableFrom[0].why"]],
  ["apiServer.reachableFrom[0].why", "ok", ["out-of-bounds apiServer.reachableFrom[0].why"]],
  ["apiServer.reachableFrom[0].why", "x".repeat(101), ["out-of-bounds apiServer.reachableFrom[0].why"]],
  ["apiServer.reachableFrom[0].why", " corporate VPN", ["malformed apiServer.reachableFrom[0].why"]],
  ["apiServer.reachableFrom[0].why", "50% off", ["malformed apiServer.reachableFrom[0].why"]],
  ["apiServer.reachableFrom[0].why", "Büro", ["malformed apiServer.reachableFrom[0].why"]],
  // Ways in
  [
    "authentication.methods",
    [],
    [
      "unresolved-name access[0].who.method",
      "unresolved-name access[1].who.method",
      "one-way-in authentication.methods",
    ],
  ],
  ["authentication.methods", REMOVED, ["missing authentication.methods"]],
];

const RECORD = {
  group: "networking.k8s.io",
  resources: ["ingresses"],
  level: "RequestResponse",
  why: "auditor of the plant",
};
const POD_IMAGE = "logs.forwardTo.pods.image";
const REACHED = "logs.forwardTo.pods.reachedAt";

const REFUSED_IN_THE_CLOUD: readonly Case[] = [
  ["logs.forwardTo.pods", REMOVED, ["missing logs.forwardTo.pods"]],
  ["logs.forwardTo", { ...LOKI, tenant: "a b" }, ["malformed logs.forwardTo.tenant"]],
  ["logs.forwardTo", { ...LOKI, tenant: "-a" }, ["malformed logs.forwardTo.tenant"]],
  ["logs.forwardTo", { ...LOKI, headers: { Authorization: "Bearer x" } }, ["unknown-key logs.forwardTo.headers"]],
  ["logs.forwardTo", { ...LOKI, endpoint: "https://loki.example.com/otlp" }, ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo", { ...LOKI, endpoint: "http://loki.example.com" }, ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo", { ...SPLUNK, token: "0f4d1b6e" }, ["unknown-key logs.forwardTo.token"]],
  ["logs.forwardTo", { ...SPLUNK, index: "_internal" }, ["malformed logs.forwardTo.index"]],
  ["logs.forwardTo", { ...SPLUNK, index: "Kubernetes" }, ["malformed logs.forwardTo.index"]],
  ["logs.forwardTo", { ...SPLUNK, endpoint: "https://me:token@s.example.com" }, ["malformed logs.forwardTo.endpoint"]],
  ["logs.forwardTo", { ...LOKI, pods: undefined }, ["missing logs.forwardTo.pods"]],
  ["tenants[0].logSink", SINK, ["not-on-this-profile tenants[0].logSink"]],
  ["logs.forwardTo", CLOUDWATCH, ["not-on-this-profile logs.forwardTo.to"]],
  ["logs.forwardTo", S3, ["not-on-this-profile logs.forwardTo.to"]],
  [POD_IMAGE, "registry.example.com/otel/collector:0.149.0", [`malformed ${POD_IMAGE}`]],
  [POD_IMAGE, `otel/collector@sha256:${"0".repeat(64)}`, [`malformed ${POD_IMAGE}`]],
  [POD_IMAGE, `registry.example.com/otel/collector@sha256:${"0".repeat(63)}`, [`malformed ${POD_IMAGE}`]],
  [REACHED, [], [`out-of-bounds ${REACHED}`]],
  [REACHED, ["0.0.0.0/0"], [`open-range ${REACHED}[0]`]],
  [REACHED, ["10.0.0.0/8"], [`out-of-bounds ${REACHED}[0]`]],
  [REACHED, ["fd00:4::/48"], [`out-of-bounds ${REACHED}[0]`]],
  [REACHED, ["10.30.4.1/28"], [`malformed ${REACHED}[0]`]],
  [REACHED, ["10.30.4.0/28", "10.30.4.0/28"], [`duplicate ${REACHED}[1]`]],
  ["logs.audit", {}, ["not-on-this-profile logs.audit"]],
  ["logs.audit", { record: [RECORD] }, ["not-on-this-profile logs.audit"]],
  ["admission.plugins", ["AlwaysPullImages"], ["not-on-this-profile admission.plugins"]],
  [
    "admission.eventRateLimits",
    [
      { type: "Server", qps: 1, burst: 1 },
      { type: "Namespace", qps: 1, burst: 1 },
    ],
    ["not-on-this-profile admission.eventRateLimits"],
  ],
  ["profile.region", "eu-central", ["malformed profile.region"]],
  ["profile.region", "EU-CENTRAL-1", ["malformed profile.region"]],
  ["profile.region", "eu-central-1a", ["malformed profile.region"]],
  ["profile.region", "eu-west-1", ["not-allowed profile.network.zones[0]", "not-allowed profile.network.zones[1]"]],
  [
    "profile.region",
    "us-gov-west-1",
    [
      "not-allowed access[1].who.role",
      "not-allowed profile.logArchive.readableBy[0]",
      "not-allowed profile.network.egress.mode",
      "not-allowed profile.network.zones[0]",
      "not-allowed profile.network.zones[1]",
    ],
  ],
  ["profile.network", null, ["wrong-type profile.network"]],
  ["profile.network.cidr", "10.20.0.0/15", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.cidr", "10.20.0.0/20", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.cidr", "10.20.1.0/16", ["malformed profile.network.cidr"]],
  ["profile.network.cidr", "8.8.0.0/16", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.cidr", "100.64.0.0/16", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.cidr", "172.15.0.0/16", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.cidr", "fd00::/16", ["out-of-bounds profile.network.cidr"]],
  ["profile.network.zones", ["eu-central-1a"], ["out-of-bounds profile.network.zones"]],
  ["profile.network.zones", ["eu-central-1a", "eu-central-1a"], ["duplicate profile.network.zones[1]"]],
  ["profile.network.zones[1]", "eu-central-1i", ["malformed profile.network.zones[1]"]],
  ["profile.network.zones[1]", "b", ["malformed profile.network.zones[1]"]],
  ["profile.network.zones[1]", "eu-west-1b", ["not-allowed profile.network.zones[1]"]],
  ["profile.network.egress", "nat", ["wrong-type profile.network.egress"]],
  ["profile.network.egress", { mode: "nat" }, ["missing profile.network.egress.why"]],
  ["profile.network.egress", { mode: "open" }, ["not-allowed profile.network.egress.mode"]],
  ["profile.network.egress", { mode: "none", why: "x" }, ["unknown-key profile.network.egress.why"]],
  ["profile.network.egress.why", "no", ["out-of-bounds profile.network.egress.why"]],
  ["profile.network.awsServices", "sqs", ["wrong-type profile.network.awsServices"]],
  ["profile.network.awsServices[0].service", "s3", ["not-allowed profile.network.awsServices[0].service"]],
  ["profile.network.awsServices[0].why", REMOVED, ["missing profile.network.awsServices[0].why"]],
  [
    "profile.network.awsServices[1]",
    { service: "elasticloadbalancing", why: "again" },
    ["duplicate profile.network.awsServices[1].service"],
  ],
  [
    "profile.network.egress",
    { mode: "firewall", destinations: [] },
    ["out-of-bounds profile.network.egress.destinations"],
  ],
  ["profile.network.egress", { mode: "firewall" }, ["missing profile.network.egress.destinations"]],
  ...[
    "*",
    ".example.com",
    "example",
    "10.0.0.1",
    "https://example.com",
    "example.com:443",
    "Example.com",
    "example.com.",
  ].map(
    (host): Case => [
      "profile.network.egress",
      { mode: "firewall", destinations: [{ host, why: "payment provider" }] },
      ["malformed profile.network.egress.destinations[0].host"],
    ],
  ),
  [
    "profile.network.egress",
    {
      mode: "firewall",
      destinations: [
        { host: "a.example.com", why: "payments" },
        { host: "a.example.com", why: "again" },
      ],
    },
    ["duplicate profile.network.egress.destinations[1].host"],
  ],
  [
    "profile.network.egress",
    { mode: "firewall", destinations: [{ host: "a.example.com", protocol: "ssh", why: "payments" }] },
    ["not-allowed profile.network.egress.destinations[0].protocol"],
  ],
  [
    "profile.network",
    {
      cidr: "10.20.0.0/16",
      zones: ["eu-central-1a", "eu-central-1h"],
      egress: { mode: "firewall", destinations: [{ host: "a.example.com", why: "payments" }] },
    },
    ["not-allowed profile.network.zones[1]"],
  ],
  ["profile.logArchive", true, ["wrong-type profile.logArchive"]],
  ["profile.logArchive.retentionDays", 364, ["out-of-bounds profile.logArchive.retentionDays"]],
  ["profile.logArchive.retentionDays", "400", ["wrong-type profile.logArchive.retentionDays"]],
  ["profile.logArchive.mode", "GOVERNANCE", ["unknown-key profile.logArchive.mode"]],
  ["profile.logArchive.readableBy", "*", ["wrong-type profile.logArchive.readableBy"]],
  ["profile.logArchive.readableBy[0]", "*", ["malformed profile.logArchive.readableBy[0]"]],
  [
    "profile.logArchive.readableBy[0]",
    "arn:aws:iam::123456789012:root",
    ["malformed profile.logArchive.readableBy[0]"],
  ],
  [
    "profile.logArchive.readableBy[0]",
    "arn:aws:iam::123456789012:role/*",
    ["malformed profile.logArchive.readableBy[0]"],
  ],
  [
    "profile.logArchive.readableBy[0]",
    "arn:aws-cn:iam::123456789012:role/x",
    ["not-allowed profile.logArchive.readableBy[0]"],
  ],
  ["profile.autoMode", {}, ["not-allowed profile.autoMode"]],
  ["profile.autoMode", true, ["not-allowed profile.autoMode", "wrong-type profile.autoMode"]],
  ["profile.autoMode", { nodePools: [] }, ["not-allowed profile.autoMode", "out-of-bounds profile.autoMode.nodePools"]],
  [
    "profile.autoMode",
    { nodePools: ["gpu"] },
    ["not-allowed profile.autoMode", "not-allowed profile.autoMode.nodePools[0]"],
  ],
  [
    "profile.autoMode",
    { nodePools: ["system", "system"] },
    ["not-allowed profile.autoMode", "duplicate profile.autoMode.nodePools[1]"],
  ],
  [
    "profile.autoMode",
    { serviceRange: "10.20.0.0/20" },
    ["not-allowed profile.autoMode", "overlapping profile.autoMode.serviceRange"],
  ],
  [
    "profile.autoMode",
    { serviceRange: "8.8.8.0/24" },
    ["not-allowed profile.autoMode", "out-of-bounds profile.autoMode.serviceRange"],
  ],
  ["profile.nodes", null, ["wrong-type profile.nodes"]],
  ["profile.nodes", [], ["not-allowed profile.addOnVersions"]],
  [`${NODE}.name`, "General", [`malformed ${NODE}.name`]],
  [`${NODE}.os`, "al2", [`not-allowed ${NODE}.os`]],
  [`${NODE}.os`, REMOVED, [`missing ${NODE}.os`]],
  [`${NODE}.instanceTypes`, [], [`out-of-bounds ${NODE}.instanceTypes`]],
  [`${NODE}.instanceTypes`, "m7g.large", [`wrong-type ${NODE}.instanceTypes`]],
  [`${NODE}.instanceTypes[1]`, "m7g", [`malformed ${NODE}.instanceTypes[1]`]],
  [`${NODE}.instanceTypes[1]`, "m7g.huge", [`malformed ${NODE}.instanceTypes[1]`]],
  [`${NODE}.instanceTypes[1]`, "g5g.xlarge", [`not-allowed ${NODE}.instanceTypes[1]`]],
  [`${NODE}.instanceTypes[1]`, "m7i.large", [`not-allowed ${NODE}.instanceTypes`]],
  [`${NODE}.instanceTypes[1]`, "m7g.large", [`duplicate ${NODE}.instanceTypes[1]`]],
  [`${NODE}.min`, -1, [`out-of-bounds ${NODE}.min`]],
  [`${NODE}.min`, "2", [`wrong-type ${NODE}.min`]],
  [`${NODE}.max`, 0, [`out-of-bounds ${NODE}.max`]],
  [`${NODE}.max`, 451, [`out-of-bounds ${NODE}.max`]],
  [`${NODE}.max`, 1, [`out-of-bounds ${NODE}.max`]],
  [`${NODE}.desired`, 7, [`out-of-bounds ${NODE}.desired`]],
  [`${NODE}.desired`, 1, [`out-of-bounds ${NODE}.desired`]],
  [`${NODE}.diskGiB`, 19, [`out-of-bounds ${NODE}.diskGiB`]],
  [`${NODE}.diskGiB`, 50.5, [`out-of-bounds ${NODE}.diskGiB`]],
  [`${NODE}.sshKey`, "ops", [`unknown-key ${NODE}.sshKey`]],
  [`${NODE}.publicAddress`, true, [`unknown-key ${NODE}.publicAddress`]],
  [
    "profile.nodes[1]",
    { name: "general", instanceTypes: ["m7i.large"], min: 0, max: 1, os: "al2023", diskGiB: 20 },
    ["duplicate profile.nodes[1].name"],
  ],
  ["profile.addOnVersions.vpcCni", "latest", ["malformed profile.addOnVersions.vpcCni"]],
  ["profile.addOnVersions.vpcCni", "v1.20.4", ["malformed profile.addOnVersions.vpcCni"]],
  ["profile.addOnVersions.vpcCNI", "v1.20.4-eksbuild.1", ["unknown-key profile.addOnVersions.vpcCNI"]],
  [
    "profile.region",
    "cn-north-1",
    [
      `not-allowed ${ROLE}`,
      "not-allowed profile.logArchive",
      "not-allowed profile.logArchive.readableBy[0]",
      "not-allowed profile.network",
      "not-allowed profile.network.zones[0]",
      "not-allowed profile.network.zones[1]",
      "not-allowed profile.nodes",
    ],
  ],
  ["profile.publicEndpoint", "true", ["unknown-key profile.publicEndpoint"]],
  [
    "authentication.methods[1]",
    { method: "client-certificate" },
    [
      "unresolved-name access[1].who.method",
      "one-way-in authentication.methods",
      "not-on-this-profile authentication.methods[1].method",
    ],
  ],
  [
    "access[1].who",
    { method: "client-certificate", group: "x" },
    ["not-on-this-profile access[1].who.method", "one-way-in authentication.methods[1]"],
  ],
  [MFA, { dialect: "amr", values: ["mfa"] }, [`not-on-this-profile ${MFA}.dialect`]],
  [MFA, { dialect: "acr", values: ["a", "b"] }, [`not-on-this-profile ${MFA}.values`]],
  [MFA, { dialect: "keycloak", levels: ["mfa", "key"] }, [`not-on-this-profile ${MFA}.levels`]],
  [MFA, { dialect: "entra", contexts: ["c1"] }, [`not-on-this-profile ${MFA}.dialect`]],
  [LOGIN_WITHIN, 8, [`not-on-this-profile ${LOGIN_WITHIN}`]],
  ["authentication.methods[0].groupsClaim", "email", ["duplicate authentication.methods[0].groupsClaim"]],
  [ROLE, "platform-recovery", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:iam::12345678901:role/x", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws-iso:iam::123456789012:role/x", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:iam::123456789012:user/alice", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:iam::123456789012:root", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:sts::123456789012:assumed-role/x/session", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:iam::123456789012:role/*", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws:iam::123456789012:role/aws-service-role/eks.amazonaws.com/x", [`malformed ${ROLE}`]],
  [ROLE, "arn:aws-cn:iam::123456789012:role/x", [`not-allowed ${ROLE}`]],
];

const AUDITED = "logs.audit.record";
const EVENTS = "admission.eventRateLimits";
const HOOK = "logs.audit.webhook";

const REFUSED_IN_THE_DATA_CENTER: readonly Case[] = [
  [
    "logs.forwardTo.pods",
    { image: `r.example.com/c@sha256:${"0".repeat(64)}`, reachedAt: ["10.30.4.0/28"] },
    ["not-on-this-profile logs.forwardTo.pods"],
  ],
  ["tenants[0].logSink", {}, ["missing tenants[0].logSink.bufferMiB", "missing tenants[0].logSink.endpoint"]],
  ["tenants[0].logSink", { ...SINK, bufferMiB: 100 }, ["out-of-bounds tenants[0].logSink.bufferMiB"]],
  ["tenants[0].logSink", { ...SINK, endpoint: "http://l.example.com" }, ["malformed tenants[0].logSink.endpoint"]],
  ["tenants[0].logSink", { ...SINK, endpoint: "https://a:b@l.example.com" }, ["malformed tenants[0].logSink.endpoint"]],
  ["tenants[0].logSink", { ...SINK, token: "x" }, ["unknown-key tenants[0].logSink.token"]],
  ["logs.forwardTo", { ...CLOUDWATCH, logGroup: "" }, ["malformed logs.forwardTo.logGroup"]],
  ["logs.forwardTo", { ...CLOUDWATCH, logGroup: "/plant/*" }, ["malformed logs.forwardTo.logGroup"]],
  ["logs.forwardTo", { ...CLOUDWATCH, region: "europe" }, ["malformed logs.forwardTo.region"]],
  ["logs.forwardTo", { ...CLOUDWATCH, endpoint: "http://10.0.0.1" }, ["unknown-key logs.forwardTo.endpoint"]],
  ["logs.forwardTo", { ...CLOUDWATCH, accessKeyId: "AKIA" }, ["unknown-key logs.forwardTo.accessKeyId"]],
  ["logs.forwardTo", { ...CLOUDWATCH, pods: PODS }, ["unknown-key logs.forwardTo.pods"]],
  ["logs.forwardTo", { ...S3, bucket: "Plant" }, ["malformed logs.forwardTo.bucket"]],
  ["logs.forwardTo", { ...S3, bucket: "plant.records" }, ["malformed logs.forwardTo.bucket"]],
  ["logs.forwardTo", { ...S3, acl: "public-read" }, ["unknown-key logs.forwardTo.acl"]],
  ["logs.forwardTo", { ...S3, bufferMiB: 10 }, ["out-of-bounds logs.forwardTo.bufferMiB"]],
  ["logs.forwardTo", { ...S3, minimumTlsVersion: "1.2" }, ["unknown-key logs.forwardTo.minimumTlsVersion"]],
  [`${AUDITED}[0].level`, "None", [`not-allowed ${AUDITED}[0].level`]],
  [`${AUDITED}[0].level`, "Metadata", [`not-allowed ${AUDITED}[0].level`]],
  [`${AUDITED}[0].users`, ["oidc:somebody"], [`unknown-key ${AUDITED}[0].users`]],
  [`${AUDITED}[0].why`, "asked", [`out-of-bounds ${AUDITED}[0].why`]],
  [`${AUDITED}[0].group`, "*", [`malformed ${AUDITED}[0].group`]],
  [`${AUDITED}[0].resources`, [], [`out-of-bounds ${AUDITED}[0].resources`]],
  [`${AUDITED}[0].resources`, ["*"], [`malformed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["pods/*"], [`malformed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["pods/log", "secrets"], [`not-allowed ${AUDITED}[0].resources[1]`]],
  [`${AUDITED}[0].resources`, ["pods"], [`not-allowed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["pods/ephemeralcontainers"], [`not-allowed ${AUDITED}[0].resources[0]`]],
  [AUDITED, [{ ...RECORD, group: "apps", resources: ["deployments"] }], [`not-allowed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["configmaps"], [`not-allowed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["serviceaccounts/token"], [`not-allowed ${AUDITED}[0].resources[0]`]],
  [`${AUDITED}[0].resources`, ["pods/log", "pods/log"], [`duplicate ${AUDITED}[0].resources[1]`]],
  [`${AUDITED}[0].namespaces`, [], [`out-of-bounds ${AUDITED}[0].namespaces`]],
  [
    AUDITED,
    [{ ...RECORD, group: "authentication.k8s.io", resources: ["tokenreviews"] }],
    [`not-allowed ${AUDITED}[0].resources[0]`],
  ],
  ["logs.audit.onFullDisk", "ignore", ["not-allowed logs.audit.onFullDisk"]],
  ["logs.audit.onFullDisk", true, ["wrong-type logs.audit.onFullDisk"]],
  [`${HOOK}.url`, "http://audit.example.com", [`malformed ${HOOK}.url`]],
  [`${HOOK}.url`, "https://me:secret@audit.example.com", [`malformed ${HOOK}.url`]],
  [`${HOOK}.url`, "https://audit.example.com/a?b=c", [`malformed ${HOOK}.url`]],
  [`${HOOK}.bufferEvents`, 999, [`out-of-bounds ${HOOK}.bufferEvents`]],
  [`${HOOK}.batchEvents`, 10_001, [`out-of-bounds ${HOOK}.batchEvents`]],
  [
    HOOK,
    { url: "https://audit.example.com", bufferEvents: 1000, batchEvents: 1001 },
    [`out-of-bounds ${HOOK}.batchEvents`],
  ],
  [`${HOOK}.token`, "hunter2", [`unknown-key ${HOOK}.token`]],
  ["logs.audit.diskMiB", 1199, ["out-of-bounds logs.audit.diskMiB"]],
  ["logs.audit.policy", "none", ["unknown-key logs.audit.policy"]],
  ["admission.plugins", ["AlwaysAdmit"], ["not-allowed admission.plugins[0]"]],
  ["admission.plugins", ["JobValidation"], ["not-allowed admission.plugins[0]"]],
  ["admission.plugins", ["AlwaysPullImages", "AlwaysPullImages"], ["duplicate admission.plugins"]],
  [EVENTS, [], [`out-of-bounds ${EVENTS}`]],
  [EVENTS, [{ type: "Server", qps: 10, burst: 10 }], [`out-of-bounds ${EVENTS}`]],
  [`${EVENTS}[0]`, { type: "Server", qps: 5001, burst: 10_000 }, [`out-of-bounds ${EVENTS}[0].qps`]],
  [`${EVENTS}[0].qps`, 0, [`out-of-bounds ${EVENTS}[0].qps`]],
  [`${EVENTS}[0].burst`, 1, [`out-of-bounds ${EVENTS}`]],
  [`${EVENTS}[0].cacheSize`, 10, [`out-of-bounds ${EVENTS}`]],
  [`${EVENTS}[0].type`, "Everything", [`not-allowed ${EVENTS}[0].type`]],
  [`${EVENTS}[2].type`, "Server", [`duplicate ${EVENTS}`]],
  ["profile.apiServerName", "10.40.0.11", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "https://api.example.com", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "api.example.com:6443", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "api.example.com.", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "Api.example.com", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "*.example.com", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "0x7f.0x1", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", "localhost", ["malformed profile.apiServerName"]],
  ["profile.apiServerName", `${"a".repeat(64)}.example.com`, ["malformed profile.apiServerName"]],
  ["profile.controlPlaneNodes", [], ["out-of-bounds profile.controlPlaneNodes"]],
  [
    "profile.controlPlaneNodes[1]",
    { name: "cp-2", address: "10.40.0.12" },
    ["out-of-bounds profile.controlPlaneNodes"],
  ],
  ["profile.controlPlaneNodes[0].name", "cp_1", ["malformed profile.controlPlaneNodes[0].name"]],
  ["profile.controlPlaneNodes[0].address", "10.40.0.011", ["malformed profile.controlPlaneNodes[0].address"]],
  ["profile.controlPlaneNodes[0].address", "10.40.11", ["malformed profile.controlPlaneNodes[0].address"]],
  ["profile.controlPlaneNodes[0].address", "fd00::1", ["malformed profile.controlPlaneNodes[0].address"]],
  ["profile.controlPlaneNodes[0].address", "10.40.1.11", ["out-of-bounds profile.controlPlaneNodes[0].address"]],
  [
    "profile.nodeRanges",
    [],
    ["out-of-bounds profile.controlPlaneNodes[0].address", "out-of-bounds profile.nodeRanges"],
  ],
  ["profile.nodeRanges[1]", "8.8.8.0/24", ["out-of-bounds profile.nodeRanges[1]"]],
  // Machines, pods and Services have IPv4 alone; who reaches the API server may come by IPv6.
  ["profile.nodeRanges[1]", "fd00:40::/64", ["out-of-bounds profile.nodeRanges[1]"]],
  ["profile.podRange", "fd00:244::/56", ["out-of-bounds profile.podRange"]],
  ["profile.podRange", "10.244.0.0/16,fd00:244::/56", ["malformed profile.podRange"]],
  ["profile.serviceRange", "fd00:96::/112", ["out-of-bounds profile.serviceRange"]],
  ["profile.controlPlaneNodes[0].address", "fd00:40::11", ["malformed profile.controlPlaneNodes[0].address"]],
  ["apiServer.reachableFrom[0].cidr", "fd00:8::/64", []],
  ["profile.nodeRanges[1]", "10.40.0.0/24", ["duplicate profile.nodeRanges[1]"]],
  ["profile.nodeRanges[1]", "10.40.0.0/25", ["overlapping profile.nodeRanges[1]"]],
  ["profile.nodeRanges[1]", "10.245.3.0/24", ["overlapping profile.podRange"]],
  ["profile.nodeRanges[1]", "10.112.3.0/24", ["overlapping profile.serviceRange"]],
  ["profile.podRange", "10.0.0.0/7", ["out-of-bounds profile.podRange"]],
  ["profile.podRange", "10.245.0.0/23", ["out-of-bounds profile.podRange"]],
  ["profile.podRange", "11.0.0.0/16", ["out-of-bounds profile.podRange"]],
  ["profile.podRange", "10.112.0.0/16", ["overlapping profile.serviceRange"]],
  ["profile.serviceRange", "10.112.0.0/25", ["out-of-bounds profile.serviceRange"]],
  ["profile.serviceRange", "10.0.0.0/11", ["out-of-bounds profile.serviceRange"]],
  ["profile.sshReachableFrom", null, ["wrong-type profile.sshReachableFrom"]],
  ["profile.sshReachableFrom[0].cidr", "0.0.0.0/0", ["open-range profile.sshReachableFrom[0].cidr"]],
  ["profile.sshReachableFrom[0].cidr", "10.245.7.0/24", ["overlapping profile.sshReachableFrom[0].cidr"]],
  ["profile.network", {}, ["unknown-key profile.network"]],
  [
    "authentication.methods[1]",
    { method: "aws-iam" },
    [
      "unresolved-name access[1].who.method",
      "one-way-in authentication.methods",
      "not-on-this-profile authentication.methods[1].method",
    ],
  ],
  [MFA, { dialect: "amr", values: ["mfa", "mfa"] }, [`duplicate ${MFA}.values[1]`]],
  [MFA, { dialect: "amr", values: ["pwd"] }, [`unproven-mfa ${MFA}.values[0]`]],
  [MFA, { dialect: "keycloak", levels: ["mfa", "mfa"] }, [`duplicate ${MFA}.levels[1]`]],
  [MFA, { dialect: "entra", contexts: ["c1", "c1"] }, [`duplicate ${MFA}.contexts[1]`]],
  [MFA, { dialect: "entra", contexts: ["c0"] }, [`malformed ${MFA}.contexts[0]`]],
  [MFA, { dialect: "entra", contexts: ["mfa"] }, [`malformed ${MFA}.contexts[0]`]],
  [LOGIN_WITHIN, 0, [`out-of-bounds ${LOGIN_WITHIN}`]],
  [LOGIN_WITHIN, 25, [`out-of-bounds ${LOGIN_WITHIN}`]],
  [LOGIN_WITHIN, 1.5, [`out-of-bounds ${LOGIN_WITHIN}`]],
  [LOGIN_WITHIN, "8", [`wrong-type ${LOGIN_WITHIN}`]],
  [MFA, { dialect: "amr", values: ["mfa", "otp"] }, [`unproven-mfa ${MFA}.values[1]`]],
  ["access[1].who.group", "a".repeat(60), ["out-of-bounds access[1].who.group"]],
  ["access[1].who.group", "x,O=system:masters", ["malformed access[1].who.group"]],
  ["access[1].who.group", "system:masters", ["not-allowed access[1].who.group"]],
  ["access[1].namespaces", ["telemetry"], ["not-allowed access[1].namespaces"]],
];

const MIRROR = "profile.registryMirrors[0]";

const REFUSED_AT_THE_EDGE: readonly Case[] = [
  ["logs.audit", { diskMiB: 4096 }, ["not-on-this-profile logs.audit.diskMiB"]],
  ["profile.apiServerName", "192.168.7.10", ["malformed profile.apiServerName"]],
  ["profile.node", REMOVED, ["missing profile.node"]],
  ["profile.node", [], ["wrong-type profile.node"]],
  ["profile.node.name", "store_1", ["malformed profile.node.name"]],
  ["profile.node.address", "192.168.7.010", ["malformed profile.node.address"]],
  ["profile.node.address", "192.168.7.10/32", ["malformed profile.node.address"]],
  ["profile.node.address", "fd00::10", ["malformed profile.node.address"]],
  ["profile.node.address", "8.8.4.4", ["out-of-bounds profile.node.address"]],
  ["profile.node.address", "127.0.0.1", ["out-of-bounds profile.node.address"]],
  ["profile.node.address", "10.52.0.1", ["overlapping profile.podRange"]],
  ["profile.node.address", "10.53.0.1", ["overlapping profile.serviceRange"]],
  ["profile.nodes", [], ["unknown-key profile.nodes"]],
  ["profile.nodeRanges", ["192.168.7.0/24"], ["unknown-key profile.nodeRanges"]],
  ["profile.podRange", "10.52.0.0/23", ["out-of-bounds profile.podRange"]],
  ["profile.podRange", "10.53.0.0/16", ["overlapping profile.serviceRange"]],
  ["profile.serviceRange", "10.53.0.0/25", ["out-of-bounds profile.serviceRange"]],
  ["profile.sshReachableFrom[0].cidr", "0.0.0.0/0", ["open-range profile.sshReachableFrom[0].cidr"]],
  ["profile.sshReachableFrom[0].cidr", "10.52.7.0/24", ["overlapping profile.sshReachableFrom[0].cidr"]],
  ["profile.auditDiskMiB", 1199, ["out-of-bounds profile.auditDiskMiB"]],
  ["profile.auditDiskMiB", 1_048_577, ["out-of-bounds profile.auditDiskMiB"]],
  ["profile.auditDiskMiB", 2048.5, ["out-of-bounds profile.auditDiskMiB"]],
  ["profile.auditDiskMiB", "4Gi", ["wrong-type profile.auditDiskMiB"]],
  ["profile.registryMirrors", REMOVED, ["missing profile.registryMirrors"]],
  ["profile.registryMirrors", [], ["out-of-bounds profile.registryMirrors"]],
  [
    "profile.registryMirrors",
    Array.from({ length: 9 }, (_, index) => `https://r${index}.example.com`),
    ["out-of-bounds profile.registryMirrors"],
  ],
  ["profile.registryMirrors[2]", "https://10.9.0.40:5000", ["duplicate profile.registryMirrors[2]"]],
  [MIRROR, "http://registry.example.com", [`malformed ${MIRROR}`]],
  [MIRROR, "registry.example.com", [`malformed ${MIRROR}`]],
  [MIRROR, "https://", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com/", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com/v2", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com:443", [`malformed ${MIRROR}`]],
  [MIRROR, "https://REGISTRY.example.com", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com?", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com#x", [`malformed ${MIRROR}`]],
  [MIRROR, "https://registry.example.com.", [`malformed ${MIRROR}`]],
  [MIRROR, "https://[fd00::1]", [`malformed ${MIRROR}`]],
  [MIRROR, "https://*.example.com", [`malformed ${MIRROR}`]],
  [MIRROR, "https://pull:secret@registry.example.com", [`malformed ${MIRROR}`]],
  [MIRROR, "", [`out-of-bounds ${MIRROR}`]],
  [MIRROR, `https://${"a".repeat(300)}`, [`out-of-bounds ${MIRROR}`]],
  [MIRROR, { url: "https://registry.example.com" }, [`wrong-type ${MIRROR}`]],
  [
    "authentication.methods[1]",
    { method: "aws-iam" },
    [
      "unresolved-name access[1].who.method",
      "one-way-in authentication.methods",
      "not-on-this-profile authentication.methods[1].method",
    ],
  ],
  [
    "access[1].who",
    { method: "aws-iam", role: "arn:aws:iam::123456789012:role/x" },
    ["not-on-this-profile access[1].who.method", "one-way-in authentication.methods[1]"],
  ],
  ["access[1].who.group", "x,O=system:masters", ["malformed access[1].who.group"]],
];

const title = ([place, value]: Case): string =>
  `${place} = ${typeof value === "symbol" ? "nothing" : JSON.stringify(value)?.slice(0, 60)}`;
const titled = (cases: readonly Case[]) => cases.map((each) => [title(each), ...each] as const);

describe("a description of a cluster", () => {
  test.each([
    ["cloud", CLOUD],
    ["data-center", DATA_CENTER],
    ["edge", EDGE],
  ])("of profile %s is taken as it is", (_, input) => {
    expect(parseCluster(input)).toEqual({
      ok: true,
      cluster: input === CLOUD ? expect.objectContaining({ logs: input.logs }) : expect.anything(),
    });
  });

  test.each(titled(REFUSED_ON_EVERY_PROFILE))("refuses %s", (_, place, value, issues) => {
    expect(briefly(parseCluster(changed(CLOUD, place, value)))).toEqual(issues);
    expect(briefly(parseCluster(changed(DATA_CENTER, place, value)))).toEqual(issues);
    expect(briefly(parseCluster(changed(EDGE, place, value)))).toEqual(issues);
  });

  test.each(titled(REFUSED_IN_THE_CLOUD))("refuses in the cloud %s", (_, place, value, issues) => {
    expect(briefly(parseCluster(changed(CLOUD, place, value)))).toEqual(issues);
  });

  test.each(titled(REFUSED_IN_THE_DATA_CENTER))("refuses in the data-center %s", (_, place, value, issues) => {
    expect(briefly(parseCluster(changed(DATA_CENTER, place, value)))).toEqual(issues);
  });
});

describe("at the edge", () => {
  test.each(titled(REFUSED_AT_THE_EDGE))("refuses %s", (_, place, value, issues) => {
    expect(briefly(parseCluster(changed(EDGE, place, value)))).toEqual(issues);
  });

  test("never repeats the credentials in the address of a registry", () => {
    const result = parseCluster(changed(EDGE, MIRROR, "https://pull:hunter2@registry.example.com"));
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  test("refuses a machine inside the default range of pods", () => {
    const { podRange: _p, serviceRange: _s, ...profile } = EDGE.profile;
    const node = { name: "store-1", address: "10.42.0.9" };
    expect(briefly(parseCluster({ ...EDGE, profile: { ...profile, node } }))).toEqual(["overlapping profile.podRange"]);
  });

  test("fills every default in", () => {
    const { podRange: _p, serviceRange: _s, sshReachableFrom: _r, auditDiskMiB: _a, ...profile } = EDGE.profile;
    expect(parseCluster({ ...EDGE, profile })).toMatchObject({
      ok: true,
      cluster: {
        profile: { podRange: "10.42.0.0/16", serviceRange: "10.43.0.0/16", sshReachableFrom: [], auditDiskMiB: 2048 },
      },
    });
  });
});

describe("ways in", () => {
  test("refuses the cluster's own token issuer as identity provider: the API server would not start", () => {
    const { profile } = DATA_CENTER;
    const input = changed(DATA_CENTER, ISSUER, `https://${profile.apiServerName}:6443`);
    expect(briefly(parseCluster(input))).toEqual([`not-allowed ${ISSUER}`]);
  });

  test("refuses one method alone", () => {
    const input = changed(changed(CLOUD, "authentication.methods", [CLOUD.authentication.methods[0]]), "access", [
      CLOUD.access[0],
    ]);
    expect(briefly(parseCluster(input))).toEqual(["one-way-in authentication.methods"]);
  });

  test("refuses two methods of one kind, which fail together", () => {
    const [first] = CLOUD.authentication.methods;
    const second = { ...first, issuer: "https://other.example.com" };
    const input = changed(changed(CLOUD, "authentication.methods", [first, second]), "access", [CLOUD.access[0]]);
    expect(briefly(parseCluster(input))).toEqual([
      "one-way-in authentication.methods",
      "duplicate authentication.methods[1]",
    ]);
  });

  test("refuses a method that nobody with access uses", () => {
    expect(briefly(parseCluster(changed(CLOUD, "access", [CLOUD.access[0]])))).toEqual([
      "one-way-in authentication.methods[1]",
    ]);
  });

  test("refuses an empty access list: nobody would get in", () => {
    expect(briefly(parseCluster(changed(CLOUD, "access", [])))).toEqual([
      "one-way-in authentication.methods[0]",
      "one-way-in authentication.methods[1]",
    ]);
  });

  test.each(["basic", "static-token", "password", "token", "Basic", "static_token"])(
    "refuses %s, in words",
    (method) => {
      const result = parseCluster(
        changed(CLOUD, "authentication.methods[2]", { method, password: "hunter2", file: "/x" }),
      );
      expect(briefly(result)).toEqual(["not-allowed authentication.methods[2].method"]);
      expect(JSON.stringify(result)).toContain("passwords and static tokens do not exist");
      expect(JSON.stringify(result)).not.toContain("hunter2");
    },
  );

  test("refuses a token file in place of the second method, and says that one way in is left", () => {
    expect(
      briefly(parseCluster(changed(DATA_CENTER, "authentication.methods[1]", { method: "static-token" }))),
    ).toEqual([
      "unresolved-name access[1].who.method",
      "one-way-in authentication.methods",
      "not-allowed authentication.methods[1].method",
    ]);
  });

  test("refuses the same subject and persona twice, however the rest of the entries differs", () => {
    const twice = changed(CLOUD, "access[2]", { ...CLOUD.access[0], namespaces: ["payments"] });
    expect(briefly(parseCluster(twice))).toEqual(["duplicate access[2]"]);
  });

  test("refuses the way to an API server whose addresses nobody knows yet", () => {
    expect(briefly(parseCluster(changed(CLOUD, "tenants[0].needsApiServer", true)))).toEqual([
      "not-on-this-profile tenants[0].needsApiServer",
    ]);
    expect(briefly(parseCluster(changed(DATA_CENTER, "tenants[0].needsApiServer", true)))).toEqual([]);
  });

  test("refuses two tenants of one name and a namespace named twice", () => {
    expect(briefly(parseCluster(changed(CLOUD, "tenants[1]", CLOUD.tenants?.[0])))).toEqual([
      "duplicate tenants[1].name",
    ]);
    expect(briefly(parseCluster(changed(CLOUD, "access[0].namespaces", ["payments", "payments"])))).toEqual([
      "duplicate access[0].namespaces[1]",
    ]);
  });

  test("lets one subject hold two personas of one reach", () => {
    const who = { method: "oidc", group: "sre" };
    const input = changed(changed(CLOUD, "access[2]", { who, persona: "recovery" }), "access[3]", {
      who,
      persona: "auditor",
    });
    expect(parseCluster(input).ok).toBe(true);
  });
});

describe("an issue", () => {
  test("has four parts, and names the nearest known key", () => {
    const result = parseCluster(changed(changed(CLOUD, "apiServer", REMOVED), "apiServr", { reachableFrom: [] }));
    expect(result.ok ? "" : result.issues.map(formatIssue).join("\n")).toBe(
      [
        "apiServer  [missing]",
        "  got       nothing",
        "  allowed   an object with the keys reachableFrom",
        "  fix       add it",
        "apiServr  [unknown-key]",
        '  got       the key "apiServr"',
        "  allowed   the keys name, baseline, kubernetesVersion, profile, apiServer, authentication, access, personas, tenants, logs, admission, delivery, breakGlass, attributeRules, abac, patches",
        "  fix       did you mean apiServer? Otherwise remove it",
      ].join("\n"),
    );
  });

  test.each([
    ["logs", { retentionDays: "400" }, "write 400, without quotes"],
    ["tenants[0].quota.cpu", 40, 'write "40", with quotes'],
    ["kubernetesVersion", 1.35, 'write "1.35", with quotes'],
    ["baseline", "1", "write 1, without quotes"],
    ["access[0].persona", "viever", 'did you mean "viewer"?'],
    ["access[0].namespaces", ["payment"], 'did you mean "payments"? Otherwise declare it under tenants'],
    ["name", "Payments Prod", 'did you mean "payments-prod"?'],
    [ISSUER, "https://LOGIN.example.com:443", 'did you mean "https://login.example.com"?'],
    ["apiServer.reachableFrom[0].cidr", "10.8.0.1", 'did you mean "10.8.0.1/32"?'],
    ["apiServer.reachableFrom[0].cidr", "10.8.3.0/16", 'did you mean "10.8.0.0/16", or "10.8.3.0/32"?'],
    ["apiServer.reachableFrom[0].cidr", "1.2.3.4/0", 'did you mean "1.2.3.4/32"?'],
    ["apiServer.reachableFrom[0].cidr", "FD00:0008::/32", 'did you mean "fd00:8::/32"?'],
    ["tenants", null, "null is not a value here: leave the key out, or write what is allowed"],
  ])("about %s = %j says what to write", (place, value, fix) => {
    const result = parseCluster(changed(CLOUD, place, value));
    expect(result.ok ? [] : result.issues.map((issue) => issue.fix)).toEqual([fix]);
  });

  test("never repeats the credentials in an issuer", () => {
    const result = parseCluster(changed(CLOUD, ISSUER, "https://alice:hunter2@login.example.com"));
    expect(result.ok).toBe(false);
    expect(JSON.stringify(result)).not.toContain("hunter2");
  });

  test("comes with all the others, structural or between sections, sorted by path", () => {
    const broken = {
      name: "Payments",
      baseline: "1",
      kubernetesVersion: "1.35",
      profile: { kind: "cloud", region: "nowhere", network: { cidr: "10.20.0.0/16", zones: ["eu-central-1a"] } },
      apiServer: {
        reachableFrom: [
          { cidr: "10.8.0.0/16", why: "no 'quotes'" },
          { cidr: "10.8.1.0/24", why: "office" },
          { cidr: "0.0.0.0/0", why: 7 },
        ],
      },
      authentication: { methods: [{ method: "oidc", issuer: "http://x", mfa: { dialect: "amr", values: ["mfa"] } }] },
      access: [
        { who: { method: "aws-iam", role: "arn:aws:iam::123456789012:role/x" }, persona: "viewer", namespaces: ["b"] },
        { who: { method: "aws-iam", role: "arn:aws:iam::123456789012:role/x" }, persona: "viewer" },
      ],
      tenants: [{ name: "kube-system", quota: { cpu: "1" } }],
      tennants: [],
    };
    expect(briefly(parseCluster(broken))).toEqual([
      "unresolved-name access[0].namespaces[0]",
      "unproven-mfa access[0].persona",
      "unresolved-name access[0].who.method",
      "duplicate access[1]",
      "missing access[1].namespaces",
      "unproven-mfa access[1].persona",
      "unresolved-name access[1].who.method",
      "malformed apiServer.reachableFrom[0].why",
      "overlapping apiServer.reachableFrom[1].cidr",
      "open-range apiServer.reachableFrom[2].cidr",
      "wrong-type apiServer.reachableFrom[2].why",
      "one-way-in authentication.methods",
      "one-way-in authentication.methods[0]",
      "missing authentication.methods[0].clientId",
      "malformed authentication.methods[0].issuer",
      "not-on-this-profile authentication.methods[0].mfa.dialect",
      "wrong-type baseline",
      "malformed name",
      "out-of-bounds profile.network.zones",
      "malformed profile.region",
      "not-allowed tenants[0].name",
      "missing tenants[0].quota.memory",
      "missing tenants[0].quota.pods",
      "unknown-key tennants",
    ]);
  });
});

describe("defineCluster", () => {
  test("throws every issue in one message, without a stack trace", () => {
    let thrown: unknown;
    try {
      defineCluster({ ...CLOUD, name: "No", tenants: [] });
    } catch (error) {
      thrown = error;
    }
    expect(thrown).toBeInstanceOf(InvalidCluster);
    const error = thrown as InvalidCluster;
    expect(error.issues.map((issue) => issue.path)).toEqual(["access[0].namespaces[0]", "name"]);
    expect(error.message).toMatch(/\n {2}\(spec\/parse-cluster\.test\.ts:\d+\)$/);
    expect(error.message).toContain(
      `cluster No cannot be used: 2 issues\n\n${error.issues.map(formatIssue).join("\n\n")}`,
    );
    expect(error.stack).toBe(error.message);
    expect(Object.keys(error)).toEqual([]);
    expect(error.name).toBe("InvalidCluster");
  });

  test("freezes the result to the bottom and leaves the input alone", () => {
    const input = structuredClone(CLOUD);
    const cluster = defineCluster(input);
    const walk = (value: unknown): void => {
      if (typeof value !== "object" || value === null) return;
      expect(Object.isFrozen(value)).toBe(true);
      Object.values(value).forEach(walk);
    };
    walk(cluster);
    expect(Object.isFrozen(input.profile)).toBe(false);
    expect(Object.isFrozen(input.access)).toBe(false);
  });

  test("fills every default in", () => {
    const {
      usernameClaim: _u,
      groupsClaim: _g,
      ...bare
    } = CLOUD.authentication.methods[0] as { usernameClaim?: string; groupsClaim?: string };
    const { logs: _l, ...rest } = CLOUD;
    const cluster = parseCluster({ ...rest, authentication: { methods: [bare, { method: "aws-iam" }] } });
    expect(cluster).toMatchObject({
      ok: true,
      cluster: {
        logs: { retentionDays: 400 },
        authentication: { methods: [{ usernameClaim: "sub", groupsClaim: "groups" }, {}] },
        access: [{ namespaces: ["payments"] }, { namespaces: [] }],
      },
    });
    const { podRange: _p, serviceRange: _s, sshReachableFrom: _r, ...profile } = DATA_CENTER.profile;
    expect(parseCluster({ ...DATA_CENTER, profile })).toMatchObject({
      ok: true,
      cluster: {
        profile: { podRange: "10.244.0.0/16", serviceRange: "10.96.0.0/12", sshReachableFrom: [] },
        logs: { retentionDays: 400 },
      },
    });
  });

  test("takes what it made: a cluster defined twice is the same cluster", () => {
    for (const input of [CLOUD, DATA_CENTER, EDGE]) {
      const once = parseCluster(input);
      expect(parseCluster(once.ok ? once.cluster : undefined)).toStrictEqual(once);
    }
  });

  test("refuses a default that clashes with what is written", () => {
    const { podRange: _p, ...profile } = DATA_CENTER.profile;
    const input = { ...DATA_CENTER, profile: { ...profile, nodeRanges: ["10.40.0.0/24", "10.244.1.0/24"] } };
    expect(briefly(parseCluster(input))).toEqual(["overlapping profile.podRange"]);
  });
});
