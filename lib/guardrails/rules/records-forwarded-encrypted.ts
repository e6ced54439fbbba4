import { forwarder, type ForwarderChange, forwardingMachine } from "../fixtures/log-forwarder";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const PATH = /^\/(?:[A-Za-z0-9_-][A-Za-z0-9._-]*\/)*[A-Za-z0-9_-][A-Za-z0-9._-]*$/;

const REGION = /^[a-z]{2}(?:-gov)?-[a-z]+-[1-9]\d?$/;

/** URLs of a host and a port, with the path of Loki or of Splunk. */
const URLS = {
  certificate: /^https:\/\/[A-Za-z0-9.:[\]-]+(?:\/otlp)?$/,
  token: /^https:\/\/[A-Za-z0-9.:[\]-]+\/services\/collector$/,
} as const;

/** The way to the aggregator. */
export const RECORDS_FORWARDED_ENCRYPTED: Rule<"log-forwarder"> = {
  id: "records-forwarded-encrypted",
  title:
    "Records go to the aggregator by TLS 1.2 or 1.3, both sides proving who they are by an authority named for it.",
  why: "Records say who did what with what; who reads them on the way knows the cluster, and who stands in for the aggregator keeps them from it.",
  fix: "Name an https endpoint, ca_file, cert_file, key_file and min_version; leave insecure and insecure_skip_verify out.",
  controls: ["NIST-800-53r5 SC-8", "NIST-800-53r5 AU-9", "PCI-DSS-4.0.1 4.2.1"],
  judges: "log-forwarder",
  reach: "ours",
  judge({ exporters }) {
    if (exporters.length === 0)
      return failOn([{ at: "exporters", got: "nothing", message: "what is read goes nowhere" }]);
    return failOn(
      exporters.flatMap((exporter) => {
        const { name, endpoint, unverified, authority, certificate, key, minimumTlsVersion } = exporter;
        const faults: Fault[] = [];
        const fault = (field: string, got: string | undefined, message: string) =>
          faults.push({ at: `exporters.${name}.${field}`, got: got ?? "nothing", message });
        if (exporter.proves === "aws") {
          if (!REGION.test(endpoint))
            fault("region", endpoint, "it is no region, so that the machine's own setting decides who gets them");
          return faults;
        }
        if (exporter.proves === "token" && (exporter.tokenFrom === undefined || !PATH.test(exporter.tokenFrom)))
          fault(
            "token",
            exporter.tokenFrom,
            "the token must come from a file: who reads the configuration could forge records",
          );
        if (!URLS[exporter.proves].test(endpoint) || !URL.canParse(endpoint))
          fault("endpoint", endpoint, "it is no https URL of a host and a port, so that anybody on the way may read");
        for (const setting of unverified) fault(`tls.${setting}`, "true", "the aggregator need not prove who it is");
        if (authority === undefined || !PATH.test(authority))
          fault("tls.ca_file", authority, "any authority that the machine trusts may vouch for an aggregator");
        if (certificate === undefined || !PATH.test(certificate))
          fault("tls.cert_file", certificate, "the aggregator takes records from everybody");
        if (key === undefined || !PATH.test(key))
          fault("tls.key_file", key, "the aggregator takes records from everybody");
        if (minimumTlsVersion !== "1.2" && minimumTlsVersion !== "1.3")
          fault("tls.min_version", minimumTlsVersion, "the lowest version of TLS must be said, 1.2 or 1.3");
        return faults;
      }),
    );
  },
  fixtures: () => ({
    pass: [
      { name: "TLS 1.3 with an authority and a certificate", documents: changed({}) },
      { name: "TLS 1.2", documents: changed({ tls: { min_version: "1.2" } }) },
      { name: "Loki", documents: changed({ exporter: { endpoint: "https://loki.example.com/otlp" } }) },
      { name: "Splunk, by a token from a file", documents: changed({ splunk: {} }) },
      { name: "CloudWatch Logs", documents: changed({ cloudWatch: {} }) },
      { name: "S3", documents: changed({ s3: {} }) },
    ],
    fail: [
      { name: "plain http", documents: changed({ exporter: { endpoint: "http://logs.example.com:4318" } }) },
      {
        name: "credentials in the endpoint",
        documents: changed({ exporter: { endpoint: "https://a:b@logs.example.com" } }),
      },
      { name: "no TLS", documents: changed({ tls: { insecure: true } }) },
      { name: "whoever answers is the aggregator", documents: changed({ tls: { insecure_skip_verify: true } }) },
      { name: "every authority that the machine trusts", documents: changed({ tls: { ca_file: undefined } }) },
      { name: "no certificate of one's own", documents: changed({ tls: { cert_file: undefined } }) },
      { name: "no key of one's own", documents: changed({ tls: { key_file: "" } }) },
      { name: "an old TLS", documents: changed({ tls: { min_version: "1.1" } }) },
      { name: "a token that is written down", documents: changed({ splunk: { token: "0f4d1b6e-7a1c-4a55-9d0e" } }) },
      { name: "a token that the environment has", documents: changed({ splunk: { token: "${env:TOKEN}" } }) },
      { name: "no token", documents: changed({ splunk: { token: undefined } }) },
      {
        name: "Splunk without TLS",
        documents: changed({ splunk: { endpoint: "http://s.example.com/services/collector" } }),
      },
      { name: "Splunk of any authority", documents: changed({ splunk: { tls: undefined } }) },
      { name: "CloudWatch Logs of no region", documents: changed({ cloudWatch: { region: undefined } }) },
      { name: "a bucket of no region", documents: changed({ s3: { region: "" } }) },
      { name: "no word of the version", documents: changed({ tls: { min_version: undefined } }) },
    ],
  }),
};

function changed(change: ForwarderChange) {
  return forwardingMachine({ config: forwarder(change) });
}
