import type { FactBase } from "./fact-base";

/** Who may ask for a client certificate of a group. */
export interface AskersFact {
  readonly group: string;
  readonly groups: readonly string[];
  readonly users: readonly string[];
}

/** How a control-plane machine decides on requests for certificates. */
export interface CertificateApprovalFact extends FactBase {
  readonly kind: "certificate-approval";
  /** What runs Kubernetes on it: k3s gives its kubelet a certificate by itself, and kubeadm's ask for one. */
  readonly runs: "kubeadm" | "k3s";
  /** The names of the API server, as the configuration on the machine has them; none where it has none, as on a machine that joins. */
  readonly apiServerNames: readonly string[];
  /** The `OnCalendar` of each started timer whose service decides, and does nothing else. */
  readonly calendars: readonly string[];
  /** What it knows of the cluster; undefined where nothing tells it. */
  readonly settings:
    | {
        readonly people: readonly AskersFact[];
        /** Whether the machine counts itself among the control planes, whose addresses no other machine may have. */
        readonly knowsItself: boolean;
        /** Ranges in which kubelets may have addresses, as they are written. */
        readonly machineRanges: readonly string[];
        /** By which clients know the API server; no machine may have it. */
        readonly apiServerName: string | undefined;
        /** Further names, and addresses, that are no machine's. */
        readonly otherNames: readonly string[];
        readonly otherAddresses: readonly string[];
      }
    | undefined;
}
