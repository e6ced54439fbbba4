import type { ClusterNetworkPolicyFact } from "../../facts/cluster-network-policy";
import type { UnknownShapeFact } from "../../facts/unknown-shape";
import { known } from "../../value";
import { isObject } from "../fields";
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
export function readConfigMap(object: ReadObject): readonly (ClusterNetworkPolicyFact | UnknownShapeFact)[] {
  const enforced = object.ours ? enforcesNetworkPolicies(object) : undefined;
  if (enforced !== undefined)
    return [{ kind: "cluster-network-policy", place: object.place, ours: true, enforced: known(enforced) }];
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

/** Whether the one setting of the network of EKS Auto Mode is on; undefined where there is another one, or none. */
function enforcesNetworkPolicies({ name, namespace, content }: ReadObject): boolean | undefined {
  if (name !== "amazon-vpc-cni" || namespace !== "kube-system") return undefined;
  const { data, binaryData } = content;
  if (!isObject(data) || binaryData !== undefined || Object.keys(data).join() !== SWITCH) return undefined;
  return data[SWITCH] === "true";
}

const SWITCH = "enable-network-policy-controller";
