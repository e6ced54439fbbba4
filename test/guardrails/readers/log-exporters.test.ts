import { judge } from "../../../lib/guardrails/judge";
import { forwarder, type ForwarderChange, forwardingMachine } from "../../../lib/guardrails/fixtures/log-forwarder";

// What no rule reads of an exporter is refused as a whole, for it can drop records, hold a secret or lead elsewhere.
const REFUSED: readonly (readonly [string, ForwarderChange, string])[] = [
  ["a header that carries a secret", { exporter: { headers: { Authorization: "Bearer x" } } }, "headers.Authorization"],
  [
    "a tenant of Loki that another file names",
    { exporter: { headers: { "X-Scope-OrgID": "${file:/x}" } } },
    "headers.",
  ],
  ["an authenticator", { exporter: { auth: { authenticator: "basicauth" } } }, "auth is a field"],
  ["events that Splunk's exporter drops for their length", { splunk: { max_event_size: 1_048_576 } }, "max_event_size"],
  ["Splunk's own limit of a request", { splunk: { max_content_length_logs: undefined } }, "longer events are dropped"],
  ["raw lines for Splunk, without what records name", { splunk: { export_raw: true } }, "export_raw"],
  ["records that are switched off", { splunk: { log_data_enabled: false } }, "log_data_enabled"],
  ["CloudWatch Logs by another endpoint", { cloudWatch: { endpoint: "http://10.0.0.1" } }, "endpoint is a field"],
  ["a role that is assumed by what stands here", { cloudWatch: { role_arn: "arn:aws:iam::1:role/x" } }, "role_arn"],
  ["an unverified CloudWatch Logs", { cloudWatch: { no_verify_ssl: true } }, "no_verify_ssl"],
  ["CloudWatch Logs without what records name", { cloudWatch: { raw_log: true } }, "raw_log is not false"],
  ["a group by a pattern", { cloudWatch: { log_group_name: "/x/*" } }, "log_group_name"],
  ["a bucket of another endpoint", { s3: { endpoint: "http://10.0.0.1" } }, "endpoint is a field"],
  ["a bucket without TLS", { s3: { disable_ssl: true } }, "disable_ssl"],
  ["objects that everybody reads", { s3: { acl: "public-read" } }, "acl"],
  ["objects that may replace each other", { s3: { unique_key_func_name: undefined } }, "unique_key_func_name"],
  ["S3 without what records name", { s3: {}, exporter: { marshaler: "body" } }, "marshaler"],
  [
    "a bucket that records choose",
    { s3: {}, exporter: { resource_attrs_to_s3: { s3_bucket: "x" } } },
    "resource_attrs",
  ],
];

const wordsOf = (change: ForwarderChange) =>
  judge(forwardingMachine({ config: forwarder(change) })).findings.map(({ rule, message }) => `${rule}: ${message}`);

test.each(REFUSED)("refuses %s", (_, change, words) => {
  const found = wordsOf(change).filter((line) => line.startsWith("known-shapes") && line.includes(words));
  expect(found).not.toEqual([]);
});

test.each([
  ["OTLP", {}],
  ["Loki's tenant", { exporter: { endpoint: "https://loki.example.com/otlp", headers: { "X-Scope-OrgID": "plant" } } }],
  ["Splunk", { splunk: { index: "kubernetes", sourcetype: "portcullis" } }],
  ["CloudWatch Logs", { cloudWatch: {} }],
  ["S3", { s3: { compression: "gzip" } }],
] as const)("takes %s", (_, change) => {
  expect(wordsOf(change).filter((line) => /known-shapes|records-forwarded/.test(line))).toEqual([]);
});
