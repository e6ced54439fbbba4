import {
  acr,
  amr,
  awsIam,
  certificateGroup,
  clientCertificates,
  cloud,
  dataCenter,
  iamRole,
  oidc,
  oidcGroup,
  defineCluster,
} from "portcullis";
import type { CloudClusterInput, DataCenterClusterInput } from "portcullis";

/** The cloud cluster that most tests start from; a copy each, free to be changed. */
export function paymentsInput(): CloudClusterInput {
  return {
    name: "payments-prod",
    baseline: 1,
    kubernetesVersion: "1.35",
    profile: cloud({
      region: "eu-central-1",
      network: { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] },
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
      { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" },
    ],
    tenants: [{ name: "payments", quota: { cpu: "40", memory: "160Gi", pods: 300 } }],
  };
}

/** The data-center cluster that most tests start from; a copy each, free to be changed. */
export function plantInput(): DataCenterClusterInput {
  return {
    name: "plant-berlin",
    baseline: 1,
    kubernetesVersion: "1.35",
    profile: dataCenter({
      apiServerName: "api.plant-berlin.example.com",
      controlPlaneNodes: [{ name: "cp-1", address: "10.40.0.11" }],
      nodeRanges: ["10.40.0.0/24"],
      sshReachableFrom: [{ cidr: "10.41.9.0/28", why: "administrators bastion" }],
    }),
    apiServer: {
      reachableFrom: [
        { cidr: "10.42.0.0/16", why: "plant office network" },
        { cidr: "10.8.0.0/16", why: "corporate VPN" },
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
    tenants: [{ name: "telemetry", quota: { cpu: "16", memory: "64Gi", pods: 120 } }],
  };
}

/** The checked form of `paymentsInput()`. */
export const paymentsSpec = defineCluster(paymentsInput());

/** The checked form of `plantInput()`. */
export const plantSpec = defineCluster(plantInput());
