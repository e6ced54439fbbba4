import type { FactBase } from "./fact-base";

/** How a control-plane machine of kubeadm renews its certificates, which end after a year. */
export interface CertificateRenewalFact extends FactBase {
  readonly kind: "certificate-renewal";
  /** The `OnCalendar` of each started timer whose service renews them. */
  readonly calendars: readonly string[];
  /** Whether, at each start and before the kubelet, it renews what has ended while the machine was off. */
  readonly renewsBeforeKubelet: boolean;
}
