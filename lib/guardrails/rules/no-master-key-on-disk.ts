import { withStart } from "../fixtures/host-firewall";
import type { Rule } from "../rule";
import { type Fault, failOn, notApplicable } from "../verdict";

/** kubeadm's key to everything does not outlive the first start. */
export const NO_MASTER_KEY_ON_DISK: Rule<"machine-start"> = {
  id: "no-master-key-on-disk",
  title: "The first start of a control plane leaves no credential of system:masters and no file that others can read.",
  why: "super-admin.conf opens everything, past every rule on access, for as long as the cluster's CA lives; nobody can revoke it.",
  fix: "Run kubeadm init in a unit with UMask=0077 and ExecStopPost=/usr/bin/rm -f /etc/kubernetes/super-admin.conf, which also runs when it fails.",
  controls: ["CIS-1.12 5.1.7", "CIS-1.12 1.1.13", "NIST-800-53 AC-6"],
  judges: "machine-start",
  reach: "ours",
  promise: 4,
  judge({ initialization }) {
    if (initialization === undefined) return notApplicable("nothing on the machine makes a control plane");
    const faults: Fault[] = [];
    if (!initialization.removesMasterKey)
      faults.push({
        at: "",
        got: "/etc/kubernetes/super-admin.conf",
        message: "kubeadm's key to everything stays on the machine",
      });
    if (!initialization.closesNewFiles)
      faults.push({ at: "", got: "UMask", message: "files of the first start may be readable for others" });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "the key is removed whatever happens", documents: withStart({}) }],
    fail: [
      { name: "the key stays", documents: withStart({ first: [/ExecStopPost=.*\n/, ""] }) },
      {
        name: "the key is removed only where nothing failed before",
        documents: withStart({ first: [/ExecStopPost=/, "ExecStartPost="] }),
      },
      { name: "new files are open to everybody", documents: withStart({ first: [/UMask=0077/, "UMask=0022"] }) },
    ],
  }),
};
