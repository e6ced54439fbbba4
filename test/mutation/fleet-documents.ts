import { App as Manifests } from "cdk8s";
import { App, Testing, type TerraformStack } from "cdktf";
import { infrastructure } from "../../apps/fleet/infrastructure";
import { manifests } from "../../apps/fleet/manifests";
import { ClusterChart } from "../../lib/constructs/kubernetes";
import { ShopChart } from "../../apps/platform-team/manifests";
import type { WrittenDocument } from "../../lib/guardrails/document";
import { CloudClusterStack, localBackend } from "../../lib/profiles/cloud";
import { EdgeClusterStack } from "../../lib/profiles/edge";
import { defineCluster } from "../../lib/spec/define-cluster";
import { acr, oidc } from "../../lib/spec/factories/authentication";
import { oidcGroup } from "../../lib/spec/factories/subjects";
import { paymentsInput } from "../example-clusters";
import { clusterOfEveryMethod } from "../every-method";

/** What a cluster with every method and persona writes, which the fleet does not show all of. */
function everyMethod() {
  const spec = clusterOfEveryMethod();
  const stack = new EdgeClusterStack(new App(), spec.name, { spec });
  const app = new Manifests();
  new ClusterChart(app, spec.name, { spec });
  return { stack, app };
}

/** What a cluster in Auto Mode with a way out to named hosts writes: the fleet's has managed nodes and no way out. */
function autoMode() {
  const input = paymentsInput();
  const destinations = [
    { host: "api.example.com", why: "payment provider" },
    { host: "mirror.example.com", protocol: "http", why: "package mirror" },
  ] as const;
  const network = { cidr: "10.20.0.0/16", zones: ["eu-central-1a", "eu-central-1b"] };
  const spec = defineCluster({
    ...input,
    name: "payments-auto",
    authentication: {
      methods: [
        ...input.authentication.methods,
        oidc({
          name: "partners",
          issuer: "https://partners.example.com",
          clientId: "kubernetes",
          mfa: acr("urn:example:mfa"),
        }),
      ],
    },
    access: [...input.access, { who: oidcGroup("auditors", "partners"), persona: "auditor" }],
    profile: {
      ...input.profile,
      autoMode: {},
      podIdentities: [
        {
          namespace: "payments",
          serviceAccount: "reports",
          why: "writes the reports of the night",
          may: [{ actions: ["s3:GetObject", "s3:PutObject"], resources: ["arn:aws:s3:::payments-reports/*"] }],
        },
      ],
      network: { ...network, egress: { mode: "firewall", destinations } },
      logArchive: {},
    },
  });
  const stack = new CloudClusterStack(new App(), spec.name, { spec, backend: localBackend() });
  const app = new Manifests();
  new ClusterChart(app, spec.name, { spec });
  return { stack, app };
}

/** Everything that the example fleet writes, a cluster in Auto Mode, one with every method of logging in, and the manifests of a team that has others pulled, rendered once. */
export function fleetDocuments(): readonly WrittenDocument[] {
  const others = [everyMethod(), autoMode()];
  const stacks = [...infrastructure().node.children, ...others.map(({ stack }) => stack)].map(
    (stack): WrittenDocument => ({
      kind: "terraform",
      name: stack.node.id,
      content: JSON.parse(Testing.synth(stack as TerraformStack)),
      neighbours: [],
    }),
  );
  const apps = [...manifests(), ...others.map(({ app }) => app)];
  const charts = [...apps.flatMap((app) => app.charts), new ShopChart(new Manifests())].map(
    (chart): WrittenDocument => ({
      kind: "manifests",
      name: chart.node.id,
      objects: chart.toJson().map((content) => ({ content: JSON.parse(JSON.stringify(content)) as unknown })),
    }),
  );
  return [...stacks, ...charts];
}
