import { acr, awsIam, cloud, defineCluster, iamRole, oidc, oidcGroup } from "portcullis";

/** The one cluster of this team. Who reaches it stands here and nowhere else; clusters.test.ts says it a second time. */
export const shop = defineCluster({
  name: "shop-prod",
  baseline: 1,
  kubernetesVersion: "1.35",
  profile: cloud({ region: "eu-central-1" }),
  apiServer: { reachableFrom: [{ cidr: "10.8.0.0/16", why: "corporate VPN" }] },
  authentication: {
    methods: [
      oidc({ issuer: "https://login.example.com", clientId: "kubernetes", mfa: acr("urn:example:mfa") }),
      awsIam(),
    ],
  },
  access: [
    { who: oidcGroup("shop-dev"), persona: "viewer", namespaces: ["shop"] },
    { who: iamRole("arn:aws:iam::123456789012:role/platform-recovery"), persona: "recovery" },
  ],
  tenants: [
    { name: "shop", quota: { cpu: "20", memory: "80Gi", pods: 150 } },
    { name: "flux-system", quota: { cpu: "4", memory: "4Gi", pods: 10 } },
  ],
  // Nothing reaches the cluster to apply anything: Flux, in flux-system, pulls what this team has signed.
  delivery: {
    controllers: "flux-system",
    sourcesAt: [{ cidr: "10.60.1.0/28", why: "registry of the company" }],
    apiServerAt: [{ cidr: "10.60.8.0/22", why: "subnets of the control plane" }],
    deliveries: [
      {
        name: "front-end",
        tenant: "shop",
        from: {
          kind: "oci",
          repository: "registry.example.com/shop/manifests",
          digest: "sha256:4f53cda18c2baa0c0354bb5f9a3ecbe5ed12ab4d8e11ba873c2f11161202b945",
          publicKeys: "shop-signing-keys",
          credentials: "registry-login",
        },
        path: "overlays/production",
      },
    ],
  },
});
