export { DATA_CENTER_CAPABILITIES } from "./capabilities";
export { DataCenterCluster, type DataCenterClusterProps, type DeliverBySsh } from "./data-center-cluster";
export { DataCenterClusterStack, type DataCenterClusterStackProps } from "./data-center-cluster-stack";
