import { firstStart, scriptFor, templateWith, unitWith } from "../fixtures/first-start";
import type { Rule } from "../rule";
import { type Fault, failOn } from "../verdict";

/** What kubeadm leaves behind, with credentials or with flags of the kubelet in it. */
const LEFT_BY_KUBEADM = [
  "/etc/kubernetes/admin.conf",
  "/var/lib/kubelet/config.yaml",
  "/var/lib/kubelet/kubeadm-flags.env",
];

/** The first start of a control plane. */
export const FIRST_START_LEAVES_NOTHING_OPEN: Rule<"control-plane-machine"> = {
  id: "first-start-leaves-nothing-open",
  title:
    "A control plane is made by one unit, which closes the files that kubeadm makes, and encrypts with a key of the machine's own.",
  why: "A command that nothing waits for runs before the firewall and leaves kubeadm's master key behind, and a key that is no key is the same on every machine.",
  fix: "Run kubeadm init in a unit, chmod 0600 what it leaves after it, and let the script replace exactly what stands in the template.",
  controls: ["CIS-1.12 1.1.13", "CIS-1.12 4.1.9", "CIS-1.12 1.2.28", "NIST-800-53r5 SC-12"],
  judges: "control-plane-machine",
  reach: "ours",
  judge({ initializedBy, closesFiles, placesForKeys, replacedByKeys }) {
    const faults: Fault[] = [];
    if (initializedBy !== "unit") {
      const message = "nothing waits for the firewall, and nothing removes the master key when it fails";
      faults.push({ at: "kubeadm init", got: initializedBy, message: `it is not a unit that runs it: ${message}` });
    } else {
      for (const path of LEFT_BY_KUBEADM.filter((left) => !closesFiles.includes(left)))
        faults.push({ at: "chmod", got: path, message: "it is not closed after kubeadm has made it" });
    }
    for (const place of placesForKeys.filter((text) => !replacedByKeys.includes(text)))
      faults.push({ at: "encryption", got: place, message: "no script on the machine puts a key into its place" });
    return failOn(faults);
  },
  fixtures: () => ({
    pass: [{ name: "a unit that closes what it made, and a key of the machine's own", documents: firstStart() }],
    fail: [
      {
        name: "a command instead of a unit",
        documents: firstStart({ unit: "" }, [["kubeadm", "init", "--config", "/etc/kubernetes/kubeadm.yaml"]]),
      },
      { name: "nothing that makes it", documents: firstStart({ unit: "" }, []) },
      { name: "files that stay as kubeadm made them", documents: firstStart(unitWith(/ExecStart=\S+chmod.*\n/, "")) },
      { name: "one file that stays so", documents: firstStart(unitWith(/ \/etc\/kubernetes\/admin\.conf/, "")) },
      { name: "files that everybody may read", documents: firstStart(unitWith(/chmod 0600/, "chmod 0644")) },
      {
        name: "files that are closed before they are made",
        documents: firstStart(unitWith(/(ExecStart=\S+kubeadm.*\n)(ExecStart=\S+chmod.*\n)/, "$2$1")),
      },
      { name: "a script that replaces something else", documents: firstStart(scriptFor("OTHER")) },
      { name: "a text that nothing replaces", documents: firstStart(templateWith("hunter2!")) },
      { name: "no script", documents: firstStart({ script: "" }) },
    ],
  }),
};
