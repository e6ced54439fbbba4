import { seconds } from "../duration";
import type { NodeSettingsFact } from "../facts/node-settings";
import { bottlerocket, nodeConfig } from "../fixtures/node-settings";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { areStrongSuites } from "../criteria/expected-flags";

interface Expected {
  readonly required: boolean;
  readonly allowed: string;
  readonly holds: (value: unknown, all: Readonly<Record<string, unknown>>) => boolean;
}

const exactly = (value: unknown, required = true): Expected => ({
  required,
  allowed: JSON.stringify(value),
  holds: (found) => found === value,
});
const number = (least: number, most: number): Expected => ({
  required: true,
  allowed: `a number from ${least} to ${most}`,
  holds: (found) => typeof found === "number" && Number.isInteger(found) && found >= least && found <= most,
});

/**
 * Every setting that a node may have. On Amazon EKS `rotateCertificates` must stay away: the kubelet logs in by the machine's
 * role, and would wait for a certificate that nobody signs.
 */
const EXPECTED: Readonly<Record<NodeSettingsFact["os"], Readonly<Record<string, Expected>>>> = {
  al2023: {
    "authentication.anonymous.enabled": exactly(false),
    "authentication.webhook.enabled": exactly(true),
    "authentication.x509.clientCAFile": exactly("/etc/kubernetes/pki/ca.crt"),
    "authorization.mode": exactly("Webhook"),
    enableDebugFlagsHandler: exactly(false),
    enableProfilingHandler: exactly(false),
    enableSystemLogHandler: exactly(false),
    enableSystemLogQuery: exactly(false, false),
    eventRecordQPS: { ...number(1, 100), required: false },
    makeIPTablesUtilChains: exactly(true, false),
    maxPods: { ...number(1, 737), required: false },
    podPidsLimit: number(1, 16_384),
    protectKernelDefaults: exactly(true),
    readOnlyPort: exactly(0),
    seccompDefault: exactly(true),
    serverTLSBootstrap: exactly(true),
    streamingConnectionIdleTimeout: {
      required: true,
      allowed: "a duration from a second to an hour",
      holds: (found) => {
        const duration = typeof found === "string" ? seconds(found) : undefined;
        return duration !== undefined && duration >= 1 && duration <= 3600;
      },
    },
    tlsCipherSuites: {
      required: false,
      allowed: "strong suites alone",
      holds: (found) => Array.isArray(found) && areStrongSuites(found),
    },
    tlsMinVersion: {
      required: true,
      allowed: "VersionTLS13, or VersionTLS12 with tlsCipherSuites",
      holds: (found, all) =>
        found === "VersionTLS13" || (found === "VersionTLS12" && Object.hasOwn(all, "tlsCipherSuites")),
    },
  },
  bottlerocket: {
    "settings.host-containers.admin.enabled": exactly(false),
    "settings.host-containers.control.enabled": exactly(false),
    "settings.kernel.lockdown": {
      required: true,
      allowed: '"integrity" or "confidentiality"',
      holds: (found) => found === "integrity" || found === "confidentiality",
    },
    "settings.kubernetes.event-qps": { ...number(1, 100), required: false },
    "settings.kubernetes.max-pods": { ...number(1, 737), required: false },
    "settings.kubernetes.pod-pids-limit": number(1, 16_384),
    "settings.kubernetes.seccomp-default": exactly(true),
    "settings.kubernetes.server-tls-bootstrap": exactly(true),
  },
};

/** What a node of Amazon EKS is told about its kubelet and its host. */
export const NODE_KUBELET_HARDENED: Rule<"node-settings"> = {
  id: "node-kubelet-hardened",
  title: "A managed node's kubelet answers nobody but the API server, bounds its pods, and its host has no door.",
  why: "Whoever reaches an open kubelet, or a shell on the host, runs commands in every pod of the machine past all records.",
  fix: "Set what the message names as it says; a setting that no rule knows must go, or the rule must learn it.",
  controls: [
    "CIS-EKS-1.8 3.2.1",
    "CIS-EKS-1.8 3.2.2",
    "CIS-EKS-1.8 3.2.3",
    "CIS-EKS-1.8 3.2.4",
    "CIS-EKS-1.8 3.2.5",
    "NIST-800-53 CM-6",
  ],
  judges: "node-settings",
  reach: "ours",
  judge({ os, settings }) {
    const expected = EXPECTED[os];
    const given = Object.entries(settings).flatMap(([name, value]): readonly Fault[] => {
      const one = Object.hasOwn(expected, name) ? expected[name] : undefined;
      const got = JSON.stringify(value) ?? "nothing";
      if (one === undefined) return [{ at: name, got, message: `no rule knows the setting ${name} of ${os} nodes` }];
      return one.holds(value, settings) ? [] : [{ at: name, got, message: `${name} must be ${one.allowed}` }];
    });
    const missing = Object.entries(expected)
      .filter(([name, { required }]) => required && !Object.hasOwn(settings, name))
      .map(([name, { allowed }]) => ({
        at: name,
        got: "nothing",
        message: `${name} is missing; it must be ${allowed}`,
      }));
    return failOn([...given, ...missing]);
  },
  fixtures: () => ({
    pass: [
      { name: "a hardened NodeConfig", documents: nodeConfig({}) },
      { name: "hardened settings of Bottlerocket", documents: bottlerocket({}) },
    ],
    fail: [
      { name: "the read-only port", documents: nodeConfig({ readOnlyPort: 10255 }) },
      { name: "everything allowed", documents: nodeConfig({ authorization: { mode: "AlwaysAllow" } }) },
      { name: "certificates that nobody signs", documents: nodeConfig({ rotateCertificates: true }) },
      { name: "the kubelet's own TLS floor", documents: nodeConfig({ tlsMinVersion: undefined }) },
      { name: "TLS 1.1", documents: nodeConfig({ tlsMinVersion: "VersionTLS11" }) },
      {
        name: "TLS 1.2 with RC4",
        documents: nodeConfig({ tlsMinVersion: "VersionTLS12", tlsCipherSuites: ["TLS_ECDHE_RSA_WITH_RC4_128_SHA"] }),
      },
      { name: "a setting that no rule knows", documents: nodeConfig({ allowedUnsafeSysctls: ["kernel.*"] }) },
      {
        name: "Bottlerocket with a door for SSH",
        documents: bottlerocket({ "settings.host-containers.admin.enabled": true }),
      },
      {
        name: "Bottlerocket with a container of somebody's choice",
        documents: bottlerocket({ "settings.bootstrap-containers.x.source": "198.51.100.1/x" }),
      },
      {
        name: "Bottlerocket without the default seccomp profile",
        documents: bottlerocket({ "settings.kubernetes.seccomp-default": "true" }),
      },
    ],
  }),
};
