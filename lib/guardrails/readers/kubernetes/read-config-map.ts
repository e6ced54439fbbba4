import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { type ReadObject, unjudged } from "./kubernetes-object";

/** ConfigMaps that configure the cluster itself, also where no namespace says so. */
const OF_THE_CLUSTER = [
  "aws-auth",
  "cluster-info",
  "coredns",
  "extension-apiserver-authentication",
  "kube-proxy",
  "kubeadm-config",
  "kubelet-config",
];

/** A ConfigMap is text that programs read, unless Kubernetes itself reads it: some grant rights, some configure every node. */
export function readConfigMap(object: ReadObject): readonly UnknownShapeFact[] {
  const ofTheCluster = object.namespace.startsWith("kube-") || OF_THE_CLUSTER.includes(object.name);
  if (!ofTheCluster) return [];
  return [
    unjudged(
      object.place,
      object.ours,
      `ConfigMap ${object.place.path.slice("ConfigMap/".length)}`,
      "Kubernetes reads its own configuration, and on Amazon EKS its users, from such ConfigMaps",
    ),
  ];
}
