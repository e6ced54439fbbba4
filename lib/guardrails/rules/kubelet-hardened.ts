import { seconds } from "../duration";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";
import { areStrongSuites } from "../criteria/expected-flags";
import { edgeServer } from "../fixtures/edge-server";
import { configFile, type WrittenObject } from "../fixtures/written";

interface ExpectedField {
  readonly required: boolean;
  readonly allowed: string;
  readonly holds: (value: unknown, fields: Readonly<Record<string, unknown>>) => boolean;
}

const exactly = (value: unknown, required: boolean): ExpectedField => ({
  required,
  allowed: JSON.stringify(value),
  holds: (found) => found === value,
});

/** Every field that may be set, by its dotted name, where kubeadm starts the kubelet. */
const EXPECTED: Readonly<Record<string, ExpectedField>> = {
  "authentication.anonymous.enabled": exactly(false, true),
  "authentication.webhook.enabled": exactly(true, true),
  "authentication.x509.clientCAFile": exactly("/etc/kubernetes/pki/ca.crt", true),
  "authorization.mode": exactly("Webhook", true),
  cgroupDriver: exactly("systemd", false),
  enableDebugFlagsHandler: exactly(false, true),
  enableProfilingHandler: exactly(false, true),
  enableSystemLogHandler: exactly(false, true),
  enableSystemLogQuery: exactly(false, false),
  eventRecordQPS: { required: false, allowed: "a number from 1 to 100", holds: (value) => isWhole(value, 1, 100) },
  failCgroupV1: exactly(true, false),
  imagePullCredentialsVerificationPolicy: {
    required: false,
    allowed: "AlwaysVerify or NeverVerifyAllowlistedImages",
    holds: (value) => value === "AlwaysVerify" || value === "NeverVerifyAllowlistedImages",
  },
  makeIPTablesUtilChains: exactly(true, false),
  podPidsLimit: { required: true, allowed: "a number from 1 to 16384", holds: (value) => isWhole(value, 1, 16_384) },
  preloadedImagesVerificationAllowlist: {
    required: false,
    allowed: "a list of images of registry.k8s.io",
    holds: (value) =>
      Array.isArray(value) && value.every((image) => typeof image === "string" && image.startsWith("registry.k8s.io/")),
  },
  protectKernelDefaults: exactly(true, true),
  readOnlyPort: exactly(0, true),
  rotateCertificates: exactly(true, true),
  seccompDefault: exactly(true, true),
  serverTLSBootstrap: exactly(true, true),
  staticPodPath: exactly("/etc/kubernetes/manifests", false),
  streamingConnectionIdleTimeout: {
    required: true,
    allowed: "a duration from a second to an hour",
    holds: (value) =>
      typeof value === "string" && (seconds(value) ?? 0) >= 1 && (seconds(value) ?? Number.POSITIVE_INFINITY) <= 3600,
  },
  tlsCipherSuites: {
    required: false,
    allowed: "strong suites alone",
    holds: (value) => Array.isArray(value) && areStrongSuites(value),
  },
  tlsMinVersion: {
    required: true,
    allowed: "VersionTLS13, or VersionTLS12 with tlsCipherSuites",
    holds: (value, fields) =>
      value === "VersionTLS13" || (value === "VersionTLS12" && Object.hasOwn(fields, "tlsCipherSuites")),
  },
};

/** k3s has its authorities elsewhere, and renews the kubelet's certificate itself whenever it starts. */
const EXPECTED_WITH_K3S: typeof EXPECTED = {
  ...EXPECTED,
  "authentication.x509.clientCAFile": exactly("/var/lib/rancher/k3s/agent/client-ca.crt", true),
  rotateCertificates: exactly(true, false),
  serverTLSBootstrap: exactly(true, false),
  staticPodPath: { required: false, allowed: "absent", holds: () => false },
};

/** The kubelet's configuration. */
export const KUBELET_HARDENED: Rule<"kubelet-configuration"> = {
  id: "kubelet-hardened",
  title:
    "The kubelet answers nobody whom the API server does not vouch for, and bounds what pods can do to the machine.",
  why: "Whoever reaches an open kubelet runs commands in every pod of the machine, past authorization and past the records.",
  fix: "Set the field as the message says; a field that no rule knows must go, or the rule must learn it.",
  controls: [
    "CIS-1.12 4.2.1",
    "CIS-1.12 4.2.2",
    "CIS-1.12 4.2.3",
    "CIS-1.12 4.2.4",
    "CIS-1.12 4.2.5",
    "CIS-1.12 4.2.9",
    "CIS-1.12 4.2.10",
    "CIS-1.12 4.2.12",
    "CIS-1.12 4.2.13",
    "CIS-1.12 4.2.14",
  ],
  judges: "kubelet-configuration",
  reach: "ours",
  judge(fact) {
    const { apiVersion, kind, ...rest } = fact.fields;
    void apiVersion;
    void kind;
    const fields = Object.fromEntries(dotted(rest, ""));
    const table = fact.startedBy === "k3s" ? EXPECTED_WITH_K3S : EXPECTED;
    const given = Object.entries(fields).flatMap(([name, value]): readonly Fault[] => {
      const expected = Object.hasOwn(table, name) ? table[name] : undefined;
      const got = JSON.stringify(value) ?? "nothing";
      if (expected === undefined) return [{ at: name, got, message: `no rule knows the kubelet's field ${name}` }];
      return expected.holds(value, fields) ? [] : [{ at: name, got, message: `${name} must be ${expected.allowed}` }];
    });
    const missing = Object.entries(table)
      .filter(([name, { required }]) => required && !Object.hasOwn(fields, name))
      .map(([name, { allowed }]) => ({
        at: name,
        got: "nothing",
        message: `${name} is missing; it must be ${allowed}`,
      }));
    return failOn([...given, ...missing]);
  },
  fixtures: () => ({
    pass: [
      { name: "a hardened kubelet", documents: kubelet({}) },
      { name: "the kubelet of k3s with a drop-in", documents: edgeServer() },
      {
        name: "TLS 1.2 with strong suites",
        documents: kubelet({
          tlsMinVersion: "VersionTLS12",
          tlsCipherSuites: ["TLS_ECDHE_ECDSA_WITH_AES_128_GCM_SHA256"],
        }),
      },
    ],
    fail: [
      {
        name: "the kubelet of k3s with its defaults alone",
        documents: edgeServer({
          files: { "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/90-fixture.conf": undefined },
        }),
      },
      {
        name: "kernel parameters that k3s does not protect",
        documents: edgeServer({ config: { "protect-kernel-defaults": undefined } }),
      },
      {
        name: "system calls that servicelb lets pods change",
        documents: edgeServer({ config: { disable: ["traefik"] } }),
      },
      {
        name: "an authority of clients that is not k3s's",
        documents: edgeServer({ kubelet: { authentication: { x509: { clientCAFile: "/etc/ssl/other.pem" } } } }),
      },
      { name: "pods from a folder of the machine", documents: edgeServer({ kubelet: { staticPodPath: "/etc/pods" } }) },
      {
        name: "anonymous requests",
        documents: kubelet({
          authentication: {
            anonymous: { enabled: true },
            webhook: { enabled: true },
            x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
          },
        }),
      },
      { name: "a serving certificate of its own making", documents: kubelet({ serverTLSBootstrap: false }) },
      { name: "everything allowed", documents: kubelet({ authorization: { mode: "AlwaysAllow" } }) },
      { name: "the read-only port", documents: kubelet({ readOnlyPort: 10255 }) },
      { name: "TLS 1.0", documents: kubelet({ tlsMinVersion: "VersionTLS10" }) },
      { name: "TLS 1.2 with whatever suite there is", documents: kubelet({ tlsMinVersion: "VersionTLS12" }) },
      {
        name: "TLS 1.2 with a suite without authenticated encryption",
        documents: edgeServer({
          kubelet: { tlsMinVersion: "VersionTLS12", tlsCipherSuites: ["TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA"] },
        }),
      },
      { name: "a text that looks like false", documents: kubelet({ enableProfilingHandler: "false" }) },
      { name: "sessions without an end", documents: kubelet({ streamingConnectionIdleTimeout: "0s" }) },
      { name: "pods from a web page", documents: kubelet({ staticPodURL: "http://198.51.100.1/pods.yaml" }) },
      {
        name: "nothing but kubeadm's defaults",
        documents: configFile({ apiVersion: "kubelet.config.k8s.io/v1beta1", kind: "KubeletConfiguration" }),
      },
    ],
  }),
};

/** Leaves of nested objects, by dotted names. An empty object is a leaf, and a key with a dot in it never meets a nested one. */
function dotted(value: Readonly<Record<string, unknown>>, prefix: string): readonly (readonly [string, unknown])[] {
  return Object.entries(value).flatMap(([key, inner]) => {
    const name = `${prefix}${key.includes(".") ? JSON.stringify(key) : key}`;
    const isBranch =
      typeof inner === "object" && inner !== null && !Array.isArray(inner) && Object.keys(inner).length > 0;
    return isBranch ? dotted(inner as Readonly<Record<string, unknown>>, `${name}.`) : [[name, inner] as const];
  });
}

function isWhole(value: unknown, least: number, most: number): boolean {
  return typeof value === "number" && Number.isInteger(value) && value >= least && value <= most;
}

function kubelet(change: WrittenObject) {
  return configFile({
    apiVersion: "kubelet.config.k8s.io/v1beta1",
    kind: "KubeletConfiguration",
    authentication: {
      anonymous: { enabled: false },
      webhook: { enabled: true },
      x509: { clientCAFile: "/etc/kubernetes/pki/ca.crt" },
    },
    authorization: { mode: "Webhook" },
    enableDebugFlagsHandler: false,
    enableProfilingHandler: false,
    enableSystemLogHandler: false,
    podPidsLimit: 4096,
    protectKernelDefaults: true,
    readOnlyPort: 0,
    rotateCertificates: true,
    seccompDefault: true,
    serverTLSBootstrap: true,
    streamingConnectionIdleTimeout: "5m0s",
    tlsMinVersion: "VersionTLS13",
    ...change,
  });
}
