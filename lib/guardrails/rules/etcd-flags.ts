import type { Rule } from "../rule";
import { failOn, notApplicable } from "../verdict";
import { type ExpectedFlag, exactly, judgeFlags, tlsFlags } from "../criteria/expected-flags";
import { controlPlane } from "../fixtures/control-plane";

const EXPECTED: Readonly<Record<string, ExpectedFlag>> = {
  "auto-tls": exactly("false", false),
  "client-cert-auth": exactly("true", true),
  "listen-metrics-urls": {
    required: false,
    allowed: "a URL of the loopback",
    holds: (value) => /^http:\/\/(127\.0\.0\.1|\[::1\]):\d{1,5}$/.test(value),
  },
  "peer-auto-tls": exactly("false", false),
  "peer-client-cert-auth": exactly("true", true),
  "quota-backend-bytes": { required: false, allowed: "a number of bytes", holds: (value) => /^\d{1,12}$/.test(value) },
  ...tlsFlags("TLS1.", "cipher-suites"),
};

/** The command line of etcd. */
export const ETCD_FLAGS: Rule<"component-flags"> = {
  id: "etcd-flags",
  title: "etcd answers only clients and members with a certificate of its own authority.",
  why: "Whoever reads etcd reads every secret, and whoever writes to it is administrator.",
  fix: "Set the flag as the message says.",
  controls: ["CIS-1.12 2.2", "CIS-1.12 2.3", "CIS-1.12 2.5", "CIS-1.12 2.6"],
  judges: "component-flags",
  reach: "ours",
  judge(fact) {
    return fact.component === "etcd" ? failOn(judgeFlags(fact, EXPECTED)) : notApplicable("another component");
  },
  fixtures: () => ({
    pass: [
      { name: "certificates of clients and members", documents: controlPlane("etcd") },
      {
        name: "TLS 1.2 with strong suites",
        documents: controlPlane("etcd", {
          "tls-min-version": "TLS1.2",
          "cipher-suites": "TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384",
        }),
      },
    ],
    fail: [
      { name: "TLS 1.1", documents: controlPlane("etcd", { "tls-min-version": "TLS1.1" }) },
      {
        name: "TLS 1.2 with whatever suite there is",
        documents: controlPlane("etcd", { "tls-min-version": "TLS1.2" }),
      },
      {
        name: "TLS 1.2 with CBC",
        documents: controlPlane("etcd", {
          "tls-min-version": "TLS1.2",
          "cipher-suites": "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
        }),
      },
      { name: "clients without certificates", documents: controlPlane("etcd", { "client-cert-auth": "false" }) },
      { name: "nothing said of members", documents: controlPlane("etcd", { "peer-client-cert-auth": undefined }) },
      { name: "certificates that etcd makes itself", documents: controlPlane("etcd", { "auto-tls": "true" }) },
      {
        name: "metrics for everybody",
        documents: controlPlane("etcd", { "listen-metrics-urls": "http://0.0.0.0:2381" }),
      },
      {
        name: "an address to listen on",
        documents: controlPlane("etcd", { "listen-client-urls": "http://0.0.0.0:2379" }),
      },
    ],
  }),
};
