export { CLOUD_CAPABILITIES } from "./capabilities";
export { CloudCluster, type CloudClusterProps } from "./cloud-cluster";
export { CloudClusterStack, type CloudClusterStackProps } from "./cloud-cluster-stack";
export type { Capabilities, Capability, Control } from "../control";
