import type { FactBase } from "./fact-base";

/**
 * What containerd is told on a machine of a cluster: values by their keys, joined by `/`
 * (`plugins/io.containerd.grpc.v1.cri/sandbox_image`); undefined when nothing is delivered, and the image's own counts.
 */
export interface ContainerdConfigurationFact extends FactBase {
  readonly kind: "containerd-configuration";
  readonly settings: Readonly<Record<string, string | number | boolean>> | undefined;
}
