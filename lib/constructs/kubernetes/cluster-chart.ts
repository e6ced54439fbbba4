import { Chart } from "cdk8s";
import type { Construct } from "constructs";
import type { ClusterSpec } from "../../spec/cluster-spec";
import { ClusterManifests } from "./cluster-manifests";

/** The cluster to write a chart for. */
export interface ClusterChartProps {
  readonly spec: ClusterSpec;
}

/** A chart with everything that a described cluster must hold. One app per cluster keeps cdk8s fast. */
export class ClusterChart extends Chart {
  readonly manifests: ClusterManifests;

  constructor(scope: Construct, id: string, props: ClusterChartProps) {
    super(scope, id);
    this.manifests = new ClusterManifests(this, "manifests", { spec: props.spec });
  }
}
