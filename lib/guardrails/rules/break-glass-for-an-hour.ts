import { BREAK_GLASS } from "../criteria/break-glass";
import { userData } from "../fixtures/written";
import { breakGlassScript } from "../fixtures/break-glass-script";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

const LONGEST_MINUTES = 60;
/** What signs the client certificates that the API server believes: of kubeadm, and of k3s. */
const SIGNERS = ["/etc/kubernetes/pki/ca", "/var/lib/rancher/k3s/server/tls/client-ca"];

/** What a machine hands out for an emergency. */
export const BREAK_GLASS_FOR_AN_HOUR: Rule<"break-glass"> = {
  id: "break-glass-for-an-hour",
  title:
    "What a machine lets people in with for an emergency ends within the hour, and is in the one group that a binding ends.",
  why: "A certificate cannot be revoked: one that lives longer, or in another group, is a master key that somebody forgets in a folder.",
  fix: "Set breakGlass.longestMinutes to 60 or less, and leave the group to the library.",
  controls: ["CIS-1.12 3.1.1", "CIS-1.12 5.1.7", "NIST-800-53r5 AC-2(2)"],
  judges: "break-glass",
  reach: "exposure",
  promise: 4,
  judge({ minutes, group, signer }) {
    const faults: Fault[] = [];
    const fault = (at: string, got: string, message: string) => faults.push({ at, got, message });
    if (minutes > LONGEST_MINUTES)
      fault("minutes", String(minutes), `the certificate lives for more than ${LONGEST_MINUTES} minutes`);
    if (group !== BREAK_GLASS) fault("group", group, `only the group ${BREAK_GLASS} ends when its binding is deleted`);
    if (!SIGNERS.includes(signer))
      fault(
        "signer",
        signer,
        "that is not the authority of client certificates, and may be believed elsewhere or for more",
      );
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [
      { name: "an hour for two people", documents: machine() },
      {
        name: "ten minutes, with the authority of k3s",
        documents: machine({ minutes: "10", signer: SIGNERS[1] ?? "" }),
      },
    ],
    fail: [
      { name: "a day", documents: machine({ minutes: "1440" }) },
      { name: "masters", documents: machine({ group: "system:masters" }) },
      { name: "the administrators of kubeadm", documents: machine({ group: "kubeadm:cluster-admins" }) },
      { name: "the authority of etcd", documents: machine({ signer: "/etc/kubernetes/pki/etcd/ca" }) },
      {
        name: "the authority of the proxy that may claim any group",
        documents: machine({ signer: "/etc/kubernetes/pki/front-proxy-ca" }),
      },
    ],
  }),
};

function machine(change: Parameters<typeof breakGlassScript>[0] = {}) {
  return userData({ "/usr/local/sbin/portcullis-break-glass": breakGlassScript(change) });
}
