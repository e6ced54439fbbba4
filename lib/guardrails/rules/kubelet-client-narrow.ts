import { KUBELET_CLIENT } from "../criteria/kubelet-client";
import type { MachineDocument } from "../document";
import type { Rule } from "../rule";
import { failOn } from "../verdict";

/** What lies beside the API server for asking kubelets is not a key to everything. */
export const KUBELET_CLIENT_NARROW: Rule<"kubelet-client"> = {
  id: "kubelet-client-narrow",
  title: "The API server asks kubelets by a certificate that is good for that alone.",
  why: "kubeadm makes it one of an administrator's, in `kubeadm:cluster-admins`: whoever reads that one file holds the cluster for a year.",
  fix: `Run \`portcullis-make-kubelet-client\` before kubeadm in the unit of the first start, with the group ${KUBELET_CLIENT}.`,
  controls: ["CIS-1.12 5.1.1", "NIST-800-53r5 AC-6", "NIST-800-53r5 IA-5"],
  judges: "kubelet-client",
  reach: "ours",
  promise: 4,
  judge({ group }) {
    if (group === KUBELET_CLIENT) return failOn([]);
    const message =
      group === undefined
        ? "kubeadm makes it, in kubeadm:cluster-admins"
        : `only the group ${KUBELET_CLIENT} holds nothing else`;
    return failOn([{ at: "", got: group ?? "nothing that makes it before kubeadm runs", message }]);
  },
  fixtures: () => ({
    pass: [
      { name: "made before kubeadm init", documents: machine({}) },
      { name: "made before kubeadm join", documents: machine({ kind: JOINS, kubeadm: JOIN }) },
    ],
    fail: [
      { name: "nothing that makes it", documents: machine({ before: "" }) },
      { name: "made when kubeadm has made its own", documents: machine({ before: "", after: MAKE }) },
      { name: "a unit that is told to do something else", documents: machine({ before: `${MAKE} --later` }) },
      { name: "in kubeadm's own group", documents: machine({ group: "kubeadm:cluster-admins" }) },
      { name: "among the masters", documents: machine({ group: "system:masters" }) },
      { name: "nothing before a control plane joins", documents: machine({ kind: JOINS, kubeadm: JOIN, before: "" }) },
      { name: "a script that does one thing more", documents: machine({ more: "cp $target.key /srv/" }) },
    ],
  }),
};

const SCRIPT = "/usr/local/sbin/make-kubelet-client";
const MAKE = `ExecStart=${SCRIPT}\n`;
const STARTS = "kind: ClusterConfiguration\n";
const JOINS = "kind: JoinConfiguration\ncontrolPlane: {}\n";
const INIT = "init --config /etc/kubernetes/kubeadm.yaml";
const JOIN = "join --config /etc/kubernetes/kubeadm.yaml";

interface FixtureChange {
  readonly kind?: string;
  readonly kubeadm?: string;
  readonly before?: string;
  readonly after?: string;
  readonly group?: string;
  readonly more?: string;
}

function machine({
  kind = STARTS,
  kubeadm = INIT,
  before = MAKE,
  after = "",
  group = KUBELET_CLIENT,
  more = "",
}: FixtureChange): readonly MachineDocument[] {
  const files = {
    "/etc/kubernetes/kubeadm.yaml": `apiVersion: kubeadm.k8s.io/v1beta4\n${kind}`,
    "/etc/systemd/system/first-start.service": `[Service]\nType=oneshot\n${before}ExecStart=/usr/bin/kubeadm ${kubeadm}\n${after}`,
    [SCRIPT]: `#!/bin/sh
set -eu
umask 077
group=${group}
signer=/etc/kubernetes/pki/ca
target=/etc/kubernetes/pki/apiserver-kubelet-client
work=$(mktemp -d /run/portcullis.XXXXXX)
trap 'rm -rf "$work"' EXIT
printf '%s\\n' "basicConstraints=critical,CA:false" "keyUsage=critical,digitalSignature" "extendedKeyUsage=clientAuth" > "$work/extensions"
openssl req -new -newkey ec -pkeyopt ec_paramgen_curve:prime256v1 -nodes -subj "/O=$group/CN=kube-apiserver-kubelet-client" -keyout "$work/key" -out "$work/request" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
openssl x509 -req -sha256 -days 365 -set_serial "0x$(openssl rand -hex 16)" -extfile "$work/extensions" -in "$work/request" -CA "$signer.crt" -CAkey "$signer.key" -out "$work/certificate" 2> "$work/said" || { cat "$work/said" >&2; exit 1; }
mv "$work/key" "$target.key"
mv "$work/certificate" "$target.crt"
${more}`,
  };
  const written = Object.entries(files).map(([path, content]) => ({ path, content, permissions: "0600" }));
  const commands = [["systemctl", "start", "first-start.service"]];
  return [
    {
      kind: "machine",
      name: "fixture user data",
      content: `#cloud-config\n${JSON.stringify({ write_files: written, runcmd: commands })}`,
    },
  ];
}
