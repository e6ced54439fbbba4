import type { App, TerraformStack } from "cdktf";
import type { ClusterSpec } from "../spec/cluster-spec";
import type { FleetState } from "../fleet-file/state";

/**
 * Adds the ready-made stack of the cluster's profile. Each profile is loaded when the first cluster needs it: an edge site never
 * waits for the AWS provider.
 */
export function addStack(app: App, spec: ClusterSpec, state: FleetState): TerraformStack {
  const { localBackend, s3Backend } =
    require("../profiles/cloud/backends") as typeof import("../profiles/cloud/backends");
  const backend = state.kind === "s3" ? s3Backend(state) : localBackend();
  if (isOf(spec, "cloud")) {
    const { CloudClusterStack } =
      require("../profiles/cloud/cloud-cluster-stack") as typeof import("../profiles/cloud/cloud-cluster-stack");
    return new CloudClusterStack(app, spec.name, { spec, backend });
  }
  if (isOf(spec, "data-center")) {
    const { DataCenterClusterStack } =
      require("../profiles/data-center/data-center-cluster-stack") as typeof import("../profiles/data-center/data-center-cluster-stack");
    return new DataCenterClusterStack(app, spec.name, { spec, backend });
  }
  if (isOf(spec, "edge")) {
    const { EdgeClusterStack } =
      require("../profiles/edge/edge-cluster-stack") as typeof import("../profiles/edge/edge-cluster-stack");
    return new EdgeClusterStack(app, spec.name, { spec, backend });
  }
  const unforeseen: never = spec;
  return unforeseen;
}

function isOf<Kind extends ClusterSpec["profile"]["kind"]>(
  spec: ClusterSpec,
  kind: Kind,
): spec is Extract<ClusterSpec, { readonly profile: { readonly kind: Kind } }> {
  return spec.profile.kind === kind;
}
