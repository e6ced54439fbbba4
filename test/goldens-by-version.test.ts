import { App as ChartApp } from "cdk8s";
import { App, type TerraformStack } from "cdktf";
import { type ClusterInput, type ClusterSpec, defineCluster } from "portcullis";
import { ClusterChart } from "portcullis/kubernetes";
import { CloudClusterStack, localBackend } from "portcullis/profiles/cloud";
import { DataCenterClusterStack } from "portcullis/profiles/data-center";
import { EdgeClusterStack } from "portcullis/profiles/edge";
import { parse, stringify } from "yaml";
import type { CloudClusterSpec, DataCenterClusterSpec, EdgeClusterSpec } from "../lib/spec/cluster-spec";
import { KUBERNETES_VERSIONS, type KubernetesVersion } from "../lib/spec/kubernetes-version";
import { paymentsInput } from "./example-clusters";
import { expectGolden } from "./golden";
import { plantInput } from "./plant-cluster";
import { storeInput } from "./store-cluster";
import { documentOf } from "./terraform-document";

type Artifacts = Readonly<Record<string, string>>;

const nodes = [
  { name: "general", instanceTypes: ["m7g.large"], min: 2, max: 6, desired: 2, os: "bottlerocket", diskGiB: 40 },
  { name: "batch", instanceTypes: ["m7g.large"], min: 0, max: 6, desired: 0, os: "al2023", diskGiB: 40 },
] as const;

/** The profiles, each with the description that stands for it and what it writes, artifact by artifact. */
const PROFILES: Readonly<Record<string, { input: () => ClusterInput; artifacts: (spec: ClusterSpec) => Artifacts }>> = {
  cloud: {
    input: () => ({ ...paymentsInput(), profile: { ...paymentsInput().profile, nodes } }),
    artifacts: (spec) => {
      const { resource } = documentOf(
        new CloudClusterStack(new App(), "x", { spec: spec as CloudClusterSpec, backend: localBackend() }),
      );
      return Object.fromEntries(
        Object.entries(resource).flatMap(([type, named]) =>
          Object.entries(named).map(([name, body]) => [
            `${type}.${name}.json`,
            `${JSON.stringify(body, undefined, 2)}\n`,
          ]),
        ),
      );
    },
  },
  "data-center": {
    input: plantInput,
    artifacts: (spec) => filesOf(new DataCenterClusterStack(new App(), "x", { spec: spec as DataCenterClusterSpec })),
  },
  edge: {
    input: storeInput,
    artifacts: (spec) => filesOf(new EdgeClusterStack(new App(), "x", { spec: spec as EdgeClusterSpec })),
  },
};

/** The files that the user data of a stack's first machine writes, by the end of their path; and the rest of it. */
function filesOf(stack: TerraformStack): Artifacts {
  const [machine] = Object.values(documentOf(stack).resource.terraform_data ?? {});
  const { user_data } = (machine?.input ?? { user_data: "" }) as { user_data: string };
  const { write_files, ...rest } = parse(user_data, { version: "1.1" }) as {
    write_files: readonly { path: string; content: string }[];
  };
  const files = write_files.map(({ path, content }) => [path.split("/").slice(-2).join("-"), content] as const);
  expect(new Set(files.map(([name]) => name)).size).toBe(files.length);
  return { ...Object.fromEntries(files), "user-data-outline.yaml": stringify(rest) };
}

function manifestsOf(spec: ClusterSpec): Artifacts {
  const objects = new ClusterChart(new ChartApp(), spec.name, { spec }).toJson() as {
    kind: string;
    metadata: { name: string };
  }[];
  return Object.fromEntries(
    objects.map((object) => [`${object.kind}-${object.metadata.name}.yaml`, stringify(object)]),
  );
}

/** What a profile writes for each version. */
function byVersion(profile: string): ReadonlyMap<KubernetesVersion, Artifacts> {
  const { input, artifacts } = PROFILES[profile] ?? { input: plantInput, artifacts: () => ({}) };
  return new Map(
    KUBERNETES_VERSIONS.map((kubernetesVersion) => {
      const spec = defineCluster({ ...input(), kubernetesVersion } as ClusterInput);
      return [kubernetesVersion, { ...artifacts(spec), ...manifestsOf(spec) }];
    }),
  );
}

// What is not named here is the same for every version, so that its one golden stands for all. A version that changes more is seen.
test.each<[string, readonly string[]]>([
  [
    "cloud",
    [
      "Namespace-payments.yaml",
      "aws_eks_cluster.cluster_eks_BEF5B623.json",
      "aws_eks_node_group.cluster_nodes_group-batch.json",
      "aws_eks_node_group.cluster_nodes_group-general.json",
    ],
  ],
  [
    "data-center",
    ["Namespace-telemetry.yaml", "api-server-admission.yaml", "policies-policies.yaml", "portcullis-kubeadm.yaml"],
  ],
  ["edge", ["Namespace-tills.yaml", "api-server-admission.yaml", "policies-policies.yaml"]],
])("what %s writes differently for each version of Kubernetes is as the goldens say", (profile, expected) => {
  const versions = byVersion(profile);
  const names = [...new Set([...versions.values()].flatMap((artifacts) => Object.keys(artifacts)))];
  const missing = [...versions].flatMap(([version, artifacts]) =>
    names.filter((name) => artifacts[name] === undefined).map((name) => `${version} ${name}`),
  );
  // Earlier ones read no policies from disk.
  const early = profile === "cloud" ? [] : ["1.34", "1.35", "1.36"];
  expect(missing).toEqual(early.map((version) => `${version} policies-policies.yaml`));
  const differing = names
    .filter((name) => new Set([...versions.values()].map((artifacts) => artifacts[name])).size > 1)
    .sort();
  expect(differing.map((name) => name.replace(/(group-\w+)_[0-9A-F]{8}\.json$/, "$1.json"))).toEqual(expected);
  for (const [version, artifacts] of versions) {
    // kubeadm's goldens stand beside the other files of its machine.
    for (const name of differing.filter((one) => one !== "portcullis-kubeadm.yaml" && artifacts[one] !== undefined))
      expectGolden(`versions/${version}/${profile}/${name}`, artifacts[name] ?? "");
  }
});
