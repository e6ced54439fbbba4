/**
 * Where things lie on a control-plane machine. In one place, because the flag that names a file and the file itself come
 * from different pillars' hands.
 */
export const MACHINE_PATHS = {
  /** Everything the API server reads beyond kubeadm's certificates; mounted into its pod as a whole, read-only. */
  apiServerFolder: "/etc/kubernetes/portcullis/api-server",
  authentication: "/etc/kubernetes/portcullis/api-server/authentication.yaml",
  admission: "/etc/kubernetes/portcullis/api-server/admission.yaml",
  /** Admission policies that the API server reads from disk, and nothing else. */
  policiesFolder: "/etc/kubernetes/portcullis/api-server/policies",
  policies: "/etc/kubernetes/portcullis/api-server/policies/policies.yaml",
  auditPolicy: "/etc/kubernetes/portcullis/api-server/audit-policy.yaml",
  /** Written on the machine, from the template and a key that never leaves it. */
  encryption: "/etc/kubernetes/portcullis/api-server/encryption.yaml",
  abacPolicy: "/etc/kubernetes/portcullis/api-server/abac.jsonl",
  encryptionTemplate: "/etc/kubernetes/portcullis/encryption.template.yaml",
  makeEncryptionKey: "/usr/local/sbin/portcullis-make-encryption-key",
  /** The second backend of audit records, and the certificates for it, which the team brings. */
  auditWebhook: "/etc/kubernetes/portcullis/api-server/audit-webhook.yaml",
  auditWebhookFolder: "/etc/kubernetes/portcullis/api-server/audit-webhook",
  auditFolder: "/var/log/kubernetes/audit",
  auditLog: "/var/log/kubernetes/audit/audit.log",
  kubeadm: "/etc/kubernetes/portcullis/kubeadm.yaml",
  /** Where the container runtime keeps what pods write. */
  podLogs: "/var/log/pods",
  journal: "/var/log/journal",
  /** What forwards, and the certificates for it, which the team brings. */
  forwarderFolder: "/etc/portcullis/forwarder",
  forwarder: "/etc/portcullis/forwarder/forwarder.yaml",
  /** In the folder of the certificates: the token of Splunk, and who the machine is to AWS. */
  splunkTokenName: "splunk-token",
  forwarderAwsConfig: "/etc/portcullis/forwarder/aws-config",
  forwarderUnit: "/etc/systemd/system/portcullis-forwarder.service",
  mendForwarder: "/usr/local/sbin/portcullis-mend-forwarder",
  /** What waits for the aggregator, and how far everything was read. */
  forwarderState: "/var/lib/portcullis/forwarder",
  firewall: "/etc/portcullis/host-firewall.nft",
  firewallUnit: "/etc/systemd/system/portcullis-firewall.service",
  firstStartUnit: "/etc/systemd/system/portcullis-first-start.service",
  /** What a machine that joins shows the API server: taken over from the first one, of use for minutes. */
  discovery: "/etc/kubernetes/portcullis/discovery.conf",
  handOver: "/usr/local/sbin/portcullis-hand-over",
  join: "/usr/local/sbin/portcullis-join",
  joinAgain: "/usr/local/sbin/portcullis-join-again",
  /** Which requests of workers that come back were signed: an empty folder of each, by its key's digest. */
  signedAgain: "/etc/kubernetes/portcullis/signed-again",
  breakGlass: "/usr/local/sbin/portcullis-break-glass",
  closeBreakGlass: "/usr/local/sbin/portcullis-close-break-glass",
  makeKubeletClient: "/usr/local/sbin/portcullis-make-kubelet-client",
  /** The certificate (`.crt`) and key (`.key`) with which the API server asks kubelets. */
  kubeletClient: "/etc/kubernetes/pki/apiserver-kubelet-client",
  renew: "/usr/local/sbin/portcullis-renew-certificates",
  renewUnit: "/etc/systemd/system/portcullis-renew-certificates.service",
  renewTimer: "/etc/systemd/system/portcullis-renew-certificates.timer",
  /** What renews before the kubelet starts, where the machine was off too long. */
  renewEnded: "/usr/local/sbin/portcullis-renew-ended-certificates",
  renewEndedUnit: "/etc/systemd/system/portcullis-renew-ended-certificates.service",
  endAccess: "/usr/local/sbin/portcullis-end-access",
  endAccessUnit: "/etc/systemd/system/portcullis-end-access.service",
  endAccessTimer: "/etc/systemd/system/portcullis-end-access.timer",
  /** What decides on requests for certificates, and what it knows of the cluster. */
  approveCertificates: "/usr/local/sbin/portcullis-approve-certificates",
  approveCertificatesUnit: "/etc/systemd/system/portcullis-approve-certificates.service",
  approveCertificatesTimer: "/etc/systemd/system/portcullis-approve-certificates.timer",
  certificates: "/etc/portcullis/certificates.json",
  /** The credential of kubeadm's administrator, for root alone. */
  administrator: "/etc/kubernetes/admin.conf",
  /** Where a manifest waits while its component is restarted. */
  renewalFolder: "/etc/kubernetes/portcullis/renewal",
  containerd: "/etc/containerd/config.toml",
  keepalived: "/etc/keepalived/keepalived.conf",
  keepalivedDropIn: "/etc/systemd/system/keepalived.service.d/20-portcullis.conf",
  kubeletDropIn: "/etc/systemd/system/kubelet.service.d/20-portcullis.conf",
  kernelParameters: "/etc/sysctl.d/90-portcullis.conf",
  kernelModules: "/etc/modules-load.d/portcullis.conf",
  /** The authenticating proxy, with the certificates, keys and the password for it, which the team brings. */
  loginProxyFolder: "/etc/login-proxy",
  loginProxy: "/etc/login-proxy/httpd.conf",
  dropIdentities: "/etc/login-proxy/drop-identities.lua",
  loginProxyUnit: "/etc/systemd/system/portcullis-login-proxy.service",
  loginProxyState: "/var/lib/portcullis/login-proxy",
  clusterAuthority: "/etc/kubernetes/pki/ca.crt",
  /** The authority of certificates with which request headers are believed. It signs for the aggregator, and for the authenticating proxy. */
  requestHeaderAuthority: "/etc/kubernetes/pki/front-proxy-ca.crt",
  k3sRequestHeaderAuthority: "/var/lib/rancher/k3s/server/tls/request-header-ca.crt",
  k3sConfiguration: "/etc/rancher/k3s/config.yaml",
  k3sRegistries: "/etc/rancher/k3s/registries.yaml",
  /** Sorts after k3s's own `00-k3s-defaults.conf`: the last file wins. */
  k3sKubelet: "/var/lib/rancher/k3s/agent/etc/kubelet.conf.d/90-portcullis.conf",
  k3sDropIn: "/etc/systemd/system/k3s.service.d/20-portcullis.conf",
  /** The certificate (`.crt`) and key (`.key`) that sign client certificates. */
  clusterSigner: "/etc/kubernetes/pki/ca",
  k3sClientSigner: "/var/lib/rancher/k3s/server/tls/client-ca",
  /** The credential of k3s's administrator, for root alone. */
  k3sAdministrator: "/etc/rancher/k3s/k3s.yaml",
  /** The authority of k3s's own serving certificates. */
  k3sServingAuthority: "/var/lib/rancher/k3s/server/tls/server-ca.crt",
  /** The authority of client certificates, as k3s gives it to its kubelet. */
  k3sClientAuthority: "/var/lib/rancher/k3s/agent/client-ca.crt",
} as const;

/** The port of the Kubernetes API server. */
export const API_SERVER_PORT = 6443;
