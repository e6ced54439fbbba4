import {
  acr,
  amr,
  awsIam,
  type CloudClusterInput,
  certificateGroup,
  clientCertificates,
  cloud,
  type DataCenterClusterInput,
  dataCenter,
  type EdgeClusterInput,
  edge,
  iamRole,
  oidc,
  oidcGroup,
  otlp,
  type ParsedCluster,
} from "portcullis";

/** A right cloud cluster that uses every field. */
export const CLOUD: CloudClusterInput = {
  name: "payments-prod",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: cloud({
    region: "eu-central-1",
    network: {
      cidr: "10.20.0.0/16",
      zones: ["eu-central-1a", "eu-central-1b"],
      awsServices: [{ service: "elasticloadbalancing", why: "load balancer controller" }],
      egress: { mode: "nat", why: "payment provider" },
    },
    nodes: [
      {
        name: "general",
        instanceTypes: ["m7g.large", "m6g.large"],
        min: 2,
        max: 6,
        desired: 3,
        os: "bottlerocket",
        diskGiB: 80,
      },
    ],
    addOnVersions: {
      coreDns: "v1.12.4-eksbuild.1",
      kubeProxy: "v1.35.0-eksbuild.2",
      podIdentityAgent: "v1.3.9-eksbuild.3",
      vpcCni: "v1.20.4-eksbuild.1",
    },
    logArchive: { retentionDays: 700, readableBy: ["arn:aws:iam::123456789012:role/auditors"] },
  }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      oidc({
        issuer: "https://login.example.com",
        clientId: "kubernetes",
        mfa: acr("urn:example:mfa"),
        usernameClaim: "email",
        groupsClaim: "roles",
      }),
      awsIam(),
    ],
  },
  access: [
    { who: oidcGroup("payments-dev"), persona: "viewer", namespaces: ["payments"] },
    { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" },
  ],
  tenants: [{ name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } }],
  logs: {
    retentionDays: 500,
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      minimumTlsVersion: "1.2",
      bufferMiB: 1024,
      load: { auditEventsPerSecond: 0, containerLinesPerSecond: 0.5, outageHours: 72, uplinkKilobitsPerSecond: 512 },
      pods: {
        image: `registry.example.com:5000/otel/collector@sha256:${"0123456789abcdef".repeat(4)}`,
        reachedAt: ["10.30.4.0/28", "fd00:4::/64"],
      },
    }),
  },
  admission: {
    images: { registries: ["registry.example.com:5000/payments", "ghcr.io/our-team"] },
    exceptions: [
      { kind: "ClusterRole", name: "flux:edit", why: "the pull agent applies everything" },
      { kind: "RoleBinding", namespace: "flux-system", name: "flux", why: "the pull agent applies everything" },
    ],
    platformNamespaces: [{ name: "ingress", why: "traffic comes in by it" }],
  },
  patches: [
    {
      target: { kind: "ResourceQuota", namespace: "payments", name: "tenant-quota" },
      operations: [
        { op: "test", path: "/spec/hard/services", value: 100 },
        { op: "replace", path: "/spec/hard/services", value: 300 },
        { op: "copy", from: "/metadata/name", path: "/metadata/labels" },
        { op: "move", from: "/spec/a", path: "/spec/b" },
        { op: "remove", path: "/spec/b" },
      ],
      reason: "one Service for each shop",
    },
  ],
};

/** A right data-center cluster that uses every field. */
export const DATA_CENTER: DataCenterClusterInput = {
  name: "plant-berlin",
  baseline: 1,
  kubernetesVersion: "1.36",
  profile: dataCenter({
    apiServerName: "api.plant-berlin.example.com",
    controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
    nodeRanges: ["10.40.0.0/24"],
    podRange: "10.245.0.0/16",
    serviceRange: "10.112.0.0/16",
    sshReachableFrom: [{ cidr: "10.41.9.0/28", why: "bastion of the administrators" }],
  }),
  apiServer: {
    reachableFrom: [
      { cidr: "10.41.0.0/16", why: "plant office network" },
      { cidr: "8.8.4.0/24", why: "partner" },
    ],
  },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: amr("mfa", "hwk") }),
      clientCertificates(),
    ],
  },
  access: [
    { who: oidcGroup("plant-operators"), persona: "viewer", namespaces: ["telemetry"] },
    { who: certificateGroup("plant-recovery"), persona: "recovery" },
  ],
  tenants: [
    {
      name: "telemetry",
      quota: { cpu: "16", memory: "64Gi", pods: 120, storage: { size: "500Gi", claims: 20 } },
      limits: { cpu: "1", memory: "1Gi" },
      needsApiServer: true,
    },
  ],
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com",
      load: { auditEventsPerSecond: 2, containerLinesPerSecond: 0.5, outageHours: 24, uplinkKilobitsPerSecond: 512 },
    }),
    audit: {
      record: [
        {
          group: "",
          resources: ["persistentvolumeclaims", "pods/log"],
          level: "RequestResponse",
          namespaces: ["telemetry"],
          why: "auditor of the plant",
        },
      ],
      webhook: { url: "https://audit.example.com:8443/events", bufferEvents: 20_000, batchEvents: 1000 },
      diskMiB: 4096,
      onFullDisk: "refuseRequests",
    },
  },
  admission: {
    eventRateLimits: [
      { type: "Server", qps: 200, burst: 400 },
      { type: "Namespace", qps: 20, burst: 40, cacheSize: 500 },
      { type: "SourceAndObject", qps: 1, burst: 10 },
    ],
    plugins: ["OwnerReferencesPermissionEnforcement"],
  },
};

/** A right edge cluster that uses every field. */
export const EDGE: EdgeClusterInput = {
  name: "store-lyon",
  baseline: 1,
  kubernetesVersion: "1.36",
  profile: edge({
    apiServerName: "api.store-lyon.example.com",
    node: { name: "store-1", address: "192.168.7.10" },
    minimumTlsVersion: "1.2",
    registryMirrors: ["https://registry.store-lyon.example.com", "https://10.9.0.40:5000"],
    podRange: "10.52.0.0/16",
    serviceRange: "10.53.0.0/16",
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
  logs: {
    forwardTo: otlp({
      endpoint: "https://logs.example.com:4318",
      bufferMiB: 8192,
      load: { auditEventsPerSecond: 2, containerLinesPerSecond: 0.5, outageHours: 24, uplinkKilobitsPerSecond: 512 },
    }),
  },
};

type Steps = readonly (string | number)[];

/** A copy with another value at a place, written as in an issue; `REMOVED` takes the place away. */
export function changed(input: unknown, place: string, value: unknown): unknown {
  const steps = [...place.matchAll(/[^.[\]]+/g)].map(([step]) => (/^\d+$/.test(step) ? Number(step) : step));
  return changedAt(structuredClone(input), steps, value);
}

export const REMOVED = Symbol("removed");

function changedAt(input: unknown, [step, ...rest]: Steps, value: unknown): unknown {
  if (step === undefined) return value;
  if (Array.isArray(input)) return Object.assign([...input], { [step]: changedAt(input[Number(step)], rest, value) });
  const record = { ...(input as { readonly [key: string]: unknown }) };
  if (rest.length === 0 && value === REMOVED) delete record[step];
  else record[step] = changedAt(record[step], rest, value);
  return record;
}

/** `code path` of every issue, in the order reported. */
export function briefly(result: ParsedCluster): readonly string[] {
  return result.ok ? [] : result.issues.map((issue) => `${issue.code} ${issue.path}`);
}

/** A right data-center cluster of several machines that uses every field which one machine leaves out. */
export const LARGER_DATA_CENTER: DataCenterClusterInput = {
  ...DATA_CENTER,
  profile: {
    ...DATA_CENTER.profile,
    controlPlaneNodes: ["cp-1", "cp-2", "cp-3"].map((name, index) => ({ name, address: `10.40.0.${11 + index}` })),
    firstControlPlaneNode: "cp-2",
    virtualAddress: { address: "10.40.0.10", interface: "ens18" },
    workers: ["worker-1", "worker-2"].map((name, index) => ({ name, address: `10.40.0.${21 + index}` })),
    podNetwork: "calico-vxlan",
    minimumTlsVersion: "1.2",
  },
};
