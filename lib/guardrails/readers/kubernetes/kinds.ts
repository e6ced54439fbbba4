/** The readers that turn an object into facts, by what they read. */
export type ObjectReader =
  | "namespace"
  | "namespace-content"
  | "role"
  | "role-binding"
  | "admission-policy"
  | "admission-policy-binding"
  | "service"
  | "flux-source"
  | "flux-kustomization"
  | "argo-application"
  | "workload"
  | "config-map"
  | "secret";

/** What is known of a kind: who reads it, why nobody needs to, or why nobody can judge it. */
export type KindTreatment =
  | { readonly treatment: "read"; readonly reader: ObjectReader }
  | { readonly treatment: "harmless"; readonly why: string }
  | { readonly treatment: "opens"; readonly why: string };

/** Kinds that a reader turns into facts, by `apiVersion/Kind`. */
const READ: Readonly<Record<string, ObjectReader>> = {
  "v1/ConfigMap": "config-map",
  "v1/LimitRange": "namespace-content",
  "v1/Namespace": "namespace",
  "v1/Pod": "workload",
  "v1/PodTemplate": "workload",
  "v1/ReplicationController": "workload",
  "v1/ResourceQuota": "namespace-content",
  "v1/Secret": "secret",
  "v1/Service": "service",
  "v1/ServiceAccount": "namespace-content",
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicy": "admission-policy",
  "admissionregistration.k8s.io/v1/ValidatingAdmissionPolicyBinding": "admission-policy-binding",
  "apps/v1/DaemonSet": "workload",
  "apps/v1/Deployment": "workload",
  "apps/v1/ReplicaSet": "workload",
  "apps/v1/StatefulSet": "workload",
  "argoproj.io/v1alpha1/Application": "argo-application",
  "batch/v1/CronJob": "workload",
  "batch/v1/Job": "workload",
  "kustomize.toolkit.fluxcd.io/v1/Kustomization": "flux-kustomization",
  "networking.k8s.io/v1/NetworkPolicy": "namespace-content",
  "rbac.authorization.k8s.io/v1/ClusterRole": "role",
  "rbac.authorization.k8s.io/v1/ClusterRoleBinding": "role-binding",
  "rbac.authorization.k8s.io/v1/Role": "role",
  "rbac.authorization.k8s.io/v1/RoleBinding": "role-binding",
  "source.toolkit.fluxcd.io/v1/GitRepository": "flux-source",
  "source.toolkit.fluxcd.io/v1/OCIRepository": "flux-source",
  "source.toolkit.fluxcd.io/v1beta2/OCIRepository": "flux-source",
};

/** Kinds that can neither open a path nor grant a right, whatever stands in them. */
const HARMLESS: Readonly<Record<string, string>> = {
  "v1/Event": "a note on what happened",
  "v1/PersistentVolumeClaim": "asks for storage; what it gets is a PersistentVolume's matter",
  "autoscaling/v1/HorizontalPodAutoscaler": "changes a number of replicas",
  "autoscaling/v2/HorizontalPodAutoscaler": "changes a number of replicas",
  "coordination.k8s.io/v1/Lease": "says who leads",
  "policy/v1/PodDisruptionBudget": "limits voluntary evictions",
  "scheduling.k8s.io/v1/PriorityClass": "orders pods in the scheduler's queue",
  "storage.k8s.io/v1/StorageClass": "names a provisioner and its parameters",
};

/** Kinds that open a path, grant a right or change what others are granted, and that no rule judges yet. */
const OPENING: Readonly<Record<string, string>> = {
  "v1/Binding": "puts a pod on a node, past the scheduler",
  "v1/Endpoints": "sends a Service's traffic to any address",
  "v1/Node": "vouches for a machine",
  "v1/PersistentVolume": "can mount a path of the node or a network share",
  "admissionregistration.k8s.io/v1/MutatingAdmissionPolicy": "changes objects after they were judged",
  "admissionregistration.k8s.io/v1/MutatingAdmissionPolicyBinding": "changes objects after they were judged",
  "admissionregistration.k8s.io/v1/MutatingWebhookConfiguration":
    "changes objects after they were judged, and sends them to a server",
  "admissionregistration.k8s.io/v1/ValidatingWebhookConfiguration": "sends objects, Secrets among them, to a server",
  "apiextensions.k8s.io/v1/CustomResourceDefinition": "adds kinds, and can send their objects to a conversion server",
  "apiregistration.k8s.io/v1/APIService": "hands a part of the API, with its users' credentials, to another server",
  "argoproj.io/v1alpha1/AppProject": "decides which sources, namespaces and kinds its applications may have",
  "argoproj.io/v1alpha1/ApplicationSet": "makes applications that stand in no judged document",
  "certificates.k8s.io/v1/CertificateSigningRequest": "asks for a client certificate",
  "certificates.k8s.io/v1/ClusterTrustBundle": "tells workloads whom to trust",
  "discovery.k8s.io/v1/EndpointSlice": "sends a Service's traffic to any address",
  "flowcontrol.apiserver.k8s.io/v1/FlowSchema": "decides whose requests the API server answers under load",
  "flowcontrol.apiserver.k8s.io/v1/PriorityLevelConfiguration":
    "decides whose requests the API server answers under load",
  "gateway.networking.k8s.io/v1/Gateway": "lets traffic into the cluster",
  "gateway.networking.k8s.io/v1/GRPCRoute": "lets traffic into the cluster",
  "gateway.networking.k8s.io/v1/HTTPRoute": "lets traffic into the cluster",
  "helm.cattle.io/v1/HelmChart": "installs objects that stand in no judged document",
  "helm.toolkit.fluxcd.io/v2/HelmRelease": "installs objects that stand in no judged document",
  "image.toolkit.fluxcd.io/v1/ImageUpdateAutomation": "writes to a source by itself",
  "networking.k8s.io/v1/Ingress": "lets traffic into the cluster",
  "networking.k8s.io/v1/IngressClass": "chooses who lets traffic into the cluster",
  "notification.toolkit.fluxcd.io/v1/Receiver": "lets whoever reaches its webhook start a delivery",
  "node.k8s.io/v1/RuntimeClass": "chooses how far pods are isolated from the node",
  "source.toolkit.fluxcd.io/v1/Bucket": "is a source whose content changes under its name",
  "source.toolkit.fluxcd.io/v1/HelmChart": "is a source that goes by a version, which its owner may publish again",
  "source.toolkit.fluxcd.io/v1/HelmRepository": "is a source that goes by versions, which its owner may publish again",
  "storage.k8s.io/v1/CSIDriver": "hands service account tokens to a storage driver",
};

/** What is known of a kind. A kind that no table names is not known at all. */
export function treatmentOf(apiVersion: string, kind: string): KindTreatment | undefined {
  const key = `${apiVersion}/${kind}`;
  const reader = lookUp(READ, key);
  if (reader !== undefined) return { treatment: "read", reader };
  const harmless = lookUp(HARMLESS, key);
  if (harmless !== undefined) return { treatment: "harmless", why: harmless };
  const opens = lookUp(OPENING, key);
  return opens === undefined ? undefined : { treatment: "opens", why: opens };
}

/** The whole table, one line a kind: what the golden list and the documentation show. */
export function describeKinds(): readonly string[] {
  const lines = [
    ...Object.entries(READ).map(([kind, reader]) => `${kind}: read as ${reader}`),
    ...Object.entries(HARMLESS).map(([kind, why]) => `${kind}: harmless, ${why}`),
    ...Object.entries(OPENING).map(([kind, why]) => `${kind}: not judged, ${why}`),
  ];
  return lines.sort();
}

function lookUp<T>(table: Readonly<Record<string, T>>, key: string): T | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
