/**
 * Under which name the API server serves the kinds that policies look at, by group and kind. What is not here is not guessed:
 * a policy for its group cannot be asked about it.
 */
const RESOURCES: Readonly<Record<string, string>> = {
  " ConfigMap": "configmaps",
  " Endpoints": "endpoints",
  " LimitRange": "limitranges",
  " Namespace": "namespaces",
  " PersistentVolumeClaim": "persistentvolumeclaims",
  " Pod": "pods",
  " ReplicationController": "replicationcontrollers",
  " ResourceQuota": "resourcequotas",
  " Secret": "secrets",
  " Service": "services",
  " ServiceAccount": "serviceaccounts",
  " Event": "events",
  " Node": "nodes",
  " PersistentVolume": "persistentvolumes",
  "admissionregistration.k8s.io MutatingWebhookConfiguration": "mutatingwebhookconfigurations",
  "admissionregistration.k8s.io ValidatingWebhookConfiguration": "validatingwebhookconfigurations",
  "apps ControllerRevision": "controllerrevisions",
  "apps DaemonSet": "daemonsets",
  "apps Deployment": "deployments",
  "apps ReplicaSet": "replicasets",
  "apps StatefulSet": "statefulsets",
  "batch CronJob": "cronjobs",
  "batch Job": "jobs",
  "certificates.k8s.io CertificateSigningRequest": "certificatesigningrequests",
  "networking.k8s.io Ingress": "ingresses",
  "networking.k8s.io IngressClass": "ingressclasses",
  "networking.k8s.io NetworkPolicy": "networkpolicies",
  "rbac.authorization.k8s.io ClusterRole": "clusterroles",
  "rbac.authorization.k8s.io ClusterRoleBinding": "clusterrolebindings",
  "rbac.authorization.k8s.io Role": "roles",
  "rbac.authorization.k8s.io RoleBinding": "rolebindings",
};

/** Kinds that stand in no namespace, by group and kind. */
const OF_THE_CLUSTER = new Set([
  " Namespace",
  " Node",
  " PersistentVolume",
  "admissionregistration.k8s.io MutatingWebhookConfiguration",
  "admissionregistration.k8s.io ValidatingWebhookConfiguration",
  "certificates.k8s.io CertificateSigningRequest",
  "networking.k8s.io IngressClass",
  "rbac.authorization.k8s.io ClusterRole",
  "rbac.authorization.k8s.io ClusterRoleBinding",
]);

/** The plural of a kind; undefined where nobody here knows it. */
export function resourceOf(group: string, kind: string): string | undefined {
  const key = `${group} ${kind}`;
  return Object.hasOwn(RESOURCES, key) ? RESOURCES[key] : undefined;
}

/** Whether a kind of which the resource is known stands in a namespace. */
export function isNamespaced(group: string, kind: string): boolean {
  return !OF_THE_CLUSTER.has(`${group} ${kind}`);
}
