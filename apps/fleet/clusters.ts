import {
  acr,
  amr,
  awsIam,
  certificateGroup,
  clientCertificates,
  cloud,
  dataCenter,
  defineCluster,
  edge,
  iamRole,
  oidc,
  oidcGroup,
  otlp,
  serviceAccount,
  serviceAccountTokens,
} from "portcullis";

/** A cluster on Amazon EKS, in a VPC of its own that nothing leads into. */
export const payments = defineCluster({
  name: "payments-prod",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: cloud({
    region: "eu-central-1",
    network: { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
    nodes: [
      { name: "general", instanceTypes: ["m7g.large", "m6g.large"], min: 2, max: 6, os: "bottlerocket", diskGiB: 80 },
    ],
    logArchive: { readableBy: ["arn:aws:iam::123456789012:role/auditors"] },
  }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: acr("urn:example:mfa") }),
      awsIam(),
    ],
  },
  access: [
    { who: oidcGroup("payments-dev"), persona: "viewer", namespaces: ["payments"] },
    { who: oidcGroup("payments-engineers"), persona: "developer", namespaces: ["payments"] },
    { who: oidcGroup("security-audit"), persona: "auditor" },
    { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } }],
  admission: { images: { registries: ["123456789012.dkr.ecr.eu-central-1.amazonaws.com"] } },
  // What pods write; the control plane's own records are in CloudWatch.
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      pods: {
        image:
          "123456789012.dkr.ecr.eu-central-1.amazonaws.com/otel/collector@sha256:3f1d5e0c9b7a48266f0e1d2c3b4a59687f6e5d4c3b2a19080f1e2d3c4b5a6978",
        reachedAt: ["10.30.4.0/28"],
      },
    }),
  },
  breakGlass: { people: ["alice", "bob"] },
});

/** A cluster on the plant's own machines. */
export const plant = defineCluster({
  name: "plant-berlin",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: dataCenter({
    apiServerName: "api.plant-berlin.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
    nodeRanges: ["10.40.0.0/24"],
    sshReachableFrom: [{ cidr: "10.41.9.0/28", why: "administrator bastion" }],
  }),
  apiServer: {
    reachableFrom: [
      { cidr: "10.41.0.0/16", why: "plant office network" },
      { cidr: "10.8.0.0/16", why: "corporate VPN" },
    ],
  },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("mfa", "hwk") }),
      clientCertificates(),
      serviceAccountTokens(),
    ],
  },
  access: [
    { who: oidcGroup("plant-operators"), persona: "viewer", namespaces: ["telemetry"] },
    { who: oidcGroup("plant-platform"), persona: "operator" },
    { who: serviceAccount("telemetry", "metrics"), persona: "watcher", namespaces: ["telemetry"] },
    { who: certificateGroup("plant-recovery"), persona: "recovery" },
  ],
  tenants: [
    {
      name: "telemetry",
      quota: { cpu: "16", memory: "64Gi", pods: 120 },
      attributes: [{ name: "department", value: "production" }],
    },
  ],
  admission: { images: { registries: ["registry.plant-berlin.example.com"] } },
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      bufferMiB: 20_480,
      load: { auditEventsPerSecond: 2, containerLinesPerSecond: 5, outageHours: 168, uplinkKilobitsPerSecond: 10_000 },
    }),
  },
  breakGlass: { people: ["alice", "bob"], longestMinutes: 30 },
  attributeRules: [
    {
      attribute: "department",
      claim: "department",
      must: "equal-namespace",
      namespaces: ["telemetry"],
      why: "machines are changed by production alone",
    },
    {
      attribute: "ticket",
      claim: "change_ticket",
      must: "be-present",
      namespaces: ["telemetry"],
      why: "every change has a ticket",
    },
  ],
});

/** A cluster on one small machine in a shop, behind the shop's router. */
export const store = defineCluster({
  name: "store-lyon",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: edge({
    apiServerName: "api.store-lyon.example.com",
    node: { name: "store-1", address: "192.168.7.10" },
    registryMirrors: ["https://registry.store-lyon.example.com"],
    sshReachableFrom: [{ cidr: "10.9.0.0/28", why: "support tunnel" }],
    auditDiskMiB: 4096,
  }),
  apiServer: { reachableFrom: [{ cidr: "10.9.0.0/24", why: "operations tunnel" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("mfa", "hwk") }),
      clientCertificates(),
    ],
  },
  access: [
    { who: oidcGroup("store-operators"), persona: "viewer", namespaces: ["tills"] },
    { who: certificateGroup("store-recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "tills", quota: { cpu: "4", memory: "8Gi", pods: 40 } }],
  // A week without the uplink: one event a second of 1.5 kB is 0.9 GB, and half of a third of the budget waits for them.
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      bufferMiB: 8192,
      load: { auditEventsPerSecond: 1, containerLinesPerSecond: 1, outageHours: 168, uplinkKilobitsPerSecond: 1000 },
    }),
  },
  breakGlass: { people: ["alice", "bob"] },
  abac: [
    {
      who: oidcGroup("inventory"),
      namespace: "tills",
      apiGroup: "",
      resource: "configmaps",
      why: "the inventory program knows no roles",
    },
  ],
});
