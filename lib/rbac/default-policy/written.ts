import type { WrittenBinding, WrittenRole } from "./default-policy";

/** Written by scripts/write-default-policy.cjs from what an API server of Kubernetes 1.35 says. */
export const WRITTEN_ROLES: readonly WrittenRole[] = [
  {
    name: "admin",
    aggregates: ["rbac.authorization.k8s.io/aggregate-to-admin=true"],
    rules: [],
  },
  {
    name: "cluster-admin",
    rules: ["* on * of *", "* on *"],
  },
  {
    name: "edit",
    labels: ["rbac.authorization.k8s.io/aggregate-to-admin=true"],
    aggregates: ["rbac.authorization.k8s.io/aggregate-to-edit=true"],
    rules: [],
  },
  {
    name: "system:aggregate-to-admin",
    labels: ["rbac.authorization.k8s.io/aggregate-to-admin=true"],
    rules: [
      "create on localsubjectaccessreviews of authorization.k8s.io",
      "create delete deletecollection get list patch update watch on rolebindings roles of rbac.authorization.k8s.io",
    ],
  },
  {
    name: "system:aggregate-to-edit",
    labels: ["rbac.authorization.k8s.io/aggregate-to-edit=true"],
    rules: [
      "get list watch on pods/attach pods/exec pods/portforward pods/proxy secrets services/proxy of core",
      "impersonate on serviceaccounts of core",
      "create delete deletecollection patch update on pods pods/attach pods/exec pods/portforward pods/proxy of core",
      "create on pods/eviction of core",
      "create delete deletecollection patch update on configmaps persistentvolumeclaims replicationcontrollers replicationcontrollers/scale secrets serviceaccounts services services/proxy of core",
      "create on serviceaccounts/token of core",
      "create delete deletecollection patch update on events of core events.k8s.io",
      "create delete deletecollection patch update on daemonsets deployments deployments/rollback deployments/scale replicasets replicasets/scale statefulsets statefulsets/scale of apps",
      "create delete deletecollection patch update on horizontalpodautoscalers of autoscaling",
      "create delete deletecollection patch update on cronjobs jobs of batch",
      "create delete deletecollection patch update on daemonsets deployments deployments/rollback deployments/scale ingresses networkpolicies replicasets replicasets/scale replicationcontrollers/scale of extensions",
      "create delete deletecollection patch update on poddisruptionbudgets of policy",
      "create delete deletecollection patch update on ingresses networkpolicies of networking.k8s.io",
      "create delete deletecollection get list patch update watch on leases of coordination.k8s.io",
      "create delete deletecollection patch update on resourceclaims resourceclaimtemplates of resource.k8s.io",
    ],
  },
  {
    name: "system:aggregate-to-view",
    labels: ["rbac.authorization.k8s.io/aggregate-to-view=true"],
    rules: [
      "get list watch on configmaps endpoints persistentvolumeclaims persistentvolumeclaims/status pods replicationcontrollers replicationcontrollers/scale serviceaccounts services services/status of core",
      "get list watch on bindings limitranges namespaces/status pods/log pods/status replicationcontrollers/status resourcequotas resourcequotas/status of core",
      "get list watch on namespaces of core",
      "get list watch on events of core events.k8s.io",
      "get list watch on endpointslices of discovery.k8s.io",
      "get list watch on controllerrevisions daemonsets daemonsets/status deployments deployments/scale deployments/status replicasets replicasets/scale replicasets/status statefulsets statefulsets/scale statefulsets/status of apps",
      "get list watch on horizontalpodautoscalers horizontalpodautoscalers/status of autoscaling",
      "get list watch on cronjobs cronjobs/status jobs jobs/status of batch",
      "get list watch on daemonsets daemonsets/status deployments deployments/scale deployments/status ingresses ingresses/status networkpolicies replicasets replicasets/scale replicasets/status replicationcontrollers/scale of extensions",
      "get list watch on poddisruptionbudgets poddisruptionbudgets/status of policy",
      "get list watch on ingresses ingresses/status networkpolicies of networking.k8s.io",
      "get list watch on resourceclaims resourceclaims/status resourceclaimtemplates of resource.k8s.io",
    ],
  },
  {
    name: "system:auth-delegator",
    rules: [
      "create on tokenreviews of authentication.k8s.io",
      "create on subjectaccessreviews of authorization.k8s.io",
    ],
  },
  {
    name: "system:basic-user",
    rules: [
      "create on selfsubjectaccessreviews selfsubjectrulesreviews of authorization.k8s.io",
      "create on selfsubjectreviews of authentication.k8s.io",
    ],
  },
  {
    name: "system:certificates.k8s.io:certificatesigningrequests:nodeclient",
    rules: ["create on certificatesigningrequests/nodeclient of certificates.k8s.io"],
  },
  {
    name: "system:certificates.k8s.io:certificatesigningrequests:selfnodeclient",
    rules: ["create on certificatesigningrequests/selfnodeclient of certificates.k8s.io"],
  },
  {
    name: "system:certificates.k8s.io:kube-apiserver-client-approver",
    rules: ["approve on signers of certificates.k8s.io named kubernetes.io/kube-apiserver-client"],
  },
  {
    name: "system:certificates.k8s.io:kube-apiserver-client-kubelet-approver",
    rules: ["approve on signers of certificates.k8s.io named kubernetes.io/kube-apiserver-client-kubelet"],
  },
  {
    name: "system:certificates.k8s.io:kubelet-serving-approver",
    rules: ["approve on signers of certificates.k8s.io named kubernetes.io/kubelet-serving"],
  },
  {
    name: "system:certificates.k8s.io:legacy-unknown-approver",
    rules: ["approve on signers of certificates.k8s.io named kubernetes.io/legacy-unknown"],
  },
  {
    name: "system:controller:attachdetach-controller",
    rules: [
      "list watch on persistentvolumeclaims persistentvolumes of core",
      "get list watch on nodes of core",
      "patch update on nodes/status of core",
      "list watch on pods of core",
      "create patch update on events of core events.k8s.io",
      "create delete get list watch on volumeattachments of storage.k8s.io",
      "get list watch on csidrivers of storage.k8s.io",
      "get list watch on csinodes of storage.k8s.io",
    ],
  },
  {
    name: "system:controller:certificate-controller",
    rules: [
      "delete get list watch on certificatesigningrequests of certificates.k8s.io",
      "update on certificatesigningrequests/approval certificatesigningrequests/status of certificates.k8s.io",
      "approve on signers of certificates.k8s.io named kubernetes.io/kube-apiserver-client-kubelet",
      "sign on signers of certificates.k8s.io named kubernetes.io/kube-apiserver-client kubernetes.io/kube-apiserver-client-kubelet kubernetes.io/kubelet-serving kubernetes.io/legacy-unknown",
      "create on subjectaccessreviews of authorization.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:clusterrole-aggregation-controller",
    rules: ["escalate get list patch update watch on clusterroles of rbac.authorization.k8s.io"],
  },
  {
    name: "system:controller:cronjob-controller",
    rules: [
      "get list update watch on cronjobs of batch",
      "create delete get list patch update watch on jobs of batch",
      "update on cronjobs/status of batch",
      "update on cronjobs/finalizers of batch",
      "delete list watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:daemon-set-controller",
    rules: [
      "get list watch on daemonsets of apps extensions",
      "update on daemonsets/status of apps extensions",
      "update on daemonsets/finalizers of apps extensions",
      "list watch on nodes of core",
      "create delete list patch watch on pods of core",
      "create on pods/binding of core",
      "create delete get list patch update watch on controllerrevisions of apps",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:deployment-controller",
    rules: [
      "get list update watch on deployments of apps extensions",
      "update on deployments/status of apps extensions",
      "update on deployments/finalizers of apps extensions",
      "create delete get list patch update watch on replicasets of apps extensions",
      "get list update watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:disruption-controller",
    rules: [
      "get list watch on deployments of apps extensions",
      "get list watch on replicasets of apps extensions",
      "get list watch on replicationcontrollers of core",
      "get list watch on poddisruptionbudgets of policy",
      "get list watch on statefulsets of apps",
      "update on poddisruptionbudgets/status of policy",
      "patch update on pods/status of core",
      "get on */scale of *",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:endpoint-controller",
    rules: [
      "get list watch on pods services of core",
      "create delete get list update watch on endpoints of core",
      "create on endpoints/restricted of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:endpointslice-controller",
    rules: [
      "get list watch on nodes pods services of core",
      "update on services/finalizers of core",
      "create delete get list update watch on endpointslices of discovery.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:endpointslicemirroring-controller",
    rules: [
      "get list watch on endpoints services of core",
      "update on services/finalizers of core",
      "update on endpoints/finalizers of core",
      "create delete get list update watch on endpointslices of discovery.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:ephemeral-volume-controller",
    rules: [
      "get list watch on pods of core",
      "update on pods/finalizers of core",
      "create get list watch on persistentvolumeclaims of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:expand-controller",
    rules: [
      "get list patch update watch on persistentvolumes of core",
      "patch update on persistentvolumeclaims/status of core",
      "get list watch on persistentvolumeclaims of core",
      "create patch update on events of core events.k8s.io",
      "get on services of core",
    ],
  },
  {
    name: "system:controller:generic-garbage-collector",
    rules: ["delete get list patch update watch on * of *", "create patch update on events of core events.k8s.io"],
  },
  {
    name: "system:controller:horizontal-pod-autoscaler",
    rules: [
      "get list watch on horizontalpodautoscalers of autoscaling",
      "update on horizontalpodautoscalers/status of autoscaling",
      "get update on */scale of *",
      "list watch on pods of core",
      "list watch on pods of metrics.k8s.io",
      "get list watch on * of custom.metrics.k8s.io",
      "get list watch on * of external.metrics.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:job-controller",
    rules: [
      "get list patch update watch on jobs of batch",
      "update on jobs/status of batch",
      "update on jobs/finalizers of batch",
      "create delete list patch watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:legacy-service-account-token-cleaner",
    rules: [
      "get on configmaps of core named kube-apiserver-legacy-service-account-token-tracking",
      "delete patch on secrets of core",
    ],
  },
  {
    name: "system:controller:namespace-controller",
    rules: [
      "delete get list watch on namespaces of core",
      "update on namespaces/finalize namespaces/status of core",
      "delete deletecollection get list watch on * of *",
    ],
  },
  {
    name: "system:controller:node-controller",
    rules: [
      "delete get list patch update watch on nodes of core",
      "patch update on nodes/status of core",
      "patch update on pods/status of core",
      "delete get list watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:persistent-volume-binder",
    rules: [
      "create delete get list update watch on persistentvolumes of core",
      "update on persistentvolumes/status of core",
      "get list update watch on persistentvolumeclaims of core",
      "update on persistentvolumeclaims/status of core",
      "create delete get list watch on pods of core",
      "get list watch on storageclasses of storage.k8s.io",
      "list watch on nodes of core",
      "create patch update on events of core events.k8s.io",
      "watch on events of core",
      "get on services of core",
    ],
  },
  {
    name: "system:controller:pod-garbage-collector",
    rules: ["delete list watch on pods of core", "get list watch on nodes of core", "patch on pods/status of core"],
  },
  {
    name: "system:controller:pv-protection-controller",
    rules: [
      "get list update watch on persistentvolumes of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:pvc-protection-controller",
    rules: [
      "get list update watch on persistentvolumeclaims of core",
      "get list watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:replicaset-controller",
    rules: [
      "get list update watch on replicasets of apps extensions",
      "update on replicasets/status of apps extensions",
      "update on replicasets/finalizers of apps extensions",
      "create delete list patch watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:replication-controller",
    rules: [
      "get list update watch on replicationcontrollers of core",
      "update on replicationcontrollers/status of core",
      "update on replicationcontrollers/finalizers of core",
      "create delete list patch watch on pods of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:resource-claim-controller",
    rules: [
      "get list watch on pods of core",
      "update on pods/finalizers of core",
      "create delete get list watch on resourceclaims of resource.k8s.io",
      "patch update on resourceclaims resourceclaims/status of resource.k8s.io",
      "patch update on pods/status of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:resourcequota-controller",
    rules: [
      "list watch on * of *",
      "update on resourcequotas/status of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:root-ca-cert-publisher",
    rules: ["create update on configmaps of core", "create patch update on events of core events.k8s.io"],
  },
  {
    name: "system:controller:route-controller",
    rules: [
      "list watch on nodes of core",
      "patch on nodes/status of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:selinux-warning-controller",
    rules: [
      "create patch update on events of core events.k8s.io",
      "get list watch on persistentvolumes of core",
      "get list watch on persistentvolumeclaims of core",
      "get list watch on pods of core",
      "get list watch on csidrivers of storage.k8s.io",
    ],
  },
  {
    name: "system:controller:service-account-controller",
    rules: ["create on serviceaccounts of core", "create patch update on events of core events.k8s.io"],
  },
  {
    name: "system:controller:service-cidrs-controller",
    rules: [
      "get list patch update watch on servicecidrs of networking.k8s.io",
      "patch update on servicecidrs/finalizers of networking.k8s.io",
      "patch update on servicecidrs/status of networking.k8s.io",
      "get list watch on ipaddresses of networking.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:service-controller",
    rules: [
      "get list watch on services of core",
      "patch update on services/status of core",
      "list watch on nodes of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:statefulset-controller",
    rules: [
      "list watch on pods of core",
      "get list watch on statefulsets of apps",
      "update on statefulsets/status of apps",
      "update on statefulsets/finalizers of apps",
      "create delete get patch update on pods of core",
      "create delete get list patch update watch on controllerrevisions of apps",
      "create get list watch on persistentvolumeclaims of core",
      "delete update on persistentvolumeclaims of core",
      "update on pods/finalizers of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:ttl-after-finished-controller",
    rules: ["delete get list watch on jobs of batch", "create patch update on events of core events.k8s.io"],
  },
  {
    name: "system:controller:ttl-controller",
    rules: ["list patch update watch on nodes of core", "create patch update on events of core events.k8s.io"],
  },
  {
    name: "system:controller:validatingadmissionpolicy-status-controller",
    rules: [
      "get list watch on validatingadmissionpolicies of admissionregistration.k8s.io",
      "get patch update on validatingadmissionpolicies/status of admissionregistration.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:controller:volumeattributesclass-protection-controller",
    rules: [
      "get list watch on persistentvolumeclaims of core",
      "get list watch on persistentvolumes of core",
      "get list update watch on volumeattributesclasses of storage.k8s.io",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:discovery",
    rules: ["get on /api /api/* /apis /apis/* /healthz /livez /openapi /openapi/* /readyz /version /version/"],
  },
  {
    name: "system:heapster",
    rules: ["get list watch on events namespaces nodes pods of core", "get list watch on deployments of extensions"],
  },
  {
    name: "system:kube-aggregator",
    rules: ["get list watch on endpoints services of core"],
  },
  {
    name: "system:kube-controller-manager",
    rules: [
      "create patch update on events of core events.k8s.io",
      "create on leases of coordination.k8s.io",
      "get update on leases of coordination.k8s.io named kube-controller-manager",
      "create on secrets serviceaccounts of core",
      "delete on secrets of core",
      "get on configmaps namespaces secrets serviceaccounts of core",
      "update on secrets serviceaccounts of core",
      "create on tokenreviews of authentication.k8s.io",
      "create on subjectaccessreviews of authorization.k8s.io",
      "list watch on * of *",
      "create on serviceaccounts/token of core",
    ],
  },
  {
    name: "system:kube-dns",
    rules: ["list watch on endpoints services of core"],
  },
  {
    name: "system:kube-scheduler",
    rules: [
      "create patch update on events of core events.k8s.io",
      "create on leases of coordination.k8s.io",
      "get list update watch on leases of coordination.k8s.io named kube-scheduler",
      "create delete deletecollection get list patch update watch on leasecandidates of coordination.k8s.io",
      "get list watch on nodes of core",
      "delete get list watch on pods of core",
      "create on bindings pods/binding of core",
      "patch update on pods/status of core",
      "get list watch on replicationcontrollers services of core",
      "get list watch on replicasets of apps extensions",
      "get list watch on statefulsets of apps",
      "get list watch on poddisruptionbudgets of policy",
      "get list watch on persistentvolumeclaims persistentvolumes of core",
      "create on tokenreviews of authentication.k8s.io",
      "create on subjectaccessreviews of authorization.k8s.io",
      "get list watch on csinodes of storage.k8s.io",
      "get list watch on volumeattachments of storage.k8s.io",
      "get list watch on namespaces of core",
      "get list watch on csidrivers of storage.k8s.io",
      "get list watch on csistoragecapacities of storage.k8s.io",
      "get list watch on deviceclasses of resource.k8s.io",
      "get list patch update watch on resourceclaims of resource.k8s.io",
      "get list patch update watch on resourceclaims/status of resource.k8s.io",
      "update on pods/finalizers of core",
      "get list watch on resourceslices of resource.k8s.io",
    ],
  },
  {
    name: "system:kubelet-api-admin",
    rules: [
      "get list watch on nodes of core",
      "proxy on nodes of core",
      "* on nodes/log nodes/metrics nodes/proxy nodes/stats of core",
      "* on nodes/configz nodes/healthz nodes/pods of core",
    ],
  },
  {
    name: "system:monitoring",
    rules: [
      "get on /healthz /healthz/* /livez /livez/* /metrics /metrics/slis /readyz /readyz/*",
      "get on nodes/metrics of core",
    ],
  },
  {
    name: "system:node",
    rules: [
      "create on tokenreviews of authentication.k8s.io",
      "create on localsubjectaccessreviews subjectaccessreviews of authorization.k8s.io",
      "get list watch on services of core",
      "create get list watch on nodes of core",
      "patch update on nodes/status of core",
      "patch update on nodes of core",
      "create patch update on events of core events.k8s.io",
      "get list watch on pods of core",
      "create delete on pods of core",
      "patch update on pods/status of core",
      "create on pods/eviction of core",
      "get list watch on configmaps secrets of core",
      "get on persistentvolumeclaims persistentvolumes of core",
      "get on endpoints of core",
      "create get list watch on certificatesigningrequests of certificates.k8s.io",
      "create delete get patch update on leases of coordination.k8s.io",
      "get on volumeattachments of storage.k8s.io",
      "create on serviceaccounts/token of core",
      "get patch update on persistentvolumeclaims/status of core",
      "get list watch on csidrivers of storage.k8s.io",
      "create delete get patch update on csinodes of storage.k8s.io",
      "get list watch on runtimeclasses of node.k8s.io",
      "get on resourceclaims of resource.k8s.io",
      "deletecollection on resourceslices of resource.k8s.io",
      "get on serviceaccounts of core",
    ],
  },
  {
    name: "system:node-bootstrapper",
    rules: ["create get list watch on certificatesigningrequests of certificates.k8s.io"],
  },
  {
    name: "system:node-problem-detector",
    rules: [
      "get on nodes of core",
      "patch on nodes/status of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:node-proxier",
    rules: [
      "list watch on endpoints services of core",
      "get list watch on nodes of core",
      "create patch update on events of core events.k8s.io",
      "list watch on servicecidrs of networking.k8s.io",
      "list watch on endpointslices of discovery.k8s.io",
    ],
  },
  {
    name: "system:persistent-volume-provisioner",
    rules: [
      "create delete get list watch on persistentvolumes of core",
      "get list update watch on persistentvolumeclaims of core",
      "get list watch on storageclasses of storage.k8s.io",
      "watch on events of core",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "system:public-info-viewer",
    rules: ["get on /healthz /livez /readyz /version /version/"],
  },
  {
    name: "system:service-account-issuer-discovery",
    rules: [
      "get on /.well-known/openid-configuration /.well-known/openid-configuration/ /openid/v1/jwks /openid/v1/jwks/",
    ],
  },
  {
    name: "system:volume-scheduler",
    rules: [
      "get list patch update watch on persistentvolumes of core",
      "get list watch on storageclasses of storage.k8s.io",
      "get list patch update watch on persistentvolumeclaims of core",
    ],
  },
  {
    name: "view",
    labels: ["rbac.authorization.k8s.io/aggregate-to-edit=true"],
    aggregates: ["rbac.authorization.k8s.io/aggregate-to-view=true"],
    rules: [],
  },
  {
    name: "system:controller:bootstrap-signer",
    namespace: "kube-public",
    rules: [
      "get list watch on configmaps of core",
      "update on configmaps of core named cluster-info",
      "create patch update on events of core events.k8s.io",
    ],
  },
  {
    name: "extension-apiserver-authentication-reader",
    namespace: "kube-system",
    rules: ["get list watch on configmaps of core named extension-apiserver-authentication"],
  },
  {
    name: "system::leader-locking-kube-controller-manager",
    namespace: "kube-system",
    rules: [
      "create get list update watch on leases of coordination.k8s.io",
      "create get list update watch on leasecandidates of coordination.k8s.io",
    ],
  },
  {
    name: "system::leader-locking-kube-scheduler",
    namespace: "kube-system",
    rules: [
      "create get list update watch on leases of coordination.k8s.io",
      "create get list update watch on leasecandidates of coordination.k8s.io",
    ],
  },
  {
    name: "system:controller:bootstrap-signer",
    namespace: "kube-system",
    rules: ["get list watch on secrets of core"],
  },
  {
    name: "system:controller:cloud-provider",
    namespace: "kube-system",
    rules: ["create get list watch on configmaps of core"],
  },
  {
    name: "system:controller:token-cleaner",
    namespace: "kube-system",
    rules: ["delete get list watch on secrets of core", "create patch update on events of core events.k8s.io"],
  },
];

/** Written by scripts/write-default-policy.cjs from what an API server of Kubernetes 1.35 says. */
export const WRITTEN_BINDINGS: readonly WrittenBinding[] = [
  {
    name: "cluster-admin",
    role: "ClusterRole cluster-admin",
    subjects: ["Group system:masters"],
  },
  {
    name: "system:basic-user",
    role: "ClusterRole system:basic-user",
    subjects: ["Group system:authenticated"],
  },
  {
    name: "system:controller:attachdetach-controller",
    role: "ClusterRole system:controller:attachdetach-controller",
    subjects: ["ServiceAccount kube-system/attachdetach-controller"],
  },
  {
    name: "system:controller:certificate-controller",
    role: "ClusterRole system:controller:certificate-controller",
    subjects: ["ServiceAccount kube-system/certificate-controller"],
  },
  {
    name: "system:controller:clusterrole-aggregation-controller",
    role: "ClusterRole system:controller:clusterrole-aggregation-controller",
    subjects: ["ServiceAccount kube-system/clusterrole-aggregation-controller"],
  },
  {
    name: "system:controller:cronjob-controller",
    role: "ClusterRole system:controller:cronjob-controller",
    subjects: ["ServiceAccount kube-system/cronjob-controller"],
  },
  {
    name: "system:controller:daemon-set-controller",
    role: "ClusterRole system:controller:daemon-set-controller",
    subjects: ["ServiceAccount kube-system/daemon-set-controller"],
  },
  {
    name: "system:controller:deployment-controller",
    role: "ClusterRole system:controller:deployment-controller",
    subjects: ["ServiceAccount kube-system/deployment-controller"],
  },
  {
    name: "system:controller:disruption-controller",
    role: "ClusterRole system:controller:disruption-controller",
    subjects: ["ServiceAccount kube-system/disruption-controller"],
  },
  {
    name: "system:controller:endpoint-controller",
    role: "ClusterRole system:controller:endpoint-controller",
    subjects: ["ServiceAccount kube-system/endpoint-controller"],
  },
  {
    name: "system:controller:endpointslice-controller",
    role: "ClusterRole system:controller:endpointslice-controller",
    subjects: ["ServiceAccount kube-system/endpointslice-controller"],
  },
  {
    name: "system:controller:endpointslicemirroring-controller",
    role: "ClusterRole system:controller:endpointslicemirroring-controller",
    subjects: ["ServiceAccount kube-system/endpointslicemirroring-controller"],
  },
  {
    name: "system:controller:ephemeral-volume-controller",
    role: "ClusterRole system:controller:ephemeral-volume-controller",
    subjects: ["ServiceAccount kube-system/ephemeral-volume-controller"],
  },
  {
    name: "system:controller:expand-controller",
    role: "ClusterRole system:controller:expand-controller",
    subjects: ["ServiceAccount kube-system/expand-controller"],
  },
  {
    name: "system:controller:generic-garbage-collector",
    role: "ClusterRole system:controller:generic-garbage-collector",
    subjects: ["ServiceAccount kube-system/generic-garbage-collector"],
  },
  {
    name: "system:controller:horizontal-pod-autoscaler",
    role: "ClusterRole system:controller:horizontal-pod-autoscaler",
    subjects: ["ServiceAccount kube-system/horizontal-pod-autoscaler"],
  },
  {
    name: "system:controller:job-controller",
    role: "ClusterRole system:controller:job-controller",
    subjects: ["ServiceAccount kube-system/job-controller"],
  },
  {
    name: "system:controller:legacy-service-account-token-cleaner",
    role: "ClusterRole system:controller:legacy-service-account-token-cleaner",
    subjects: ["ServiceAccount kube-system/legacy-service-account-token-cleaner"],
  },
  {
    name: "system:controller:namespace-controller",
    role: "ClusterRole system:controller:namespace-controller",
    subjects: ["ServiceAccount kube-system/namespace-controller"],
  },
  {
    name: "system:controller:node-controller",
    role: "ClusterRole system:controller:node-controller",
    subjects: ["ServiceAccount kube-system/node-controller"],
  },
  {
    name: "system:controller:persistent-volume-binder",
    role: "ClusterRole system:controller:persistent-volume-binder",
    subjects: ["ServiceAccount kube-system/persistent-volume-binder"],
  },
  {
    name: "system:controller:pod-garbage-collector",
    role: "ClusterRole system:controller:pod-garbage-collector",
    subjects: ["ServiceAccount kube-system/pod-garbage-collector"],
  },
  {
    name: "system:controller:pv-protection-controller",
    role: "ClusterRole system:controller:pv-protection-controller",
    subjects: ["ServiceAccount kube-system/pv-protection-controller"],
  },
  {
    name: "system:controller:pvc-protection-controller",
    role: "ClusterRole system:controller:pvc-protection-controller",
    subjects: ["ServiceAccount kube-system/pvc-protection-controller"],
  },
  {
    name: "system:controller:replicaset-controller",
    role: "ClusterRole system:controller:replicaset-controller",
    subjects: ["ServiceAccount kube-system/replicaset-controller"],
  },
  {
    name: "system:controller:replication-controller",
    role: "ClusterRole system:controller:replication-controller",
    subjects: ["ServiceAccount kube-system/replication-controller"],
  },
  {
    name: "system:controller:resource-claim-controller",
    role: "ClusterRole system:controller:resource-claim-controller",
    subjects: ["ServiceAccount kube-system/resource-claim-controller"],
  },
  {
    name: "system:controller:resourcequota-controller",
    role: "ClusterRole system:controller:resourcequota-controller",
    subjects: ["ServiceAccount kube-system/resourcequota-controller"],
  },
  {
    name: "system:controller:root-ca-cert-publisher",
    role: "ClusterRole system:controller:root-ca-cert-publisher",
    subjects: ["ServiceAccount kube-system/root-ca-cert-publisher"],
  },
  {
    name: "system:controller:route-controller",
    role: "ClusterRole system:controller:route-controller",
    subjects: ["ServiceAccount kube-system/route-controller"],
  },
  {
    name: "system:controller:selinux-warning-controller",
    role: "ClusterRole system:controller:selinux-warning-controller",
    subjects: ["ServiceAccount kube-system/selinux-warning-controller"],
  },
  {
    name: "system:controller:service-account-controller",
    role: "ClusterRole system:controller:service-account-controller",
    subjects: ["ServiceAccount kube-system/service-account-controller"],
  },
  {
    name: "system:controller:service-cidrs-controller",
    role: "ClusterRole system:controller:service-cidrs-controller",
    subjects: ["ServiceAccount kube-system/service-cidrs-controller"],
  },
  {
    name: "system:controller:service-controller",
    role: "ClusterRole system:controller:service-controller",
    subjects: ["ServiceAccount kube-system/service-controller"],
  },
  {
    name: "system:controller:statefulset-controller",
    role: "ClusterRole system:controller:statefulset-controller",
    subjects: ["ServiceAccount kube-system/statefulset-controller"],
  },
  {
    name: "system:controller:ttl-after-finished-controller",
    role: "ClusterRole system:controller:ttl-after-finished-controller",
    subjects: ["ServiceAccount kube-system/ttl-after-finished-controller"],
  },
  {
    name: "system:controller:ttl-controller",
    role: "ClusterRole system:controller:ttl-controller",
    subjects: ["ServiceAccount kube-system/ttl-controller"],
  },
  {
    name: "system:controller:validatingadmissionpolicy-status-controller",
    role: "ClusterRole system:controller:validatingadmissionpolicy-status-controller",
    subjects: ["ServiceAccount kube-system/validatingadmissionpolicy-status-controller"],
  },
  {
    name: "system:controller:volumeattributesclass-protection-controller",
    role: "ClusterRole system:controller:volumeattributesclass-protection-controller",
    subjects: ["ServiceAccount kube-system/volumeattributesclass-protection-controller"],
  },
  {
    name: "system:discovery",
    role: "ClusterRole system:discovery",
    subjects: ["Group system:authenticated"],
  },
  {
    name: "system:kube-controller-manager",
    role: "ClusterRole system:kube-controller-manager",
    subjects: ["User system:kube-controller-manager"],
  },
  {
    name: "system:kube-dns",
    role: "ClusterRole system:kube-dns",
    subjects: ["ServiceAccount kube-system/kube-dns"],
  },
  {
    name: "system:kube-scheduler",
    role: "ClusterRole system:kube-scheduler",
    subjects: ["User system:kube-scheduler"],
  },
  {
    name: "system:monitoring",
    role: "ClusterRole system:monitoring",
    subjects: ["Group system:monitoring"],
  },
  {
    name: "system:node",
    role: "ClusterRole system:node",
    subjects: [],
  },
  {
    name: "system:node-proxier",
    role: "ClusterRole system:node-proxier",
    subjects: ["User system:kube-proxy"],
  },
  {
    name: "system:public-info-viewer",
    role: "ClusterRole system:public-info-viewer",
    subjects: ["Group system:authenticated", "Group system:unauthenticated"],
  },
  {
    name: "system:service-account-issuer-discovery",
    role: "ClusterRole system:service-account-issuer-discovery",
    subjects: ["Group system:serviceaccounts"],
  },
  {
    name: "system:volume-scheduler",
    role: "ClusterRole system:volume-scheduler",
    subjects: ["User system:kube-scheduler"],
  },
  {
    name: "system:controller:bootstrap-signer",
    namespace: "kube-public",
    role: "Role system:controller:bootstrap-signer",
    subjects: ["ServiceAccount kube-system/bootstrap-signer"],
  },
  {
    name: "system::extension-apiserver-authentication-reader",
    namespace: "kube-system",
    role: "Role extension-apiserver-authentication-reader",
    subjects: ["User system:kube-controller-manager", "User system:kube-scheduler"],
  },
  {
    name: "system::leader-locking-kube-controller-manager",
    namespace: "kube-system",
    role: "Role system::leader-locking-kube-controller-manager",
    subjects: [
      "User system:kube-controller-manager",
      "ServiceAccount kube-system/kube-controller-manager",
      "ServiceAccount kube-system/leader-election-controller",
    ],
  },
  {
    name: "system::leader-locking-kube-scheduler",
    namespace: "kube-system",
    role: "Role system::leader-locking-kube-scheduler",
    subjects: ["User system:kube-scheduler", "ServiceAccount kube-system/kube-scheduler"],
  },
  {
    name: "system:controller:bootstrap-signer",
    namespace: "kube-system",
    role: "Role system:controller:bootstrap-signer",
    subjects: ["ServiceAccount kube-system/bootstrap-signer"],
  },
  {
    name: "system:controller:cloud-provider",
    namespace: "kube-system",
    role: "Role system:controller:cloud-provider",
    subjects: ["ServiceAccount kube-system/cloud-provider"],
  },
  {
    name: "system:controller:token-cleaner",
    namespace: "kube-system",
    role: "Role system:controller:token-cleaner",
    subjects: ["ServiceAccount kube-system/token-cleaner"],
  },
];
