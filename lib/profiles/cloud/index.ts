export { type Backend, localBackend, s3Backend, type S3BackendProps } from "./backends";
export { CLOUD_CAPABILITIES } from "./capabilities";
export { CloudCluster, type CloudClusterProps } from "./cloud-cluster";
export { ClusterNodes, type ClusterNodesProps } from "./cluster-nodes";
export { CloudClusterStack, type CloudClusterStackProps } from "./cloud-cluster-stack";
export type { Capabilities, Capability, Control } from "../control";
