import { rememberLast } from "../remember";
import { APPROVES_CERTIFICATES } from "./approve-certificates-script";
import { BREAKS_GLASS, line } from "./break-glass-script";
import { CLOSES_BREAK_GLASS } from "./close-break-glass-script";
import { JOINS_AGAIN } from "./join-again-script";
import { MAKES_KUBELET_CLIENT } from "./kubelet-client-script";
import { FOR_ONE_MACHINE, SIGNS_AGAIN } from "./sign-again-script";
import { RENEWS_ENDED } from "./renew-ended-script";
import { ENDS_ACCESS } from "./end-access-script";
import { MENDS_FORWARDER } from "./mend-forwarder-script";

/** What a recognized script does. */
export interface RecognizedScript {
  /** The file that it makes from a template and a key of its own. */
  readonly makes: { readonly path: string; readonly from: string } | undefined;
  /** The files that it takes from an administrator who brings them, by path. */
  readonly takes: readonly string[];
  /** Whether it renews the certificates of a control plane. */
  readonly renews: boolean;
  /** Whether it renews what has ended, asking nobody. */
  readonly renewsEnded: boolean;
  /** Whether it decides on requests for certificates. */
  readonly approves: boolean;
  /** The group of the certificate that it makes for the API server to ask kubelets with; undefined when it makes none. */
  readonly kubeletClient: string | undefined;
  /** The namespaces in which it takes bindings away whose time is over, beside those of the whole cluster; undefined when it does not. */
  readonly endsAccessIn: readonly string[] | undefined;
  /** Whom it lets in, and as what, by a certificate that it makes; undefined when it makes none. */
  readonly breaksGlass: BreaksGlass | undefined;
}

/** How a script lets people in. */
interface BreaksGlass {
  readonly people: readonly string[];
  readonly minutes: number;
  readonly group: string;
  readonly signer: string;
}

const PATH = "(?:/[A-Za-z0-9._-]+)+";

/** What all API servers of a cluster have in common, and the kubeconfig that leads to it. */
const SHARED =
  "pki/ca\\.crt pki/ca\\.key pki/etcd/ca\\.crt pki/etcd/ca\\.key pki/front-proxy-ca\\.crt pki/front-proxy-ca\\.key pki/sa\\.key pki/sa\\.pub";
const DISCOVERY = "portcullis/discovery\\.conf";
const ENCRYPTION = "portcullis/api-server/encryption\\.yaml";

/** Renews certificates and restarts what holds them, once every machine is ready. */
const RENEWS_CERTIFICATES: readonly RegExp[] = [
  /^#!\/bin\/sh$/,
  /^set -eu$/,
  /^umask 077$/,
  /^own=[0-9.]+$/,
  /^machines="[0-9.]+(?: [0-9.]+)*"$/,
  /^manifests=\/etc\/kubernetes\/manifests$/,
  /^aside=\/etc\/kubernetes\/portcullis\/renewal$/,
  /^ready\(\) \{ curl --disable --silent --fail --max-time \d --output \/dev\/null --cacert \/etc\/kubernetes\/pki\/ca\.crt "https:\/\/\$1:6443\/readyz"; \}$/,
  line(
    'serves() { [ "$(openssl s_client -connect "$own:$1" < /dev/null 2> /dev/null | openssl x509 -noout -serial)" = "$(openssl x509 -in "/etc/kubernetes/pki/$2.crt" -noout -serial)" ]; }',
  ),
  /^mkdir -p "\$aside"$/,
  /^for manifest in "\$aside"\/\*\.yaml; do if \[ -e "\$manifest" \]; then mv "\$manifest" "\$manifests\/"; fi; done$/,
  /^for machine in \$machines; do$/,
  /^if ! ready "\$machine"; then echo "the API server of \$machine is not ready: nothing is renewed now" >&2; exit 1; fi$/,
  /^done$/,
  /^kubeadm certs renew all$/,
  /^for component in kube-scheduler kube-controller-manager etcd kube-apiserver; do$/,
  /^mv "\$manifests\/\$component\.yaml" "\$aside\/"$/,
  /^sleep [1-9]\d$/,
  /^mv "\$aside\/\$component\.yaml" "\$manifests\/"$/,
  /^sleep [1-9]\d$/,
  /^tries=0$/,
  /^until ready "\$own"; do$/,
  /^tries=\$\(\(tries \+ 1\)\)$/,
  /^if \[ "\$tries" -ge \d{1,3} \]; then echo "the API server does not answer after the restart of \$component" >&2; exit 1; fi$/,
  /^sleep \d$/,
  /^done$/,
  /^done$/,
  line('if ! serves 6443 apiserver; then echo "the API server still serves the certificate of before" >&2; exit 1; fi'),
  line('if ! serves 2379 etcd/server; then echo "etcd still serves the certificate of before" >&2; exit 1; fi'),
];

/**
 * The scripts that are recognized, line by line. A script can do anything, so every line is compared as a whole, and one
 * more line, or one that differs, makes it a script that nobody has judged.
 */
const SCRIPTS: readonly (readonly RegExp[])[] = [
  RENEWS_CERTIFICATES,
  RENEWS_ENDED,
  APPROVES_CERTIFICATES,
  BREAKS_GLASS,
  CLOSES_BREAK_GLASS,
  MAKES_KUBELET_CLIENT,
  ENDS_ACCESS,
  MENDS_FORWARDER,
  // Makes the key for encryption at rest on the machine.
  [
    /^#!\/bin\/sh$/,
    /^set -eu$/,
    /^umask 077$/,
    new RegExp(`^template=(?<from>${PATH})$`),
    new RegExp(`^target=(?<path>${PATH})$`),
    /^if \[ -s "\$target" \]; then exit 0; fi$/,
    /^key=\$\(head -c 32 \/dev\/urandom \| base64 -w 0\)$/,
    /^if \[ "\$\(printf %s "\$key" \| wc -c\)" -ne 44 \]; then echo "no key could be made" >&2; exit 1; fi$/,
    /^printf 's\|%s\|%s\|\\n' '[A-Z-]+' "\$key" \| sed -f \/dev\/stdin "\$template" > "\$target\.new"$/,
    /^mv "\$target\.new" "\$target"$/,
  ],
  // Gives out, to a pipe alone, what another machine needs to join: a certificate of its own name and of minutes, and for a control plane the keys.
  [
    /^#!\/bin\/sh$/,
    /^set -eu$/,
    /^umask 077$/,
    /^if \[ -t 1 \]; then echo "[a-z0-9 :,-]+" >&2; exit 1; fi$/,
    /^trap 'exit 1' HUP INT TERM$/,
    /^work=\$\(mktemp -d \/run\/portcullis\.XXXXXX\)$/,
    /^trap 'rm -rf "\$work"' EXIT$/,
    ...FOR_ONE_MACHINE,
    line('mkdir "$work/portcullis"'),
    new RegExp(
      `^discovery\\(\\) \\{ kubeadm kubeconfig user --config ${PATH} --client-name "system:node:\\$name" --org system:nodes --validity-period 15m > "\\$work/${DISCOVERY}"; \\}$`,
    ),
    line('case "$1" in'),
    line("control-plane)"),
    line('if [ "$controls" != true ]; then echo "the description names no control plane $name" >&2; exit 1; fi'),
    line("discovery"),
    new RegExp(`^tar -cf - -C "\\$work" ${DISCOVERY} -C /etc/kubernetes ${SHARED} ${ENCRYPTION} ;;$`),
    line("worker)"),
    line('if [ "$controls" != false ]; then echo "$name is a control plane" >&2; exit 1; fi'),
    line("discovery"),
    new RegExp(`^tar -cf - -C "\\$work" ${DISCOVERY} ;;$`),
    ...SIGNS_AGAIN,
    line('*) echo "say control-plane, worker or again, and the name of the machine" >&2; exit 2 ;;'),
    /^esac$/,
  ],
  // Takes over what was given out, file by file, and joins.
  [
    /^#!\/bin\/sh$/,
    /^set -eu$/,
    /^umask 077$/,
    /^if \[ -e \/etc\/kubernetes\/kubelet\.conf \]; then echo "this machine has joined already" >&2; exit 1; fi$/,
    new RegExp(
      `^tar -xf - -C /etc/kubernetes --no-same-owner --no-same-permissions (?<takes>${DISCOVERY}(?: ${SHARED} ${ENCRYPTION})?)$`,
    ),
    /^systemctl start portcullis-first-start\.service$/,
  ],
  JOINS_AGAIN,
];

/** Recognizes a script, or undefined. Comments and empty lines do nothing and are passed. Machines have nearly the same scripts, and several readers ask. */
export const recognizeScript = rememberLast(256, recognize);

function recognize(content: string): RecognizedScript | undefined {
  const [shebang = "", ...body] = content.split("\n");
  const lines = [shebang, ...body.filter((line) => line !== "" && !line.startsWith("#"))];
  for (const patterns of SCRIPTS) {
    if (lines.length !== patterns.length) continue;
    const matches = patterns.map((pattern, index) => pattern.exec(lines[index] ?? ""));
    if (matches.includes(null)) continue;
    const groups = Object.assign({}, ...matches.map((match) => match?.groups ?? {})) as {
      readonly path?: string;
      readonly from?: string;
      readonly takes?: string;
      readonly people?: string;
      readonly minutes?: string;
      readonly group?: string;
      readonly kubeletClient?: string;
      readonly signer?: string;
      readonly namespaces?: string;
    };
    const { path, from, takes, people, minutes, group = "", signer = "", namespaces } = groups;
    return {
      makes: path === undefined || from === undefined ? undefined : { path, from },
      renews: patterns === RENEWS_CERTIFICATES,
      renewsEnded: patterns === RENEWS_ENDED,
      approves: patterns === APPROVES_CERTIFICATES,
      kubeletClient: groups.kubeletClient,
      endsAccessIn: patterns === ENDS_ACCESS ? (namespaces ?? "").split(" ") : undefined,
      breaksGlass:
        people === undefined ? undefined : { people: people.split(" "), minutes: Number(minutes), group, signer },
      takes: takes === undefined ? [] : takes.split(" ").map((name) => `/etc/kubernetes/${name}`),
    };
  }
  return undefined;
}
