/** Where what the attacks weaken lies on a control-plane machine. */
export const AUTHENTICATION = "/etc/kubernetes/portcullis/api-server/authentication.yaml";
export const ENCRYPTION = "/etc/kubernetes/portcullis/api-server/encryption.yaml";
export const FIREWALL = "/etc/portcullis/host-firewall.nft";
export const API_SERVER_POD = "/etc/kubernetes/manifests/kube-apiserver.yaml";
export const ETCD_POD = "/etc/kubernetes/manifests/etcd.yaml";
export const CONTROLLER_MANAGER_POD = "/etc/kubernetes/manifests/kube-controller-manager.yaml";
export const MAKE_KUBELET_CLIENT = "/usr/local/sbin/portcullis-make-kubelet-client";
export const APPROVE_CERTIFICATES = "/usr/local/sbin/portcullis-approve-certificates";
export const CERTIFICATE_SETTINGS = "/etc/portcullis/certificates.json";
export const K3S_CONFIGURATION = "/etc/rancher/k3s/config.yaml";
export const KUBELET_CONFIGURATION = "/var/lib/kubelet/config.yaml";
export const HAND_OVER = "/usr/local/sbin/portcullis-hand-over";
