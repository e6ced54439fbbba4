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
  tenants: [{ name: "shop", quota: { cpu: "20", memory: "80Gi", pods: 150 } }],
});
