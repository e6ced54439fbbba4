import { FEWER, FURTHER, INSIDE, LESS, MORE, NEWER_KUBERNETES, NEWER_TLS, NO_EGRESS, type Order } from "./orders";

/**
 * The fields that a cluster may tighten where `defaults` say something, by dotted path, and what tighter means for each. Maps are
 * joined key by key; every field that is not here must be what the defaults say, or absent from them. A field of unknown order
 * is never looser by mistake: a new one of the library is equal until it has its line here.
 */
export const OVERRIDABLE: ReadonlyMap<string, Order> = new Map([
  ["kubernetesVersion", NEWER_KUBERNETES],
  ["apiServer.reachableFrom", INSIDE],
  ["authentication.methods", FEWER],
  ["access", FEWER],
  ["personas", FEWER],
  ["tenants", FEWER],
  ["logs.retentionDays", MORE],
  ["logs.forwardTo.minimumTlsVersion", NEWER_TLS],
  ["logs.forwardTo.bufferMiB", MORE],
  ["logs.forwardTo.pods.reachedAt", INSIDE],
  ["logs.audit.record", FURTHER],
  ["logs.audit.webhook.bufferEvents", MORE],
  ["logs.audit.diskMiB", MORE],
  ["admission.images.registries", FEWER],
  ["admission.exceptions", FEWER],
  ["admission.plugins", FURTHER],
  ["admission.warnOnly", FEWER],
  ["breakGlass.people", FEWER],
  ["breakGlass.longestMinutes", LESS],
  ["attributeRules", FURTHER],
  ["abac", FEWER],
  ["profile.minimumTlsVersion", NEWER_TLS],
  ["profile.sshReachableFrom", INSIDE],
  ["profile.nodeRanges", INSIDE],
  ["profile.registryMirrors", FEWER],
  ["profile.auditDiskMiB", MORE],
  ["profile.network.egress", NO_EGRESS],
  ["profile.network.awsServices", FEWER],
  ["profile.logArchive.retentionDays", MORE],
  ["profile.logArchive.readableBy", FEWER],
]);
