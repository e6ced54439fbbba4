import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Attack, Seen, Weakening } from "../attacks/attack";
import { KUBELET_CONFIGURATION } from "../attacks/files";
import { type ApiAnswer, ask } from "../laboratory/api-client";
import { clientCertificate } from "../laboratory/client-certificate";
import type { WholePlant } from "./whole-plant";

const ANYBODY: Weakening = {
  name: "the kubelet asks nobody who they are, and nobody what they may do",
  edits: [
    { file: KUBELET_CONFIGURATION, from: "anonymous:\n    enabled: false", to: "anonymous:\n    enabled: true" },
    { file: KUBELET_CONFIGURATION, from: "mode: Webhook", to: "mode: AlwaysAllow" },
  ],
};

const ANYTHING: Weakening = {
  name: "the kubelet lets everybody do everything whom the cluster's authority has signed",
  edits: [{ file: KUBELET_CONFIGURATION, from: "mode: Webhook", to: "mode: AlwaysAllow" }],
};

const TLS_12: Weakening = {
  name: "the kubelet speaks TLS 1.2 as well",
  edits: [{ file: KUBELET_CONFIGURATION, from: "tlsMinVersion: VersionTLS13", to: "tlsMinVersion: VersionTLS12" }],
};

interface Asks {
  readonly certificate?: { readonly certificate: string; readonly key: string };
  readonly curl?: readonly string[];
}

/** Asks the control plane's kubelet for its pods from the worker, whom the firewall lets reach it. */
function askKubelet(plant: WholePlant, { certificate, curl = [] }: Asks): ApiAnswer {
  const endpoint = { ...plant.endpoint, name: "cp-1", port: 10_250 };
  return ask(plant.hosts.worker, endpoint, {
    path: "/pods",
    ...(certificate === undefined ? {} : { certificate }),
    curl,
  });
}

/** The client certificate of the API server for kubelets. */
function ofApiServer(plant: WholePlant) {
  const [certificate = "", key = ""] = ["crt", "key"].map((ending) => {
    const own = join(plant.folder, `apiserver-kubelet-client.${ending}`);
    const content = plant.machine.read(`/etc/kubernetes/pki/apiserver-kubelet-client.${ending}`);
    writeFileSync(own, content, { mode: 0o600 });
    return own;
  });
  return { certificate, key };
}

/** The kubelet keeps no audit record: its own words are what shows the refusal. */
function seen({ status, message }: ApiAnswer, refused: { readonly status: number; readonly words: RegExp }): Seen {
  const words = refused.words.exec(message)?.[0];
  const by = status === 0 ? "TLS," : status;
  return {
    saw: `${status} ${message.slice(0, 120)}`.trim(),
    got: status === 200,
    ...(status === refused.status && words !== undefined ? { refusedBy: `the kubelet: ${by} ${words}` } : {}),
  };
}

const NOT_REFUSED = { status: -1, words: /$^/ };
const legitimate = (plant: WholePlant) => seen(askKubelet(plant, { certificate: ofApiServer(plant) }), NOT_REFUSED);

export const KUBELET_ATTACKS: readonly Attack<WholePlant>[] = [
  {
    name: "whoever asks the kubelet without saying who they are",
    attack: (plant) => seen(askKubelet(plant, {}), { status: 401, words: /Unauthorized/ }),
    legitimate,
    weakening: ANYBODY,
  },
  {
    name: "a user's certificate that asks the kubelet",
    attack: (plant) =>
      seen(askKubelet(plant, { certificate: clientCertificate(plant, "mallory", []) }), {
        status: 403,
        words: /Forbidden \(user=mallory/,
      }),
    legitimate,
    weakening: ANYTHING,
  },
  {
    name: "a client of the kubelet that speaks nothing newer than TLS 1.2",
    attack: (plant) =>
      seen(askKubelet(plant, { certificate: ofApiServer(plant), curl: ["--tls-max", "1.2"] }), {
        status: 0,
        words: /alert protocol version/,
      }),
    legitimate,
    weakening: TLS_12,
  },
];
