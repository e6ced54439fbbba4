import type { Attack, Weakening } from "../attacks/attack";
import { KUBELET_CONFIGURATION } from "../attacks/files";
import { WEAK_SUITES } from "../attacks/tls";
import type { ApiAnswer } from "../laboratory/api-client";
import { clientCertificate } from "../laboratory/client-certificate";
import { type Asks, askKubelet, NOT_REFUSED, ofApiServer, seenOfKubelet } from "./ask-kubelet";
import { CONTROL_PLANE } from "./machines";
import type { WholePlant } from "./whole-plant";

export const ANYBODY: Weakening = {
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

/** Asks the control plane's kubelet from the worker, whom the firewall lets reach it. */
function asked(plant: WholePlant, asks: Asks): ApiAnswer {
  return askKubelet(plant.hosts.worker, { ...plant.endpoint, ...CONTROL_PLANE }, asks);
}

const legitimate = (plant: WholePlant) => seenOfKubelet(asked(plant, { certificate: ofApiServer(plant) }), NOT_REFUSED);

const byOldTls = (curl: readonly string[]) => (plant: WholePlant) =>
  seenOfKubelet(asked(plant, { certificate: ofApiServer(plant), curl }), {
    status: 0,
    words: /alert protocol version/,
  });

export const KUBELET_ATTACKS: readonly Attack<WholePlant>[] = [
  {
    name: "whoever asks the kubelet without saying who they are",
    attack: (plant) => seenOfKubelet(asked(plant, {}), { status: 401, words: /Unauthorized/ }),
    legitimate,
    weakening: ANYBODY,
  },
  {
    name: "a user's certificate that asks the kubelet",
    attack: (plant) =>
      seenOfKubelet(asked(plant, { certificate: clientCertificate(plant, "mallory", []) }), {
        status: 403,
        words: /Forbidden \(user=mallory/,
      }),
    legitimate,
    weakening: ANYTHING,
  },
  {
    name: "a client of the kubelet that speaks nothing newer than TLS 1.2",
    attack: byOldTls(["--tls-max", "1.2"]),
    legitimate,
    weakening: TLS_12,
  },
  {
    name: "a client of the kubelet that knows weak suites alone",
    attack: byOldTls(["--tls-max", "1.2", "--ciphers", WEAK_SUITES]),
    legitimate,
    weakening: TLS_12,
  },
];
