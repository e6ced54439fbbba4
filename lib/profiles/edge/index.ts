export { EDGE_CAPABILITIES } from "./capabilities";
export { EdgeCluster, type EdgeClusterProps } from "./edge-cluster";
export { EdgeClusterStack, type EdgeClusterStackProps } from "./edge-cluster-stack";
