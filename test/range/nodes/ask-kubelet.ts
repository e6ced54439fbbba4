import { writeFileSync } from "node:fs";
import { join } from "node:path";
import type { Seen } from "../attacks/attack";
import { type ApiAnswer, ask, type Endpoint } from "../laboratory/api-client";
import type { Host } from "../laboratory/network";
import type { WholePlant } from "./whole-plant";

export const KUBELET_PORT = 10_250;

/** How somebody asks a kubelet. */
export interface Asks {
  readonly certificate?: { readonly certificate: string; readonly key: string };
  readonly curl?: readonly string[];
}

/** Asks a machine's kubelet for its pods. */
export function askKubelet(
  from: Host,
  machine: Pick<Endpoint, "name" | "address" | "authority">,
  { certificate, curl = [] }: Asks,
): ApiAnswer {
  return ask(
    from,
    { ...machine, port: KUBELET_PORT },
    { path: "/pods", ...(certificate === undefined ? {} : { certificate }), curl },
  );
}

/** The client certificate of the API server for kubelets. */
export function ofApiServer(plant: WholePlant) {
  const [certificate = "", key = ""] = ["crt", "key"].map((ending) => {
    const own = join(plant.folder, `apiserver-kubelet-client.${ending}`);
    const content = plant.machine.read(`/etc/kubernetes/pki/apiserver-kubelet-client.${ending}`);
    writeFileSync(own, content, { mode: 0o600 });
    return own;
  });
  return { certificate, key };
}

/** The kubelet keeps no audit record: its own words are what shows the refusal. */
export function seenOfKubelet(
  { status, message }: ApiAnswer,
  refused: { readonly status: number; readonly words: RegExp },
): Seen {
  const words = refused.words.exec(message)?.[0];
  const by = status === 0 ? "TLS," : status;
  return {
    saw: `${status} ${message.slice(0, 120)}`.trim(),
    got: status === 200,
    ...(status === refused.status && words !== undefined ? { refusedBy: `the kubelet: ${by} ${words}` } : {}),
  };
}

export const NOT_REFUSED = { status: -1, words: /$^/ };
