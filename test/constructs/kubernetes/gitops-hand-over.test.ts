import "portcullis/testing/jest";
import { App, ApiObject, Chart, JsonPatch } from "cdk8s";
import {
  type DeliveryInput,
  defineCluster,
  formatIssue,
  InvalidCluster,
  parseCluster,
  type TenantDeliveryInput,
} from "portcullis";
import { ClusterChart, GitOpsHandOver, TenantNamespace } from "portcullis/kubernetes";
import { CLOUD_CAPABILITIES } from "portcullis/profiles/cloud";
import { DATA_CENTER_CAPABILITIES } from "portcullis/profiles/data-center";
import { EDGE_CAPABILITIES } from "portcullis/profiles/edge";
import { stringify } from "yaml";
import { InvalidInput } from "../../../lib/spec/invalid-input";
import { paymentsInput } from "../../example-clusters";
import { expectGolden } from "../../golden";
import { plantInput } from "../../plant-cluster";
import { storeInput } from "../../store-cluster";

const DIGEST = `sha256:${"0123456789abcdef".repeat(4)}`;
const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const quota = { cpu: "4", memory: "8Gi", pods: 20 };
const registry = { cidr: "10.41.7.20/32", why: "registry of the plant" };

const artifact: TenantDeliveryInput = {
  name: "sensors",
  tenant: "telemetry",
  from: {
    kind: "oci",
    repository: "registry.example.com/telemetry/manifests",
    digest: DIGEST,
    publicKeys: "cosign-keys",
  },
};
const commit: TenantDeliveryInput = {
  name: "dashboards",
  tenant: "telemetry",
  from: {
    kind: "git",
    repository: "https://git.example.com/telemetry/dashboards",
    commit: COMMIT,
    publicKeys: "signers",
    credentials: "git-login",
  },
  path: "overlays/production",
};
const delivery: DeliveryInput = { controllers: "flux-system", sourcesAt: [registry], deliveries: [artifact, commit] };

/** The plant with a delivery, some of it changed. */
function plantWith(change: object = {}, first: object = {}) {
  return {
    ...plantInput(),
    tenants: ["telemetry", "flux-system"].map((name) => ({ name, quota })),
    delivery: { ...delivery, deliveries: [{ ...artifact, ...first }, commit], ...change },
  };
}

function issuesOf(input: unknown): readonly string[] {
  const answer = parseCluster(input);
  return answer.ok ? [] : answer.issues.map((issue) => formatIssue(issue).replace(/\s+/g, " "));
}

interface Written {
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string };
}

/** What a description's delivery writes, of all that its chart writes. */
function handedOver(input: Parameters<typeof defineCluster>[0]) {
  const spec = defineCluster(input);
  const chart = new ClusterChart(new App(), spec.name, { spec });
  expect(chart).toBeAccepted();
  const place = `${chart.node.path}/manifests/delivery/`;
  const objects = chart.node
    .findAll()
    .filter((node): node is ApiObject => ApiObject.isApiObject(node) && node.node.path.startsWith(place));
  return { chart, written: objects.map((object) => object.toJson() as Written) };
}

describe("the description of a delivery", () => {
  test("is accepted on every profile, with the API server's place where the profile does not tell it", () => {
    expect(issuesOf(plantWith())).toEqual([]);
    const tenants = ["telemetry", "flux-system"].map((name) => ({ name, quota }));
    const access = (input: ReturnType<typeof storeInput>) =>
      input.access.filter(({ persona }) => persona === "recovery");
    const viewers = [{ who: { method: "oidc", group: "dev" }, persona: "viewer", namespaces: ["telemetry"] }] as const;
    expect(
      issuesOf({ ...storeInput({ abac: [] }), tenants, access: [...access(storeInput()), ...viewers], delivery }),
    ).toEqual([]);
    const payments = paymentsInput();
    const cloudAccess = [...payments.access.filter(({ persona }) => persona === "recovery"), ...viewers];
    const apiServerAt = [{ cidr: "10.20.0.0/19", why: "subnets of the control plane" }];
    expect(issuesOf({ ...payments, tenants, access: cloudAccess, delivery: { ...delivery, apiServerAt } })).toEqual([]);
    expect(issuesOf({ ...payments, tenants, access: cloudAccess, delivery })).toEqual([
      expect.stringContaining("delivery.apiServerAt [missing]"),
    ]);
    expect(issuesOf({ ...payments, tenants, access: cloudAccess, delivery: { ...delivery, apiServerAt: [] } })).toEqual(
      [expect.stringContaining("delivery.apiServerAt [missing]")],
    );
  });

  const oci = artifact.from;
  const git = commit.from;
  test.each<[string, object, object, string]>([
    ["a tag", {}, { from: { ...oci, digest: "latest" } }, "deliveries[0].from.digest [malformed]"],
    [
      "a digest in capitals",
      {},
      { from: { ...oci, digest: DIGEST.toUpperCase() } },
      "deliveries[0].from.digest [malformed]",
    ],
    [
      "a tag in the repository",
      {},
      { from: { ...oci, repository: "registry.example.com/a:1.0" } },
      "from.repository [malformed]",
    ],
    [
      "a scheme in the repository",
      {},
      { from: { ...oci, repository: "http://registry.example.com/a" } },
      "leave the scheme out",
    ],
    ["a branch", {}, { from: { ...git, commit: "main" } }, "deliveries[0].from.commit [malformed]"],
    ["a short commit", {}, { from: { ...git, commit: "0123abc" } }, "deliveries[0].from.commit [malformed]"],
    ["plain http", {}, { from: { ...git, repository: "http://git.example.com/a" } }, "use https"],
    ["ssh", {}, { from: { ...git, repository: "ssh://git@git.example.com/a" } }, "from.repository [malformed]"],
    [
      "a host without a repository",
      {},
      { from: { ...git, repository: "https://git.example.com" } },
      "add the repository's path",
    ],
    [
      "a password in the address",
      {},
      { from: { ...git, repository: "https://ci:hunter2@git.example.com/a" } },
      "(a URL with credentials)",
    ],
    [
      "a source without keys",
      {},
      { from: { kind: "oci", repository: "registry.example.com/a", digest: DIGEST } },
      "from.publicKeys [missing]",
    ],
    ["a source of another kind", {}, { from: { ...oci, kind: "bucket" } }, "deliveries[0].from.kind"],
    ["a token instead of a digest", {}, { from: { ...oci, digest: "${TfToken[TOKEN.1]}" } }, "[token]"],
    ["a way out of the source", {}, { path: "../other" }, "deliveries[0].path [malformed]"],
    ["an absolute folder", {}, { path: "/etc" }, "deliveries[0].path [malformed]"],
    ["a tenant that is not declared", {}, { tenant: "payments" }, "deliveries[0].tenant [unresolved-name]"],
    ["the controllers' own namespace", {}, { tenant: "flux-system" }, "deliveries[0].tenant [not-allowed]"],
    ["two of one name in a tenant", {}, { name: "dashboards" }, "[duplicate]"],
    [
      "controllers in no tenant's namespace",
      { controllers: "kube-system" },
      {},
      "delivery.controllers [unresolved-name]",
    ],
    ["no address of any source", { sourcesAt: [] }, {}, "delivery.sourcesAt [out-of-bounds]"],
    [
      "everywhere as the address of sources",
      { sourcesAt: [{ cidr: "0.0.0.0/0", why: "anywhere" }] },
      {},
      "delivery.sourcesAt[0].cidr [open-range]",
    ],
    [
      "many addresses of sources that are too many together",
      {
        sourcesAt: Array.from({ length: 5 }, (_, index) => ({
          cidr: `93.184.${index * 2}.0/24`,
          why: "part of a host",
        })),
      },
      {},
      "delivery.sourcesAt [open-range]",
    ],
    [
      "the API server's place where the profile tells it",
      { apiServerAt: [registry] },
      {},
      "delivery.apiServerAt [not-on-this-profile]",
    ],
    ["a key that nobody knows", { webhook: true }, {}, "[unknown-key]"],
  ])("refuses %s", (_, change, first, words) => {
    expect(issuesOf(plantWith(change, first)).join("\n")).toContain(words);
  });
});

describe("what is handed over", () => {
  test("is this, for an artifact and a commit", () => {
    const { written } = handedOver(plantWith());
    const kinds = ["OCIRepository", "GitRepository", "Kustomization"];
    const text = (objects: readonly Written[]) => objects.map((object) => stringify(object)).join("---\n");
    expectGolden("manifests/delivery-sources.yaml", text(written.filter(({ kind }) => kinds.includes(kind))));
    expectGolden("manifests/delivery-account.yaml", text(written.filter(({ kind }) => /Account|Role/.test(kind))));
    expectGolden("manifests/delivery-network.yaml", text(written.filter(({ kind }) => kind === "NetworkPolicy")));
    expect(written).toHaveLength(11);
  });

  test("is one account for a tenant, whatever it is delivered, and the same bytes in any order", () => {
    const { written } = handedOver(plantWith());
    const other = handedOver(plantWith({ deliveries: [commit, artifact] })).written;
    expect(other).toEqual(written);
    expect(written.filter(({ kind }) => kind === "ServiceAccount").map(({ metadata }) => metadata.namespace)).toEqual([
      "telemetry",
    ]);
  });

  test("keeps every address when a delivery comes before another", () => {
    const paths = (input: Parameters<typeof defineCluster>[0]) => {
      const spec = defineCluster(input);
      return new ClusterChart(new App(), spec.name, { spec }).node.findAll().map(({ node }) => node.path);
    };
    const before = paths(plantWith());
    const more = paths(plantWith({ deliveries: [{ ...artifact, name: "alarms" }, artifact, commit] }));
    expect(more).toEqual(expect.arrayContaining(before));
    expect(more.filter((path) => !before.includes(path))).toEqual([
      "plant-berlin/manifests/delivery/source-telemetry-alarms",
      "plant-berlin/manifests/delivery/apply-telemetry-alarms",
    ]);
  });

  test("does nothing where the description has no delivery", () => {
    const spec = defineCluster(plantInput());
    expect(new ClusterChart(new App(), spec.name, { spec }).manifests.handOver).toBeUndefined();
  });

  test("stands alone in anybody's chart, and is checked there", () => {
    const alone = (change: Partial<ConstructorParameters<typeof GitOpsHandOver>[2]>) => {
      const chart = new Chart(new App(), "team");
      for (const name of ["flux-system", "telemetry"])
        new TenantNamespace(chart, name, { tenant: { name, quota }, kubernetesVersion: "1.36" });
      new GitOpsHandOver(chart, "hand-over", { delivery, controlPlane: ["10.40.0.11", "fd00:40::11"], ...change });
      return chart;
    };
    expect(alone({})).toBeAccepted();
    expect(alone({ controlPlane: undefined, delivery: { ...delivery, apiServerAt: [registry] } })).toBeAccepted();
    for (const [change, error] of [
      [{ controlPlane: [] }, InvalidInput],
      [{ controlPlane: ["0.0.0.0/0"] }, InvalidInput],
      [{ controlPlane: ["everywhere"] }, InvalidInput],
      [{ delivery: { ...delivery, apiServerAt: [registry] } }, InvalidInput],
      [{ delivery: { ...delivery, sourcesAt: [] } }, InvalidCluster],
      [{ delivery: { ...delivery, deliveries: [artifact, artifact] } }, InvalidCluster],
    ] as const) {
      expect(() => alone(change)).toThrow(error);
    }
  });
});

describe("a colleague's change of what is handed over", () => {
  const DIGEST_AT = "/spec/ref/digest";
  test.each<[string, string, (handOver: GitOpsHandOver) => void]>([
    [
      "a tag instead of the digest",
      "deliveries-are-pinned",
      ({ deliveries }) =>
        source(deliveries).addJsonPatch(JsonPatch.remove(DIGEST_AT), JsonPatch.add("/spec/ref/tag", "latest")),
    ],
    [
      "a registry without TLS",
      "deliveries-are-pinned",
      ({ deliveries }) => source(deliveries).addJsonPatch(JsonPatch.replace("/spec/insecure", true)),
    ],
    [
      "another scheme",
      "deliveries-are-pinned",
      ({ deliveries }) =>
        source(deliveries).addJsonPatch(JsonPatch.replace("/spec/url", "http://registry.example.com/a")),
    ],
    [
      "no signature",
      "deliveries-are-signed",
      ({ deliveries }) => source(deliveries).addJsonPatch(JsonPatch.remove("/spec/verify")),
    ],
    [
      "the controller's own rights",
      "deliveries-stay-inside",
      ({ deliveries }) => kustomization(deliveries).addJsonPatch(JsonPatch.remove("/spec/serviceAccountName")),
    ],
    [
      "another namespace",
      "deliveries-stay-inside",
      ({ deliveries }) =>
        kustomization(deliveries).addJsonPatch(JsonPatch.replace("/spec/targetNamespace", "flux-system")),
    ],
    [
      "somebody else's source",
      "deliveries-stay-inside",
      ({ deliveries }) =>
        kustomization(deliveries).addJsonPatch(JsonPatch.add("/spec/sourceRef/namespace", "flux-system")),
    ],
    [
      "secrets too",
      "no-wildcard-roles",
      ({ accounts }) => role(accounts).addJsonPatch(JsonPatch.add("/rules/0/resources/-", "secrets")),
    ],
    [
      "rights for people",
      "no-wildcard-roles",
      ({ accounts }) =>
        binding(accounts).addJsonPatch(JsonPatch.add("/subjects/-", { kind: "Group", name: "oidc:dev" })),
    ],
    [
      "rights for every pod of another namespace",
      "no-wildcard-roles",
      ({ accounts }) => binding(accounts).addJsonPatch(JsonPatch.replace("/subjects/0/namespace", "default")),
    ],
    [
      "the whole internet for the controllers",
      "hardened-namespace",
      ({ networkPolicies }) =>
        networkPolicies
          .get("delivery-api-server")
          ?.addJsonPatch(JsonPatch.replace("/spec/egress/0/to/0/ipBlock/cidr", "0.0.0.0/0")),
    ],
    [
      "the whole internet for the one that fetches",
      "hardened-namespace",
      ({ networkPolicies }) =>
        networkPolicies
          .get("delivery-sources")
          ?.addJsonPatch(JsonPatch.replace("/spec/egress/0/to/0/ipBlock/cidr", "0.0.0.0/0")),
    ],
    [
      "everybody to the one that hands out",
      "hardened-namespace",
      ({ networkPolicies }) =>
        networkPolicies.get("delivery-artifacts")?.addJsonPatch(JsonPatch.remove("/spec/ingress/0/from")),
    ],
    [
      "a field that nobody looked at",
      "known-shapes",
      ({ deliveries }) => source(deliveries).addJsonPatch(JsonPatch.add("/spec/include", [])),
    ],
  ])("refuses %s", (_, rule, change) => {
    const { chart } = handedOver(plantWith());
    const handOver = (chart as ClusterChart).manifests.handOver;
    if (handOver === undefined) throw new Error("nothing is handed over");
    change(handOver);
    expect(chart).toBeRefusedBy(rule);
  });

  const of = <T>(value: T | undefined): T => {
    if (value === undefined) throw new Error("it is not there");
    return value;
  };
  const source = (deliveries: GitOpsHandOver["deliveries"]) => of(deliveries.get("telemetry/sensors")).source;
  const kustomization = (deliveries: GitOpsHandOver["deliveries"]) =>
    of(deliveries.get("telemetry/sensors")).kustomization;
  const role = (accounts: GitOpsHandOver["accounts"]) =>
    of(accounts.get("telemetry")?.find(({ kind }) => kind === "Role"));
  const binding = (accounts: GitOpsHandOver["accounts"]) =>
    of(accounts.get("telemetry")?.find(({ kind }) => kind === "RoleBinding"));
});

test("every profile answers for delivery by pull", () => {
  expect(
    [CLOUD_CAPABILITIES, DATA_CENTER_CAPABILITIES, EDGE_CAPABILITIES].map((table) => table["delivery-by-pull"].kind),
  ).toEqual(["compensated", "native", "native"]);
});
